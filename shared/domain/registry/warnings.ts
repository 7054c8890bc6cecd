import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { trainingHoursOf, type AppraiserFacts } from './appraiser-facts.ts';
import type { Appraiser } from './appraiser.ts';
import { covers, scopeEntries, type BusinessScope, type ScopeEntry } from './business-scope.ts';
import type { Certificate } from './certificate.ts';
import type { InstitutionFacts } from './institution-facts.ts';
import type { Institution } from './institution.ts';
import { nearEnd, type NearEnd } from './lead-day.ts';
import type { LeadTime, LeadTimes } from './lead-times.ts';

export const WARNING_KINDS = [
  'licence',
  'appraiser-certificate',
  'cma',
  'cnas',
  'accreditation-missing',
  'too-few-appraisers',
  'insurance',
  'calibration',
  'suspension',
  'training',
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

/** Something in the register that asks for attention. `near` null: it has no date, it is so now. */
export interface RegisterWarning {
  readonly kind: WarningKind;
  readonly institutionId: RecordId;
  readonly appraiserId: RecordId | null;
  readonly endsOn: CivilDate | null;
  readonly near: NearEnd | null;
  /** What it is about where that is not the record itself: a business code, a certificate number, a piece of equipment. */
  readonly about: string;
  /** Appraisers an item has, or hours that are missing. */
  readonly count: number | null;
}

export interface RegisterRecords {
  readonly institutions: readonly Institution[];
  readonly appraisers: readonly Appraiser[];
  readonly institutionFacts: readonly InstitutionFacts[];
  readonly appraiserFacts: readonly AppraiserFacts[];
  readonly certificates: readonly Certificate[];
}

/** Everything that runs out, has run out or is short on a day, the most urgent first. */
export function registerWarnings(
  records: RegisterRecords,
  times: LeadTimes,
  scope: BusinessScope,
  today: CivilDate,
): readonly RegisterWarning[] {
  const entries = scopeEntries(scope);
  const factsOf = new Map(records.institutionFacts.map((facts) => [facts.id, facts]));
  const appraiserFactsOf = new Map(records.appraiserFacts.map((facts) => [facts.id, facts]));
  const staffOf = grouped(records.appraisers.filter(isPractising));
  const certificatesOf = grouped(records.certificates);
  const open = records.institutions.filter(isOpen);
  // Before the first hours of a year are entered nothing is known of anybody: that is no finding about each of them.
  const year = Number(today.slice(0, 4));
  const isTrainingKept = records.appraiserFacts.some((facts) => trainingHoursOf(facts, year) !== null);
  const openIds = new Set(open.map(({ id }) => id));
  const found = [
    ...open.flatMap((institution) => {
      const facts = factsOf.get(institution.id) ?? null;
      const certificates = certificatesOf.get(institution.id) ?? [];
      const staff = staffOf.get(institution.id) ?? [];
      return [
        ...ends('licence', institution.id, institution.licenceValidTo, times.licence, today),
        ...factWarnings(institution, facts, times, today),
        ...certificates.flatMap((one) => certificateWarning(one, times, today)),
        ...accreditationMissing(institution, facts, certificates, entries, today),
        ...tooFew(institution, facts, staff, appraiserFactsOf, times.appraisersPerItem, entries),
      ];
    }),
    ...records.appraisers
      .filter((appraiser) => openIds.has(appraiser.institutionId) && isActive(appraiser))
      .flatMap((appraiser) =>
        appraiserWarnings(
          appraiser,
          appraiserFactsOf.get(appraiser.id) ?? null,
          isTrainingKept,
          times,
          today,
        ),
      ),
  ];
  return found.toSorted((a, b) => urgency(a) - urgency(b) || compare(a.institutionId, b.institutionId));
}

function ends(
  kind: WarningKind,
  institutionId: RecordId,
  endsOn: CivilDate,
  lead: LeadTime,
  today: CivilDate,
  over: Partial<RegisterWarning> = {},
): readonly RegisterWarning[] {
  const near = nearEnd(endsOn, today, lead);
  return near
    ? [{ kind, institutionId, appraiserId: null, endsOn, near, about: '', count: null, ...over }]
    : [];
}

function factWarnings(
  { id, state }: Institution,
  facts: InstitutionFacts | null,
  times: LeadTimes,
  today: CivilDate,
): readonly RegisterWarning[] {
  if (!facts) return [];
  const { insurance, suspendedTo, equipment } = facts;
  return [
    ...(insurance ? ends('insurance', id, insurance.validTo, times.insurance, today) : []),
    ...(state === 'suspended' && suspendedTo
      ? ends('suspension', id, suspendedTo, times.suspension, today)
      : []),
    ...equipment.flatMap(({ name, calibrationValidTo }) =>
      calibrationValidTo
        ? ends('calibration', id, calibrationValidTo, times.calibration, today, { about: name })
        : [],
    ),
  ];
}

function certificateWarning(
  { kind, certNo, institutionId, validTo, standing }: Certificate,
  times: LeadTimes,
  today: CivilDate,
): readonly RegisterWarning[] {
  if (standing === 'withdrawn') return [];
  const [warning, lead] = kind === 'CMA' ? (['cma', times.cma] as const) : (['cnas', times.cnas] as const);
  return ends(warning, institutionId, validTo, lead, today, { about: certNo });
}

/** Item groups in practice that need an accredited laboratory, while no certificate in force covers them. */
function accreditationMissing(
  { id }: Institution,
  facts: InstitutionFacts | null,
  certificates: readonly Certificate[],
  entries: readonly ScopeEntry[],
  today: CivilDate,
): readonly RegisterWarning[] {
  const inForce = certificates.filter(
    ({ standing, validTo }) => (standing === 'held' || standing === 'in-renewal') && validTo >= today,
  );
  const isCovered = (code: string): boolean =>
    inForce.some(({ items }) => items.length === 0 || items.some((item) => covers(item, code)));
  const needing = new Set(entries.flatMap((entry) => (entry.needsAccreditation ? [entry.code] : [])));
  return (facts?.scope ?? [])
    .filter((code) => needing.has(code) && !isCovered(code))
    .map((code) => now('accreditation-missing', id, code, null));
}

/** Fewer than the required appraisers in an item of the licence, or in a category while no item is entered. */
function tooFew(
  { id, categories }: Institution,
  facts: InstitutionFacts | null,
  staff: readonly Appraiser[],
  factsOf: ReadonlyMap<RecordId, AppraiserFacts>,
  needed: number,
  entries: readonly ScopeEntry[],
): readonly RegisterWarning[] {
  // Nobody entered: the register of appraisers has not come yet, which is no finding about the institution.
  if (staff.length === 0) return [];
  const codeOf = (category: string): string =>
    entries.find((entry) => entry.category === category && entry.code.length === 2)?.code ?? '';
  const wanted = facts && facts.scope.length > 0 ? facts.scope : categories.map(codeOf);
  const held = staff.map((appraiser) => {
    const items = factsOf.get(appraiser.id)?.items ?? [];
    return items.length > 0 ? items : appraiser.categories.map(codeOf);
  });
  return wanted.flatMap((code) => {
    const count = held.filter((codes) => codes.some((one) => covers(one, code) || covers(code, one))).length;
    return count < needed ? [now('too-few-appraisers', id, code, count)] : [];
  });
}

function appraiserWarnings(
  appraiser: Appraiser,
  facts: AppraiserFacts | null,
  isTrainingKept: boolean,
  times: LeadTimes,
  today: CivilDate,
): readonly RegisterWarning[] {
  const { id, institutionId, certificateValidTo, certificateNo, state } = appraiser;
  const over = { appraiserId: id };
  const year = Number(today.slice(0, 4));
  const missing = times.trainingHours.perYear - (trainingHoursOf(facts, year) ?? 0);
  const isTimeToAsk = times.trainingHours.remindOn.some((day) => today.slice(5) >= day);
  const suspendedTo = state === 'suspended' ? (facts?.suspendedTo ?? null) : null;
  return [
    ...ends('appraiser-certificate', institutionId, certificateValidTo, times.appraiserCertificate, today, {
      ...over,
      about: certificateNo,
    }),
    ...(suspendedTo ? ends('suspension', institutionId, suspendedTo, times.suspension, today, over) : []),
    ...(isTrainingKept && isTimeToAsk && missing > 0
      ? [{ ...now('training', institutionId, String(year), missing), ...over }]
      : []),
  ];
}

function now(
  kind: WarningKind,
  institutionId: RecordId,
  about: string,
  count: number | null,
): RegisterWarning {
  return { kind, institutionId, appraiserId: null, endsOn: null, near: null, about, count };
}

/** What has ended or is so now stands before what will end; the missing hours of a year come last. */
function urgency({ kind, near }: RegisterWarning): number {
  if (kind === 'training') return 10_000;
  return near ? near.daysLeft : 0;
}

function grouped<T extends { readonly institutionId: RecordId }>(all: readonly T[]): Map<RecordId, T[]> {
  const groups = new Map<RecordId, T[]>();
  for (const one of all) groups.set(one.institutionId, [...(groups.get(one.institutionId) ?? []), one]);
  return groups;
}

/** Struck off or lapsed institutions ask for nothing. */
function isOpen({ state }: Institution): boolean {
  return state !== 'cancelled' && state !== 'expired';
}

function isPractising({ state }: Appraiser): boolean {
  return state === 'practising' || state === 'renewing';
}

function isActive({ state }: Appraiser): boolean {
  return state === 'practising' || state === 'renewing' || state === 'suspended';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
