import { quarantinedActKind, type QuarantinedAct } from '../../../shared/domain/log/quarantined-act.ts';
import { epochMsOf, instantOf, type Instant } from '../../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import { canonicalJson, type JsonValue } from '../../../shared/lib/json.ts';
import type { RecordKind } from '../../../shared/lib/record-kind.ts';
import type { Outcome } from '../../../shared/protocol/outcome.ts';
import { heldAlarmMs } from './alarms.ts';
import type { Bench } from './bench.ts';
import { actKeyOf } from './act-key.ts';
import type { Hearing } from './hearing.ts';

const KIND = quarantinedActKind as unknown as RecordKind;

/** Keeps the prefecture's record of an act that was not taken: made, changed, or gone once it is delivered or closed. */
export async function mirrorAct(
  hearing: Hearing,
  bench: Bench,
  seq: number,
  outcome: Outcome,
): Promise<void> {
  const id = actKeyOf({ logId: bench.logId, seq }) as RecordId;
  const before = await hearing.records.get(KIND, id);
  const record = await mirrored(hearing, bench, seq, outcome);
  if (record && (!before || canonicalJson(before) !== canonicalJson(record)))
    hearing.records.apply([{ op: 'put', kind: KIND, record }]);
  if (!record && before) hearing.records.apply([{ op: 'remove', kind: KIND, id }]);
}

async function mirrored(
  hearing: Hearing,
  bench: Bench,
  seq: number,
  outcome: Outcome,
): Promise<QuarantinedAct | null> {
  if (outcome.kind !== 'refused' && outcome.kind !== 'held' && outcome.kind !== 'unreadable') return null;
  const open = bench.open.get(seq);
  if (!open) return null;
  const frame = await hearing.frameOf({ logId: bench.logId, seq });
  const decision = bench.decisionOn(seq, 'authority') ?? bench.decisionOn(seq, 'device');
  return quarantinedActKind.schema.parse({
    id: actKeyOf({ logId: bench.logId, seq }),
    prefectureCode: await hearing.homeOf(bench, open.actor),
    kind: outcome.kind,
    logId: bench.logId,
    seq,
    name: open.name,
    lane: open.lane,
    actor: open.actor as OfficerId | null,
    claimedAt: frame?.claimedAt ?? null,
    device: bench.deviceLabel,
    outcome: outcome as JsonValue,
    since: open.receivedAt,
    alarmAt: instantOf(epochMsOf(open.receivedAt) + (await heldAlarmMs(hearing.tx))),
    decision: decision && {
      decision: decision.decision,
      by: decision.by_officer as OfficerId | null,
      at: decision.at as Instant,
      reason: decision.reason,
    },
  } satisfies Record<keyof QuarantinedAct, unknown>);
}
