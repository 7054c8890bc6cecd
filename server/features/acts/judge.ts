import type { Hex } from '../../../shared/lib/bytes.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import type { Refusal } from '../../../shared/lib/mutation.ts';
import type { RecordBase } from '../../../shared/lib/record-kind.ts';
import { closingOf } from '../../../shared/protocol/closing.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { mutationRegistry, requiredBy } from '../../../shared/protocol/mutation-registry.ts';
import { stateOf, type HeldReason, type Outcome } from '../../../shared/protocol/outcome.ts';
import { carriedBy, originalsOf } from '../../../shared/protocol/reissue.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import { StoreProblem, type RecordChange } from '../../store/record-session.ts';
import { problemFields } from '../core.ts';
import { actEffect } from './acts-about-acts.ts';
import { noteAnchorOf } from './anchor.ts';
import type { Bench } from './bench.ts';
import { NeedsPrefectures, type Hearing } from './hearing.ts';
import { neededFor } from './needed-records.ts';
import { numberEffects, prepareNumbers } from './number-effects.ts';
import { openOverlay } from './overlay.ts';
import { rightWhenMade, type Case } from './right-when-made.ts';
import { registerEffects } from './register-effects.ts';
import { fateElsewhere, foreignOriginal, noteReissue } from './reissue.ts';

/** An act as it runs: what a re-issue carries, with the logs of the acts it stands for. */
type Carried = Case & { readonly originalLogs: readonly LogId[] };

const APPLIED: Outcome = { kind: 'applied' };
/** What opens a blocked lane again, and what belongs to no record, is not blocked itself. */
const NEVER_BLOCKED: ReadonlySet<string> = new Set([
  'act/withdraw',
  'act/hand-over',
  'act/retry',
  'act/confirm',
  'clock/anchor',
]);

/**
 * Judges an act and, where nothing stands against it, runs it on the hearing's records. Of an act and its re-issue in another log
 * (`hash` tells which history is meant) only one runs.
 */
export async function judge(hearing: Hearing, bench: Bench, act: Case, hash: string): Promise<Outcome> {
  if (!act.signed) return held({ kind: 'signature' });
  const own = { logId: bench.logId, seq: act.frame.seq, hash: hash as Hex };
  const originals = originalsOf(act.frame);
  const foreign = await foreignOriginal(hearing.tx, bench.deviceId, originals);
  if (foreign !== null) return refused({ kind: 'act-of-other-officer', seq: foreign });
  const fate = await fateElsewhere(hearing, own, originals);
  if (fate) {
    if (stateOf(fate) === 'delivered') await noteReissue(hearing, act.frame, originals);
    return fate;
  }
  const carried = carriedBy(act.frame);
  if (!carried) return { kind: 'unreadable', reason: 'args-unreadable' };
  const originalLogs = originals.map((original) => original.logId);
  const outcome = await judgeCarried(hearing, bench, {
    ...act,
    originalLogs,
    frame: { ...act.frame, ...carried },
  });
  if (stateOf(outcome) === 'delivered') await noteReissue(hearing, act.frame, originals);
  return outcome;
}

async function judgeCarried(hearing: Hearing, bench: Bench, act: Carried): Promise<Outcome> {
  const { frame } = act;
  if (bench.isRevoked) {
    const decided = bench.decisionOn(frame.seq, 'device');
    if (!decided) return held({ kind: 'revoked-device' });
    if (decided.decision === 'reject') return refused({ kind: 'confirmation-rejected' });
  }
  const required = requiredBy(mutationRegistry, frame);
  if (!required) return held({ kind: 'unknown-act' });
  const blocker = blockerOf(bench, frame);
  if (blocker !== null) return held({ kind: 'predecessor', seq: blocker });
  const decided = bench.decisionOn(frame.seq, 'authority');
  if (decided?.decision === 'reject') return refused({ kind: 'confirmation-rejected' });
  const right = await rightWhenMade(hearing, bench, act, required.right);
  if (right.kind === 'never') return refused({ kind: 'right-missing', right: required.right });
  if (right.kind === 'partly' && !decided) return held({ kind: 'authority' });
  if (bench.isFaulty(frame.seq)) return refused({ kind: 'server-fault' });
  try {
    return await run(hearing, bench, act, right.kind === 'throughout' && !decided ? right.prefectures : null);
  } catch (problem) {
    if (isOfTheStore(problem)) throw problem;
    // A bug in one act must neither lose it nor stop the acts of others.
    hearing.core.log.error(
      { ...problemFields(problem), logId: bench.logId, seq: frame.seq, name: frame.name },
      'act failed',
    );
    return refused({ kind: 'server-fault' });
  }
}

function blockerOf(bench: Bench, frame: Frame): number | null {
  if (NEVER_BLOCKED.has(frame.name)) return null;
  const closing = closingOf(frame);
  const replaced = closing?.acts.filter((ref) => ref.logId === frame.logId).map((ref) => ref.seq) ?? [];
  return bench.open.blockerOf(frame, replaced);
}

/** `prefectures` null: a head has confirmed the act, and with it that the bureau it was made for was the officer's. */
async function run(
  hearing: Hearing,
  bench: Bench,
  { frame, receivedAt, originalLogs }: Carried,
  prefectures: readonly string[] | null,
): Promise<Outcome> {
  const overlay = openOverlay(hearing.records);
  const act = { logId: frame.logId, seq: frame.seq };
  const context = { act, actor: frame.actor, claimedAt: frame.claimedAt };
  const registered = mutationRegistry.get(frame.name);
  if (!registered) return held({ kind: 'unknown-act' });
  const home = prefectures ?? (await hearing.periodsOf(frame.actor)).map((period) => period.prefectureCode);
  await prepareNumbers(hearing, { frame }, home);
  const outcome = await registered.mutation.run(overlay.tx, frame.nameVersion, frame.args, context);
  if (outcome.ok === 'unreadable') return { kind: 'unreadable', reason: outcome.reason };
  if (!outcome.ok) {
    const needed = await neededFor(hearing, outcome.error);
    return needed ? held({ kind: 'predecessor-record', ...needed }) : refused(outcome.error);
  }
  const changes = overlay.changes();
  const foreign = await outsideJurisdiction(hearing, changes, home);
  if (foreign.codes.length > 0)
    return refused({ kind: 'outside-jurisdiction', prefectureCode: foreign.codes[0] ?? '' });
  if (foreign.isUnsure && prefectures !== null) return held({ kind: 'authority' });
  for (const change of changes) if (change.op === 'put') change.kind.schema.parse(change.record);
  const effect = await actEffect(hearing, bench, { frame, receivedAt });
  if (effect.kind === 'refused') return refused(effect.refusal);
  if (effect.kind === 'wait') return held({ kind: 'predecessor-record', ...effect.needed });
  const numbers = await numberEffects(hearing, bench, { frame, receivedAt, originalLogs }, changes);
  if (numbers.kind === 'refused') return refused(numbers.refusal);
  const fresh = await newRecords(hearing, changes);
  const draft = outcome.value.kind === 'merged' ? (outcome.value.conflict ?? null) : null;
  const tasks = await registerEffects(hearing, bench, { frame, receivedAt }, changes, draft);
  hearing.records.apply([...changes, ...effect.changes, ...numbers.changes, ...tasks]);
  for (const { table, id } of fresh) hearing.arrived(table, id);
  if (draft) hearing.arrived('conflicts', `${act.logId}:${act.seq}`);
  if (frame.name === 'clock/anchor') await noteAnchorOf(hearing, frame);
  return outcome.value.kind === 'merged' ? { kind: 'merged', kept: outcome.value.kept } : APPLIED;
}

/**
 * Prefectures of changed records over which the actor's bureaus have no say; `isUnsure` when the officer moved in the time in
 * question and only one of the two bureaus has it.
 */
async function outsideJurisdiction(
  hearing: Hearing,
  changes: readonly RecordChange[],
  prefectures: readonly string[],
): Promise<{ readonly codes: readonly string[]; readonly isUnsure: boolean }> {
  const touched = new Set<string>();
  for (const change of changes) {
    const before = await recordBefore(hearing, change);
    if (before) touched.add(before.prefectureCode);
    if (change.op === 'put') touched.add(change.record.prefectureCode);
  }
  if (prefectures.every((code) => code === REGION_CODE)) return { codes: [], isUnsure: false };
  const codes = prefectures.includes(REGION_CODE)
    ? []
    : [...touched].filter((code) => !prefectures.includes(code));
  return { codes, isUnsure: touched.size > 0 && new Set(prefectures).size > 1 };
}

/** Records that come into being: others may have waited for them. */
async function newRecords(
  hearing: Hearing,
  changes: readonly RecordChange[],
): Promise<readonly { readonly table: string; readonly id: string }[]> {
  const fresh: { table: string; id: string }[] = [];
  for (const change of changes)
    if (change.op === 'put' && !(await recordBefore(hearing, change)))
      fresh.push({ table: change.kind.table, id: change.record.id });
  return fresh;
}

/** The record as it is before the change; reading it also makes the session know where it lies. */
function recordBefore(hearing: Hearing, change: RecordChange): Promise<RecordBase | null> {
  return hearing.records.get(change.kind, change.op === 'put' ? change.record.id : change.id);
}

/** What is no judgement on the act: the tables could not be read or written, or more must be locked first. */
function isOfTheStore(problem: unknown): boolean {
  if (problem instanceof StoreProblem || problem instanceof NeedsPrefectures) return true;
  const hasSqlState = problem instanceof Error && 'code' in problem && typeof problem.code === 'string';
  return hasSqlState && /^[0-9A-Z]{5}$/.test(problem.code as string);
}

function held(reason: HeldReason): Outcome {
  return { kind: 'held', for: reason };
}

function refused(refusal: Refusal): Outcome {
  return { kind: 'refused', refusal };
}
