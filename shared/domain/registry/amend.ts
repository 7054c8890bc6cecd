import { z } from 'zod';
import { canonicalJson, PortableJson, type JsonValue } from '../../lib/json.ts';
import type { FieldConflict } from '../../lib/mutation.ts';
import type { RecordBase, RecordKind } from '../../lib/record-kind.ts';
import { appraiserKind } from './appraiser.ts';
import { appraiserFactsKind } from './appraiser-facts.ts';
import { assistantKind } from './assistant.ts';
import { certificateKind } from './certificate.ts';
import { institutionFactsKind } from './institution-facts.ts';
import { institutionKind } from './institution.ts';

/**
 * How one field may be amended. `legal` fields are never merged by machine: they are one group, and any change of the group that
 * the officer had not seen is a conflict. `both`: how a decider may keep both versions.
 */
export interface FieldPolicy {
  readonly legal: boolean;
  readonly both: 'list' | 'text' | null;
}

export interface AmendPolicy {
  readonly kind: RecordKind;
  readonly fields: Readonly<Record<string, FieldPolicy>>;
}

const ordinary: FieldPolicy = { legal: false, both: null };
const legal: FieldPolicy = { legal: true, both: null };

export const institutionPolicy: AmendPolicy = {
  kind: institutionKind as unknown as RecordKind,
  fields: {
    countyCode: ordinary,
    name: ordinary,
    address: ordinary,
    creditCode: ordinary,
    sponsorKind: ordinary,
    head: ordinary,
    phone: { legal: false, both: 'text' },
    staff: ordinary,
    licenceNo: legal,
    licenceIssuedOn: legal,
    licenceValidTo: legal,
    categories: { legal: true, both: 'list' },
    state: legal,
  },
};

export const appraiserPolicy: AmendPolicy = {
  kind: appraiserKind as unknown as RecordKind,
  fields: {
    name: ordinary,
    title: ordinary,
    fullTime: ordinary,
    institutionId: legal,
    certificateNo: legal,
    certificateValidTo: legal,
    categories: { legal: true, both: 'list' },
    state: legal,
  },
};

export const institutionFactsPolicy: AmendPolicy = {
  kind: institutionFactsKind as unknown as RecordKind,
  fields: {
    scopeVersion: legal,
    scope: { legal: true, both: 'list' },
    suspendedTo: legal,
    sponsor: ordinary,
    legalAdviser: ordinary,
    insurance: ordinary,
    oathOn: ordinary,
    fundsFen: ordinary,
    premisesSquareMetres: ordinary,
    openHours: ordinary,
    equipment: { legal: false, both: 'list' },
    branches: { legal: false, both: 'list' },
    receptionPoints: { legal: false, both: 'list' },
  },
};

export const appraiserFactsPolicy: AmendPolicy = {
  kind: appraiserFactsKind as unknown as RecordKind,
  fields: {
    scopeVersion: legal,
    items: { legal: true, both: 'list' },
    suspendedTo: legal,
    qualification: ordinary,
    certificateIssuedOn: ordinary,
    oathOn: ordinary,
    training: { legal: false, both: 'list' },
  },
};

export const certificatePolicy: AmendPolicy = {
  kind: certificateKind as unknown as RecordKind,
  fields: {
    certNo: legal,
    issuedOn: legal,
    validTo: legal,
    items: { legal: true, both: 'list' },
    issuer: ordinary,
    scopeText: { legal: false, both: 'text' },
  },
};

export const assistantPolicy: AmendPolicy = {
  kind: assistantKind as unknown as RecordKind,
  fields: {
    name: ordinary,
    number: ordinary,
    supervisorId: ordinary,
    tasks: { legal: false, both: 'list' },
    startedOn: ordinary,
    endedOn: ordinary,
  },
};

/** Records whose fields are amended and may be in conflict, by table. */
export const amendPolicies: ReadonlyMap<string, AmendPolicy> = new Map(
  [
    institutionPolicy,
    appraiserPolicy,
    institutionFactsPolicy,
    appraiserFactsPolicy,
    certificatePolicy,
    assistantPolicy,
  ].map((policy) => [policy.kind.table, policy]),
);

/** `from`: what the officer saw. A legal field that is only seen, not changed, has `to` equal to `from`. */
export const FieldChange = z.strictObject({ field: z.string(), from: PortableJson, to: PortableJson });
export type FieldChange = z.infer<typeof FieldChange>;

/** Changes fit when each field may be amended, is named once, and a legal change states all legal fields as they were seen. */
export function changesOf(policy: AmendPolicy): z.ZodType<FieldChange[]> {
  return z
    .array(FieldChange)
    .min(1)
    .max(40)
    .refine((changes) => changes.every(({ field }) => policy.fields[field] !== undefined), 'field')
    .refine((changes) => new Set(changes.map(({ field }) => field)).size === changes.length, 'twice')
    .refine((changes) => {
      const named = new Set(changes.map(({ field }) => field));
      const isLegal = changes.some(
        (change) => policy.fields[change.field]?.legal && !same(change.from, change.to),
      );
      return !isLegal || legalFields(policy).every((field) => named.has(field));
    }, 'legal-unseen');
}

/** What an officer changed on a record, as arguments of an amendment. Empty when nothing differs. */
export function changesBetween<T extends RecordBase>(
  policy: AmendPolicy,
  before: T,
  after: T,
): FieldChange[] {
  const all = Object.keys(policy.fields).map((field) => ({
    field,
    from: valueOf(before, field),
    to: valueOf(after, field),
  }));
  const changed = all.filter((change) => !same(change.from, change.to));
  const isLegal = changed.some(({ field }) => policy.fields[field]?.legal);
  return all.filter(
    (change) => changed.includes(change) || (isLegal && policy.fields[change.field]?.legal === true),
  );
}

export interface MergedFields {
  /** The fields that take their new value. */
  readonly taken: Readonly<Record<string, JsonValue>>;
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Merges per field by (from, to): a field nobody touched takes the new value; one that already has it is fine; one that somebody
 * set to something else is a conflict. Of the legal group all or nothing is taken.
 */
export function mergeFields(
  policy: AmendPolicy,
  record: RecordBase,
  changes: readonly FieldChange[],
): MergedFields {
  const isLegal = ({ field }: FieldChange): boolean => policy.fields[field]?.legal === true;
  const now = ({ field }: FieldChange): JsonValue => valueOf(record, field);
  const ordinaryChanges = changes.filter((change) => !isLegal(change));
  const legalChanges = changes.filter(isLegal);
  const legalMoved = legalChanges.some((change) => !same(now(change), change.from));
  const clashes = ordinaryChanges.filter(
    (change) => !same(now(change), change.from) && !same(now(change), change.to),
  );
  const disputed = [
    ...clashes,
    ...legalChanges.filter(
      (change) => legalMoved && !(same(change.from, change.to) && same(now(change), change.from)),
    ),
  ];
  const taken = changes.filter(
    (change) =>
      !disputed.includes(change) && !same(change.from, change.to) && !(legalMoved && isLegal(change)),
  );
  return {
    taken: Object.fromEntries(taken.map(({ field, to }) => [field, to])),
    conflicts: disputed.map((change) => ({
      field: change.field,
      base: change.from,
      mine: change.to,
      theirs: now(change),
    })),
  };
}

/** Both versions of a field in one; null where that makes no sense. */
export function keepBoth(policy: FieldPolicy, mine: JsonValue, theirs: JsonValue): JsonValue | null {
  if (policy.both === 'list' && Array.isArray(mine) && Array.isArray(theirs)) {
    const list: JsonValue[] = [...theirs];
    for (const item of mine) if (!list.some((one) => same(one, item))) list.push(item);
    return list;
  }
  if (policy.both === 'text' && typeof mine === 'string' && typeof theirs === 'string')
    return mine === theirs ? mine : `${theirs} / ${mine}`;
  return null;
}

export function valueOf(record: RecordBase, field: string): JsonValue {
  return (record as unknown as Record<string, JsonValue>)[field] ?? null;
}

export function same(a: JsonValue, b: JsonValue): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

function legalFields(policy: AmendPolicy): readonly string[] {
  return Object.entries(policy.fields).flatMap(([field, { legal: isLegal }]) => (isLegal ? [field] : []));
}
