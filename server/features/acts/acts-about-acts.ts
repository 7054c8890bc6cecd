import { handOverKind, type HandOver } from '../../../shared/domain/log/hand-over.ts';
import { confirmActs, handOverActs, retryActs } from '../../../shared/domain/log/mutations.ts';
import type { OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import type { ActRef, Refusal } from '../../../shared/lib/mutation.ts';
import type { RecordKind } from '../../../shared/lib/record-kind.ts';
import { closingOf, type Closing } from '../../../shared/protocol/closing.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { isBlindAct } from '../../../shared/protocol/mutation-registry.ts';
import { carriedBy } from '../../../shared/protocol/reissue.ts';
import { noteDecision } from '../../store/judgement-store.ts';
import type { RecordChange } from '../../store/record-session.ts';
import { actKeyOf } from './act-key.ts';
import type { Hearing } from './hearing.ts';
import type { Bench } from './bench.ts';
import type { Case } from './right-when-made.ts';
import type { Needed } from './needed-records.ts';
import { mayAnswerFor, reach, withdrawForks, type Reached } from './reach-acts.ts';

/** What an act about acts does besides standing in the log. All of what it names, or nothing. */
export type ActEffect =
  | { readonly kind: 'done'; readonly changes: readonly RecordChange[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'wait'; readonly needed: Needed };

type Subject = Pick<Case, 'frame' | 'receivedAt'>;
const NOTHING: ActEffect = { kind: 'done', changes: [] };

export async function actEffect(hearing: Hearing, bench: Bench, subject: Subject): Promise<ActEffect> {
  const { frame } = subject;
  const closing = closingOf(frame);
  if (closing) return close(hearing, bench, subject, closing);
  if (frame.name === retryActs.name) return retry(hearing, bench, subject);
  if (frame.name === confirmActs.name) return confirm(hearing, bench, subject);
  return NOTHING;
}

async function close(hearing: Hearing, bench: Bench, subject: Subject, closing: Closing): Promise<ActEffect> {
  const { frame } = subject;
  const all = await reachAll(hearing, frame, closing.acts);
  if (!Array.isArray(all)) return all;
  for (const one of all) {
    if (one.kind === 'delivered') return refuse({ kind: 'act-not-quarantined', seq: one.ref.seq });
    if (one.kind !== 'open') continue;
    // Only its own officer can say what an act should have been.
    const isTheirs =
      one.act.actor === frame.actor || (one.act.actor === null && one.bench.deviceId === bench.deviceId);
    const may = isTheirs || (closing.how !== 'correct' && (await mayAnswerFor(hearing, bench, subject, one)));
    if (!may) return refuse({ kind: 'act-of-other-officer', seq: one.ref.seq });
  }
  const changes: RecordChange[] = [];
  if (closing.how === 'hand-over') {
    // Nobody gets to read a blind score by being handed the act that holds it.
    if (await holdsBlindAct(hearing, all)) return refuse({ kind: 'blind-act' });
    for (const one of all) {
      const task = one.kind === 'open' ? await taskOf(hearing, subject, one) : null;
      if (task === 'colleague-unknown') return refuse({ kind: 'colleague-unknown' });
      if (task) changes.push({ op: 'put', kind: handOverKind as unknown as RecordKind, record: task });
    }
  }
  await withdrawForks(hearing, all);
  const act = { logId: frame.logId, seq: frame.seq };
  for (const one of all)
    if (one.kind === 'open')
      hearing.close(one.bench, { target: one.ref, how: closing.how, by: frame.actor, act });
  for (const change of changes)
    if (change.op === 'put') {
      await hearing.records.get(change.kind, change.record.id);
      hearing.arrived(handOverKind.table, change.record.id);
    }
  return { kind: 'done', changes };
}

async function holdsBlindAct(hearing: Hearing, all: readonly Reached[]): Promise<boolean> {
  for (const one of all) {
    const frame = one.kind === 'open' ? await hearing.frameOf(one.ref) : null;
    const carried = frame && carriedBy(frame);
    if (frame && carried && isBlindAct({ ...frame, ...carried })) return true;
  }
  return false;
}

/** The task for the colleague, who must be an active officer of the prefecture of the act. */
async function taskOf(
  hearing: Hearing,
  { frame, receivedAt }: Subject,
  { ref, bench, act }: Extract<Reached, { kind: 'open' }>,
): Promise<HandOver | 'colleague-unknown'> {
  const { to, note } = handOverActs.args.parse(frame.args);
  const prefectureCode = await hearing.homeOf(bench, act.actor);
  const colleague = (await hearing.periodsOf(to)).at(-1);
  if (!colleague?.active || colleague.prefectureCode !== prefectureCode) return 'colleague-unknown';
  const handed = await hearing.frameOf(ref);
  return {
    id: actKeyOf(ref) as RecordId,
    prefectureCode,
    state: 'open',
    logId: ref.logId,
    seq: ref.seq,
    act: handed && {
      name: handed.name,
      nameVersion: handed.nameVersion,
      lane: handed.lane,
      args: handed.args,
    },
    actor: act.actor as OfficerId | null,
    claimedAt: handed?.claimedAt ?? null,
    outcome: JSON.parse(act.outcome) as JsonValue,
    from: frame.actor,
    to,
    note,
    at: receivedAt,
    done: null,
  };
}

/** Acts that are delivered or closed by now are passed over: two people may ask for the same. */
async function retry(hearing: Hearing, bench: Bench, subject: Subject): Promise<ActEffect> {
  const { logId, seqs } = retryActs.args.parse(subject.frame.args);
  const all = await reachAll(
    hearing,
    subject.frame,
    seqs.map((seq) => ({ logId, seq })),
  );
  if (!Array.isArray(all)) return all;
  for (const one of all) {
    if (one.kind !== 'open') continue;
    const isOwn = one.act.actor === subject.frame.actor || one.bench.deviceId === bench.deviceId;
    if (!isOwn && !(await mayAnswerFor(hearing, bench, subject, one)))
      return refuse({ kind: 'act-of-other-officer', seq: one.ref.seq });
  }
  for (const one of all) if (one.kind === 'open') hearing.force(one.ref);
  return NOTHING;
}

/** A head answers for acts that are held for authority: not for their own, and only once. */
async function confirm(hearing: Hearing, bench: Bench, subject: Subject): Promise<ActEffect> {
  const { frame, receivedAt } = subject;
  const { logId, seqs, decision, reason } = confirmActs.args.parse(frame.args);
  const all = await reachAll(
    hearing,
    frame,
    seqs.map((seq) => ({ logId, seq })),
  );
  if (!Array.isArray(all)) return all;
  for (const one of all) {
    const decided = one.kind === 'open' ? one.bench.decisionOn(one.ref.seq, 'authority') : null;
    if (decided) return refuse({ kind: 'already-decided', by: decided.by_officer });
    if (one.kind !== 'open' || !isHeldForAuthority(one.act.outcome))
      return refuse({ kind: 'nothing-to-confirm', seq: one.ref.seq });
    if (one.act.actor === frame.actor) return refuse({ kind: 'own-act', seq: one.ref.seq });
    if (!(await mayAnswerFor(hearing, bench, subject, one)))
      return refuse({ kind: 'act-of-other-officer', seq: one.ref.seq });
  }
  for (const one of all) {
    if (one.kind !== 'open') continue;
    const row = {
      log_id: logId,
      seq: one.ref.seq,
      subject: 'authority',
      decision,
      by_officer: frame.actor,
      at: receivedAt,
      reason,
    } as const;
    await noteDecision(hearing.tx, row);
    one.bench.addDecision(row);
    hearing.force(one.ref);
  }
  return NOTHING;
}

function isHeldForAuthority(outcome: string): boolean {
  const read = JSON.parse(outcome) as { kind: string; for?: { kind: string } };
  return read.kind === 'held' && read.for?.kind === 'authority';
}

async function reachAll(
  hearing: Hearing,
  frame: Frame,
  refs: readonly ActRef[],
): Promise<Reached[] | ActEffect> {
  const all: Reached[] = [];
  for (const ref of refs) {
    const one = await reach(hearing, frame, ref);
    if (one === 'to-come') return { kind: 'wait', needed: { table: 'acts', id: actKeyOf(ref) } };
    if (one === 'never') return refuse({ kind: 'act-not-found', seq: ref.seq });
    all.push(one);
  }
  return all;
}

function refuse(refusal: Refusal): ActEffect {
  return { kind: 'refused', refusal };
}
