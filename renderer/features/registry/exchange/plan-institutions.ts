import {
  changesBetween,
  institutionFactsPolicy,
  institutionPolicy,
} from '../../../../shared/domain/registry/amend.ts';
import { importedId } from '../../../../shared/domain/registry/imported-id.ts';
import {
  noInstitutionFacts,
  type InstitutionFacts,
} from '../../../../shared/domain/registry/institution-facts.ts';
import type { Category, Institution } from '../../../../shared/domain/registry/institution.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import { choiceOf, plain } from './columns.ts';
import type { Mapping } from './mapping.ts';
import { FirstLines, plannedRow, type PlannedAct, type PlannedRow, type Register } from './plan.ts';
import type { RawRow } from './raw-table.ts';
import { RowReader } from './row-reader.ts';

/** The dry run of a list of institutions. */
export function planInstitutions(
  rows: readonly RawRow[],
  mapping: Mapping,
  register: Register,
): readonly PlannedRow[] {
  const byLicence = new Map(register.institutions.map((one) => [one.licenceNo.toUpperCase(), one]));
  const byCredit = new Map(
    register.institutions.filter(({ creditCode }) => creditCode !== '').map((one) => [one.creditCode, one]),
  );
  const byPlace = new Map(register.institutions.map((one) => [placeKey(one.name.zh, one.countyCode), one]));
  const factsOf = new Map(register.institutionFacts.map((facts) => [facts.id, facts]));
  const first = new FirstLines();
  return rows.map((row) => {
    const reader = new RowReader(row, mapping);
    const licenceNo = reader.required('licenceNo', 40);
    const creditCode = reader.text('creditCode', 18)?.toUpperCase();
    first.check(reader, 'licenceNo', licenceNo, row.line);
    first.check(reader, 'creditCode', creditCode, row.line);
    const byNumber = licenceNo === undefined ? undefined : byLicence.get(licenceNo.toUpperCase());
    const byCode = creditCode === undefined ? undefined : byCredit.get(creditCode);
    if (byNumber && byCode && byNumber.id !== byCode.id)
      reader.note('error', 'credit-code-of-other', 'creditCode', creditCode ?? '', { name: byCode.name.zh });
    if (!byNumber && byCode)
      reader.note('warning', 'matched-by-credit-code', 'licenceNo', licenceNo ?? '', {
        name: byCode.name.zh,
      });
    const there = byNumber ?? byCode ?? null;
    const record = readInstitution(reader, register, there, { licenceNo, creditCode });
    const name = reader.text('nameZh') ?? there?.name.zh ?? licenceNo ?? '';
    const facts = readFacts(reader, register, record, there ? (factsOf.get(there.id) ?? null) : null);
    if (!there && record) {
      const twin = byPlace.get(placeKey(record.name.zh, record.countyCode));
      if (twin) reader.note('warning', 'same-name', 'nameZh', record.name.zh, { number: twin.licenceNo });
    }
    return plannedRow(row, reader, name, record && { isNew: !there, acts: actsOf(there, record, facts) });
  });
}

function readInstitution(
  reader: RowReader,
  register: Register,
  there: Institution | null,
  numbers: { readonly licenceNo: string | undefined; readonly creditCode: string | undefined },
): Institution | null {
  const need = <T>(key: string, value: T | undefined, before: T | undefined): T | undefined => {
    if (value !== undefined || before !== undefined) return value ?? before;
    if (!reader.has(key)) reader.note('error', 'missing', key, '');
    return undefined;
  };
  const countyCode = need('county', readCounty(reader, register), there?.countyCode);
  const name = need('nameZh', readPair(reader, 'name', there?.name ?? null), undefined);
  const categories = need(
    'categories',
    reader.list('categories', (word) => choiceOf('category', word)) as Category[] | undefined,
    there?.categories,
  );
  const licenceIssuedOn = need('licenceIssuedOn', reader.date('licenceIssuedOn'), there?.licenceIssuedOn);
  const licenceValidTo = need('licenceValidTo', reader.date('licenceValidTo'), there?.licenceValidTo);
  const staff = {
    fullTime: reader.int('fullTime', 999) ?? there?.staff.fullTime ?? 0,
    partTime: reader.int('partTime', 999) ?? there?.staff.partTime ?? 0,
    assistants: reader.int('assistants', 999) ?? there?.staff.assistants ?? 0,
  };
  const sponsorKind = reader.choice('sponsorKind', 'sponsorKind') as Institution['sponsorKind'] | undefined;
  const state = reader.choice('state', 'institutionState') as Institution['state'] | undefined;
  const address = readPair(reader, 'address', there?.address ?? null);
  const head = readPair(reader, 'head', there?.head ?? null);
  const phone = reader.text('phone', 30);
  if (licenceIssuedOn && licenceValidTo && licenceValidTo < licenceIssuedOn)
    reader.note('error', 'ends-before-start', 'licenceValidTo', licenceValidTo, { from: licenceIssuedOn });
  if (!numbers.licenceNo || !countyCode || !name || !categories || !licenceIssuedOn || !licenceValidTo)
    return null;
  const unknown = { zh: '—', ug: '—' };
  return {
    id: there?.id ?? importedId('institutions', register.prefectureCode, numbers.licenceNo),
    prefectureCode: register.prefectureCode,
    countyCode,
    name,
    address: address ?? unknown,
    licenceNo: numbers.licenceNo,
    creditCode: numbers.creditCode ?? there?.creditCode ?? '',
    sponsorKind: sponsorKind ?? there?.sponsorKind ?? 'private-non-enterprise',
    head: head ?? unknown,
    phone: phone ?? there?.phone ?? '',
    categories,
    licenceIssuedOn,
    licenceValidTo,
    staff,
    state: state ?? there?.state ?? 'in-practice',
  };
}

function readFacts(
  reader: RowReader,
  register: Register,
  institution: Institution | null,
  there: InstitutionFacts | null,
): { readonly before: InstitutionFacts; readonly after: InstitutionFacts } | null {
  const scope = reader.list('scope', (word) =>
    register.scopeCodes.has(word.toUpperCase()) ? word.toUpperCase() : null,
  );
  const sponsor = readPair(reader, 'sponsor', there?.sponsor ?? null);
  const legalAdviser = reader.yesNo('legalAdviser');
  const insurer = reader.text('insurer', 120);
  const sumFen = reader.fen('insuranceSum');
  const validTo = reader.date('insuranceValidTo');
  const oathOn = reader.date('oathOn');
  const fundsFen = reader.fen('funds');
  const premises = reader.int('premises', 1_000_000);
  if (!institution) return null;
  const before = there ?? noInstitutionFacts(institution);
  const insuredTo = validTo ?? before.insurance?.validTo;
  const isInsured = insurer !== undefined || sumFen !== undefined || validTo !== undefined;
  if (isInsured && !insuredTo && !reader.has('insuranceValidTo'))
    reader.note('warning', 'insurance-without-end', 'insuranceValidTo', '');
  const insurance =
    isInsured && insuredTo
      ? {
          insurer: insurer ?? before.insurance?.insurer ?? '',
          sumFen: sumFen ?? before.insurance?.sumFen ?? 0,
          validTo: insuredTo,
        }
      : before.insurance;
  const after: InstitutionFacts = {
    ...before,
    scope: scope ?? before.scope,
    scopeVersion: scope ? register.scopeVersion : before.scopeVersion,
    sponsor: sponsor ?? before.sponsor,
    legalAdviser: legalAdviser ?? before.legalAdviser,
    insurance,
    oathOn: oathOn ?? before.oathOn,
    fundsFen: fundsFen ?? before.fundsFen,
    premisesSquareMetres: premises ?? before.premisesSquareMetres,
  };
  return { before, after };
}

function actsOf(
  there: Institution | null,
  record: Institution,
  facts: { readonly before: InstitutionFacts; readonly after: InstitutionFacts } | null,
): readonly PlannedAct[] {
  const changes = there ? changesBetween(institutionPolicy, there, record) : [];
  const factChanges = facts ? changesBetween(institutionFactsPolicy, facts.before, facts.after) : [];
  const { id } = record;
  return [
    ...(there
      ? []
      : [{ kind: 'row' as const, row: { kind: 'new-institution' as const, institution: record } }]),
    ...(changes.length > 0
      ? [{ kind: 'row' as const, row: { kind: 'changed-institution' as const, id, changes } }]
      : []),
    ...(factChanges.length > 0 ? [{ kind: 'institution-facts' as const, id, changes: factChanges }] : []),
  ];
}

function readCounty(reader: RowReader, register: Register): string | undefined {
  const typed = reader.text('county', 60);
  if (typed === undefined) return undefined;
  const found = register.countyCode(typed);
  if (found !== null && found !== 'foreign') return found.code;
  reader.note('error', found === 'foreign' ? 'foreign-prefecture' : 'unknown-county', 'county', typed);
  return undefined;
}

/** A name in both languages; where only one is in the file the other stays as it was, or is taken from the first. */
export function readPair(reader: RowReader, key: string, there: Bilingual | null): Bilingual | undefined {
  const [zh, ug] = [reader.text(`${key}Zh`), reader.text(`${key}Ug`)];
  if (zh === undefined && ug === undefined) return there ?? undefined;
  if (!there && key === 'name' && (zh === undefined || ug === undefined))
    reader.note('warning', 'one-language', zh === undefined ? 'nameZh' : 'nameUg', zh ?? ug ?? '');
  return { zh: zh ?? there?.zh ?? ug ?? '', ug: ug ?? there?.ug ?? zh ?? '' };
}

function placeKey(name: string, countyCode: string): string {
  return `${plain(name)}|${countyCode}`;
}
