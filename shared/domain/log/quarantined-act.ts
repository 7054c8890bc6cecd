import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { LogId, OfficerId, RecordId } from '../../lib/ids.ts';
import { PortableJson } from '../../lib/json.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';

/**
 * An act the server has logged and not taken, as every desk of the prefecture sees it, so that a head can answer for it and both
 * sides show the same alarm. Kept by the server: made when the act is quarantined, gone when it is delivered or closed. It holds
 * no arguments.
 */
export const QuarantinedAct = z.strictObject({
  /** `<logId>:<seq>` */
  id: RecordId,
  prefectureCode: z.string(),
  kind: z.enum(['refused', 'held', 'unreadable']),
  logId: LogId,
  seq: z.int().min(1),
  name: z.string().nullable(),
  lane: z.string().nullable(),
  actor: OfficerId.nullable(),
  claimedAt: Instant.nullable(),
  /** What the officer called the computer when it was enrolled. */
  device: z.string(),
  /** JSON of protocol/outcome.ts. */
  outcome: PortableJson,
  /** When the server received it. */
  since: Instant,
  /** From this moment on both sides show it red. It never expires. */
  alarmAt: Instant,
  /** What a head, or the region for a revoked device, said about it; null while nobody has. */
  decision: z
    .strictObject({
      decision: z.enum(['confirm', 'reject']),
      by: OfficerId.nullable(),
      at: Instant,
      reason: freeText(500),
    })
    .nullable(),
});
export type QuarantinedAct = z.infer<typeof QuarantinedAct>;

export const quarantinedActKind = recordKind<QuarantinedAct>({
  table: 'quarantinedActs',
  schema: QuarantinedAct,
  compartment: 'ordinary',
  columns: { kind: (act) => act.kind, actor: (act) => act.actor },
});
