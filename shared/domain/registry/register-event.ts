import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { PortableJson } from '../../lib/json.ts';
import type { ActContext, MutatorTx } from '../../lib/mutation.ts';
import { recordKind, type RecordBase } from '../../lib/record-kind.ts';
import { same, valueOf } from './amend.ts';

/** One change of the register, written by the act that made it: who, when, which fields. Never amended, never removed. */
export const RegisterEvent = z.strictObject({
  /** The act: `<logId>:<seq>`. */
  id: RecordId,
  prefectureCode: z.string(),
  table: z.string(),
  recordId: RecordId,
  /** On whose page it is told: the institution, or the appraiser. */
  subjectId: RecordId,
  kind: z.enum(['entered', 'amended', 'decided', 'closed']),
  at: Instant,
  by: OfficerId,
  importId: RecordId.nullable(),
  fields: z.array(z.strictObject({ field: z.string(), from: PortableJson, to: PortableJson })),
});
export type RegisterEvent = z.infer<typeof RegisterEvent>;

export const registerEventKind = recordKind<RegisterEvent>({
  table: 'registerEvents',
  schema: RegisterEvent,
  compartment: 'ordinary',
  columns: { subjectId: (event) => event.subjectId, importId: (event) => event.importId },
});

interface Told {
  readonly table: string;
  readonly kind: RegisterEvent['kind'];
  readonly importId?: RecordId | null;
}

/** Notes what an act changed; `before` null: the record is new. Nothing is noted when nothing changed. */
export async function noteRegisterEvent(
  tx: MutatorTx,
  context: ActContext,
  { table, kind, importId = null }: Told,
  before: RecordBase | null,
  after: RecordBase,
): Promise<void> {
  const fields = before ? differences(before, after) : [];
  if (before && fields.length === 0) return;
  const id = `${context.act.logId}:${context.act.seq}` as RecordId;
  // Both sides must have met a record's place before they write it.
  await tx.get(registerEventKind, id);
  tx.put(registerEventKind, {
    id,
    prefectureCode: after.prefectureCode,
    table,
    recordId: after.id,
    subjectId: subjectOf(table, after),
    kind,
    at: context.claimedAt,
    by: context.actor,
    importId,
    fields,
  });
}

/** Certificates and assistants are told on the page of their institution. */
function subjectOf(table: string, record: RecordBase): RecordId {
  const isOwn = table !== 'certificates' && table !== 'assistants';
  return isOwn ? record.id : (valueOf(record, 'institutionId') as RecordId);
}

function differences(before: RecordBase, after: RecordBase): RegisterEvent['fields'] {
  return Object.keys(after)
    .filter((field) => field !== 'events' && !same(valueOf(before, field), valueOf(after, field)))
    .map((field) => ({ field, from: valueOf(before, field), to: valueOf(after, field) }));
}
