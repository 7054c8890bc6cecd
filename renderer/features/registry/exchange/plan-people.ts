import {
  appraiserFactsPolicy,
  appraiserPolicy,
  certificatePolicy,
  changesBetween,
} from '../../../../shared/domain/registry/amend.ts';
import { noAppraiserFacts, type AppraiserFacts } from '../../../../shared/domain/registry/appraiser-facts.ts';
import type { Appraiser } from '../../../../shared/domain/registry/appraiser.ts';
import type { Certificate } from '../../../../shared/domain/registry/certificate.ts';
import { importedId } from '../../../../shared/domain/registry/imported-id.ts';
import type { Category, Institution } from '../../../../shared/domain/registry/institution.ts';
import { choiceOf, plain } from './columns.ts';
import type { Mapping } from './mapping.ts';
import { FirstLines, plannedRow, type PlannedAct, type PlannedRow, type Register } from './plan.ts';
import { readPair } from './plan-institutions.ts';
import type { RawRow } from './raw-table.ts';
import { RowReader } from './row-reader.ts';

/** The dry run of a list of appraisers. Their institutions must be in the register. */
export function planAppraisers(
  rows: readonly RawRow[],
  mapping: Mapping,
  register: Register,
): readonly PlannedRow[] {
  const byNumber = new Map(register.appraisers.map((one) => [one.certificateNo.toUpperCase(), one]));
  const byName = new Map(
    register.appraisers.map((one) => [`${plain(one.name.zh)}|${one.institutionId}`, one]),
  );
  const factsOf = new Map(register.appraiserFacts.map((facts) => [facts.id, facts]));
  const find = institutionFinder(register.institutions);
  const first = new FirstLines();
  return rows.map((row) => {
    const reader = new RowReader(row, mapping);
    const certificateNo = reader.required('certificateNo', 40);
    first.check(reader, 'certificateNo', certificateNo, row.line);
    const there = byNumber.get(certificateNo?.toUpperCase() ?? '') ?? null;
    const record = readAppraiser(reader, register, there, certificateNo, find(reader));
    if (!there && record) {
      const twin = byName.get(`${plain(record.name.zh)}|${record.institutionId}`);
      if (twin) reader.note('warning', 'same-name', 'nameZh', record.name.zh, { number: twin.certificateNo });
    }
    const label = reader.text('nameZh') ?? there?.name.zh ?? certificateNo ?? '';
    const facts = readAppraiserFacts(
      reader,
      register,
      record,
      there ? (factsOf.get(there.id) ?? null) : null,
    );
    return plannedRow(
      row,
      reader,
      label,
      record && { isNew: !there, acts: appraiserActs(there, record, facts) },
    );
  });
}

function readAppraiser(
  reader: RowReader,
  register: Register,
  there: Appraiser | null,
  certificateNo: string | undefined,
  found: Institution | undefined,
): Appraiser | null {
  const name = readPair(reader, 'name', there?.name ?? null);
  const institutionId = found?.id ?? there?.institutionId;
  const categories =
    (reader.list('categories', (word) => choiceOf('category', word)) as Category[] | undefined) ??
    there?.categories;
  const certificateValidTo = reader.date('certificateValidTo') ?? there?.certificateValidTo;
  const title = reader.choice('title', 'title') as Appraiser['title'] | undefined;
  const fullTime = reader.yesNo('fullTime');
  const state = reader.choice('state', 'appraiserState') as Appraiser['state'] | undefined;
  for (const [key, value] of [
    ['nameZh', name],
    ['institution', institutionId],
    ['categories', categories],
    ['certificateValidTo', certificateValidTo],
  ] as const)
    if (value === undefined && !reader.has(key)) reader.note('error', 'missing', key, '');
  if (!certificateNo || !name || !institutionId || !categories || !certificateValidTo) return null;
  return {
    id: there?.id ?? importedId('appraisers', register.prefectureCode, certificateNo),
    prefectureCode: register.prefectureCode,
    institutionId,
    name,
    certificateNo,
    certificateValidTo,
    title: title ?? there?.title ?? 'none',
    fullTime: fullTime ?? there?.fullTime ?? true,
    categories,
    state: state ?? there?.state ?? 'practising',
  };
}

function readAppraiserFacts(
  reader: RowReader,
  register: Register,
  appraiser: Appraiser | null,
  there: AppraiserFacts | null,
): { readonly before: AppraiserFacts; readonly after: AppraiserFacts } | null {
  const items = readCodes(reader, register);
  const qualification = reader.text('qualification', 120);
  const certificateIssuedOn = reader.date('certificateIssuedOn');
  const oathOn = reader.date('oathOn');
  const hours = reader.int('trainingHours', 2000);
  const year = reader.int('trainingYear', 2100);
  if (hours !== undefined && year === undefined)
    reader.note('error', 'training-year-missing', 'trainingYear', '');
  if (!appraiser) return null;
  const before = there ?? noAppraiserFacts(appraiser);
  const isTold = hours !== undefined && year !== undefined && year >= 2000;
  const training = isTold
    ? [...before.training.filter((one) => one.year !== year), { year, hours }].toSorted(
        (a, b) => a.year - b.year,
      )
    : before.training;
  const after: AppraiserFacts = {
    ...before,
    items: items ?? before.items,
    scopeVersion: items ? register.scopeVersion : before.scopeVersion,
    qualification: qualification ?? before.qualification,
    certificateIssuedOn: certificateIssuedOn ?? before.certificateIssuedOn,
    oathOn: oathOn ?? before.oathOn,
    training,
  };
  return { before, after };
}

function appraiserActs(
  there: Appraiser | null,
  record: Appraiser,
  facts: { readonly before: AppraiserFacts; readonly after: AppraiserFacts } | null,
): readonly PlannedAct[] {
  const changes = there ? changesBetween(appraiserPolicy, there, record) : [];
  const factChanges = facts ? changesBetween(appraiserFactsPolicy, facts.before, facts.after) : [];
  const { id } = record;
  return [
    ...(there ? [] : [{ kind: 'row' as const, row: { kind: 'new-appraiser' as const, appraiser: record } }]),
    ...(changes.length > 0
      ? [{ kind: 'row' as const, row: { kind: 'changed-appraiser' as const, id, changes } }]
      : []),
    ...(factChanges.length > 0 ? [{ kind: 'appraiser-facts' as const, id, changes: factChanges }] : []),
  ];
}

/** The dry run of a list of accreditation certificates. Their institutions must be in the register. */
export function planCertificates(
  rows: readonly RawRow[],
  mapping: Mapping,
  register: Register,
): readonly PlannedRow[] {
  const byNumber = new Map(
    register.certificates.map((one) => [`${one.kind}|${one.certNo.toUpperCase()}`, one]),
  );
  const find = institutionFinder(register.institutions);
  const first = new FirstLines();
  return rows.map((row) => {
    const reader = new RowReader(row, mapping);
    const certNo = reader.required('certNo', 60);
    const kind = reader.choice('kind', 'certificateKind') as Certificate['kind'] | undefined;
    first.check(reader, 'certNo', certNo && kind && `${kind} ${certNo}`, row.line);
    const there = byNumber.get(`${kind}|${certNo?.toUpperCase() ?? ''}`) ?? null;
    if (there?.standing === 'withdrawn')
      reader.note('error', 'certificate-withdrawn', 'certNo', certNo ?? '');
    const planned = readCertificate(reader, register, there, { certNo, kind, institution: find(reader) });
    return plannedRow(row, reader, certNo ?? '', planned);
  });
}

function readCertificate(
  reader: RowReader,
  register: Register,
  there: Certificate | null,
  told: {
    readonly certNo: string | undefined;
    readonly kind: Certificate['kind'] | undefined;
    readonly institution: Institution | undefined;
  },
): { readonly isNew: boolean; readonly acts: readonly PlannedAct[] } | null {
  const institutionId = told.institution?.id ?? there?.institutionId;
  const issuedOn = reader.date('issuedOn') ?? there?.issuedOn;
  const validTo = reader.date('validTo') ?? there?.validTo;
  const issuer = reader.text('issuer', 120) ?? there?.issuer ?? '';
  const scopeText = reader.text('scopeText', 2000) ?? there?.scopeText ?? '';
  const items = readCodes(reader, register) ?? there?.items ?? [];
  for (const [key, value] of [
    ['kind', told.kind],
    ['institution', institutionId],
    ['issuedOn', issuedOn],
    ['validTo', validTo],
  ] as const)
    if (value === undefined && !reader.has(key)) reader.note('error', 'missing', key, '');
  if (there && institutionId !== there.institutionId)
    reader.note('error', 'certificate-of-other', 'institution', told.institution?.name.zh ?? '');
  if (issuedOn && validTo && validTo < issuedOn)
    reader.note('error', 'ends-before-start', 'validTo', validTo, { from: issuedOn });
  if (!told.certNo || !told.kind || !institutionId || !issuedOn || !validTo) return null;
  const certificate = {
    id: there?.id ?? importedId('certificates', register.prefectureCode, `${told.kind}|${told.certNo}`),
    prefectureCode: register.prefectureCode,
    institutionId,
    kind: told.kind,
    certNo: told.certNo,
    issuer,
    scopeText,
    items,
    issuedOn,
    validTo,
  };
  if (!there) return { isNew: true, acts: [{ kind: 'new-certificate', certificate }] };
  const changes = changesBetween(certificatePolicy, there, { ...there, ...certificate });
  return {
    isNew: false,
    acts: changes.length > 0 ? [{ kind: 'changed-certificate', id: there.id, changes }] : [],
  };
}

function readCodes(reader: RowReader, register: Register): string[] | undefined {
  return reader.list('items', (word) =>
    register.scopeCodes.has(word.toUpperCase()) ? word.toUpperCase() : null,
  );
}

/** Finds the institution of a row by licence number, credit code or name; an unknown or doubtful one is an error. */
function institutionFinder(
  institutions: readonly Institution[],
): (reader: RowReader) => Institution | undefined {
  const known = new Map<string, Institution | null>();
  for (const one of institutions)
    for (const word of [one.licenceNo, one.creditCode, one.name.zh, one.name.ug]) {
      const key = plain(word);
      if (key !== '') known.set(key, known.has(key) && known.get(key)?.id !== one.id ? null : one);
    }
  return (reader) => {
    const typed = reader.text('institution');
    if (typed === undefined) return undefined;
    const found = known.get(plain(typed));
    if (found === undefined) reader.note('error', 'unknown-institution', 'institution', typed);
    if (found === null) reader.note('error', 'several-institutions', 'institution', typed);
    return found ?? undefined;
  };
}
