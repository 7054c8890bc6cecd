import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { LogId, OfficerId, RecordId } from '../../lib/ids.ts';
import { PortableJson } from '../../lib/json.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';

// open ─ hand-over/close (the colleague) ─► done. Made by the server from its log, never by a device.

/** A quarantined act that was handed to a colleague: what it wanted, why it was not taken, who asks whom. */
export const HandOver = z.strictObject({
  /** `<logId>:<seq>` of the act handed over. */
  id: RecordId,
  prefectureCode: z.string(),
  state: z.enum(['open', 'done']),
  logId: LogId,
  seq: z.int().min(1),
  /** Null when nobody can read the act. */
  act: z
    .strictObject({ name: z.string(), nameVersion: z.int().min(1), lane: RecordId, args: PortableJson })
    .nullable(),
  actor: OfficerId.nullable(),
  claimedAt: Instant.nullable(),
  /** JSON of protocol/outcome.ts: why the server had not taken it. */
  outcome: PortableJson,
  from: OfficerId,
  to: OfficerId,
  note: freeText(1000),
  /** When the server took the hand-over. */
  at: Instant,
  done: z
    .strictObject({
      by: OfficerId,
      at: Instant,
      how: z.enum(['done-anew', 'nothing-to-do']),
      note: freeText(1000),
    })
    .nullable(),
});
export type HandOver = z.infer<typeof HandOver>;

export const handOverKind = recordKind<HandOver>({
  table: 'handOvers',
  schema: HandOver,
  compartment: 'ordinary',
  columns: { state: (task) => task.state, to: (task) => task.to },
});
