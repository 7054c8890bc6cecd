import type { AppraiserFacts } from '../../../../shared/domain/registry/appraiser-facts.ts';
import type { Appraiser } from '../../../../shared/domain/registry/appraiser.ts';
import type { Certificate } from '../../../../shared/domain/registry/certificate.ts';
import type { InstitutionFacts } from '../../../../shared/domain/registry/institution-facts.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import { choiceWord, columnsOf, columnTitle, type ListName } from './columns.ts';
import type { Register } from './plan.ts';

type Cells = Readonly<Record<string, string>>;

/** A list of the register as rows of text, the header first: what the same app reads again without a change. */
export function rowsOf(list: ListName, register: Register, language: string): readonly (readonly string[])[] {
  const columns = columnsOf(list);
  const head = columns.map((column) => columnTitle(column, language));
  return [head, ...cellsOf(list, register).map((cells) => columns.map(({ key }) => cells[key] ?? ''))];
}

/** The header alone, for a list that somebody will fill in. */
export function templateRows(list: ListName, language: string): readonly (readonly string[])[] {
  return [columnsOf(list).map((column) => columnTitle(column, language))];
}

/** As CSV; a cell that a spreadsheet could take for a formula gets the sign that disarms it. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = disarmed(text);
    return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** `=`, `+`, `-`, `@`, tab and return begin a formula in some spreadsheet. */
export function disarmed(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function cellsOf(list: ListName, register: Register): readonly Cells[] {
  const names = new Map(register.institutions.map((one) => [one.id, one.licenceNo]));
  switch (list) {
    case 'institutions': {
      const facts = new Map(register.institutionFacts.map((one) => [one.id, one]));
      return sorted(register.institutions, (one) => one.licenceNo).map((one) => ({
        ...institutionCells(one),
        ...institutionFactCells(facts.get(one.id) ?? null),
      }));
    }
    case 'appraisers': {
      const facts = new Map(register.appraiserFacts.map((one) => [one.id, one]));
      return sorted(register.appraisers, (one) => one.certificateNo).map((one) => ({
        ...appraiserCells(one, names.get(one.institutionId) ?? ''),
        ...appraiserFactCells(facts.get(one.id) ?? null),
      }));
    }
    case 'certificates':
      return sorted(register.certificates, (one) => `${one.kind}${one.certNo}`)
        .filter(({ standing }) => standing !== 'withdrawn')
        .map((one) => certificateCells(one, names.get(one.institutionId) ?? ''));
  }
}

function institutionCells(one: Institution): Cells {
  return {
    licenceNo: one.licenceNo,
    creditCode: one.creditCode,
    nameZh: one.name.zh,
    nameUg: one.name.ug,
    county: one.countyCode,
    addressZh: one.address.zh,
    addressUg: one.address.ug,
    sponsorKind: choiceWord('sponsorKind', one.sponsorKind),
    headZh: one.head.zh,
    headUg: one.head.ug,
    phone: one.phone,
    categories: one.categories.map((category) => choiceWord('category', category)).join('、'),
    licenceIssuedOn: one.licenceIssuedOn,
    licenceValidTo: one.licenceValidTo,
    fullTime: String(one.staff.fullTime),
    partTime: String(one.staff.partTime),
    assistants: String(one.staff.assistants),
    state: choiceWord('institutionState', one.state),
  };
}

function institutionFactCells(facts: InstitutionFacts | null): Cells {
  if (!facts) return {};
  return {
    sponsorZh: facts.sponsor?.zh ?? '',
    sponsorUg: facts.sponsor?.ug ?? '',
    scope: facts.scope.join('、'),
    legalAdviser: yesNo(facts.legalAdviser),
    insurer: facts.insurance?.insurer ?? '',
    insuranceSum: yuan(facts.insurance?.sumFen ?? null),
    insuranceValidTo: facts.insurance?.validTo ?? '',
    oathOn: facts.oathOn ?? '',
    funds: yuan(facts.fundsFen),
    premises: facts.premisesSquareMetres === null ? '' : String(facts.premisesSquareMetres),
  };
}

function appraiserCells(one: Appraiser, licenceNo: string): Cells {
  return {
    certificateNo: one.certificateNo,
    nameZh: one.name.zh,
    nameUg: one.name.ug,
    institution: licenceNo,
    categories: one.categories.map((category) => choiceWord('category', category)).join('、'),
    title: choiceWord('title', one.title),
    fullTime: yesNo(one.fullTime),
    certificateValidTo: one.certificateValidTo,
    state: choiceWord('appraiserState', one.state),
  };
}

function appraiserFactCells(facts: AppraiserFacts | null): Cells {
  if (!facts) return {};
  const latest = facts.training.toSorted((a, b) => a.year - b.year).at(-1);
  return {
    items: facts.items.join('、'),
    qualification: facts.qualification,
    certificateIssuedOn: facts.certificateIssuedOn ?? '',
    oathOn: facts.oathOn ?? '',
    trainingYear: latest ? String(latest.year) : '',
    trainingHours: latest ? String(latest.hours) : '',
  };
}

function certificateCells(one: Certificate, licenceNo: string): Cells {
  return {
    kind: one.kind,
    certNo: one.certNo,
    institution: licenceNo,
    issuer: one.issuer,
    scopeText: one.scopeText,
    items: one.items.join('、'),
    issuedOn: one.issuedOn,
    validTo: one.validTo,
  };
}

function yesNo(value: boolean | null): string {
  if (value === null) return '';
  return choiceWord('yesNo', value ? 'yes' : 'no');
}

function yuan(fen: number | null): string {
  if (fen === null) return '';
  const rest = fen % 100;
  return rest === 0 ? String(fen / 100) : `${Math.trunc(fen / 100)}.${String(rest).padStart(2, '0')}`;
}

function sorted<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return all.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
