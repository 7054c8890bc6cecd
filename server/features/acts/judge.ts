import { holdsRight } from '../../../shared/domain/org/authority.ts';
import type { Officer } from '../../../shared/domain/org/officer.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import type { MutatorTx, Refusal } from '../../../shared/lib/mutation.ts';
import type { RecordBase, RecordKind } from '../../../shared/lib/record-kind.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import {
  requiredBy,
  type MutationRegistry,
  type RegisteredMutation,
} from '../../../shared/protocol/mutation-registry.ts';
import type { HeldReason, Outcome } from '../../../shared/protocol/outcome.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import { StoreProblem, type RecordChange, type RecordSession } from '../../store/record-session.ts';
import { problemFields, type ServerLog } from '../core.ts';
import type { OpenActs } from './open-acts.ts';

/** What the server knows while it judges the acts of one log inside one transaction. */
export interface Bench {
  readonly logId: LogId;
  readonly revoked: boolean;
  readonly registry: MutationRegistry;
  readonly records: RecordSession;
  readonly open: OpenActs;
  readonly log: ServerLog;
  officer(officerId: string): Promise<Officer | null>;
  /** The effect of `act/withdraw`, which reaches acts instead of records. */
  withdraw(frame: Frame): Promise<Refusal | null>;
  /** Acts whose writing failed before: they are recorded as refused and not run again. */
  isFaulty(seq: number): boolean;
}

const WITHDRAW = 'act/withdraw';
const APPLIED: Outcome = { kind: 'applied' };

/** Judges one readable, logged act and, where nothing stands against it, runs it on the bench's records. */
export async function judge(bench: Bench, frame: Frame, signed: boolean): Promise<Outcome> {
  if (!signed) return held({ kind: 'signature' });
  if (bench.revoked) return held({ kind: 'revoked-device' });
  const required = requiredBy(bench.registry, frame);
  if (!required) return held({ kind: 'unknown-act' });
  const { entry, right } = required;
  // Withdrawing is how a blocked lane is opened again, so nothing blocks it.
  const blocker = frame.name === WITHDRAW ? null : bench.open.blockerOf(frame);
  if (blocker !== null) return held({ kind: 'predecessor', seq: blocker });
  const officer = await bench.officer(frame.actor);
  if (!officer?.active) return held({ kind: 'authority' });
  if (!holdsRight(officer.roles, right)) return refused({ kind: 'right-missing', right });
  if (bench.isFaulty(frame.seq)) return refused({ kind: 'server-fault' });
  try {
    return await run(bench, entry, frame, officer);
  } catch (problem) {
    if (problem instanceof StoreProblem) throw problem;
    // A bug in one act must neither lose it nor stop the acts of others.
    bench.log.error(
      { ...problemFields(problem), logId: bench.logId, seq: frame.seq, name: frame.name },
      'act failed',
    );
    return refused({ kind: 'server-fault' });
  }
}

async function run(
  bench: Bench,
  entry: RegisteredMutation,
  frame: Frame,
  officer: Officer,
): Promise<Outcome> {
  const overlay = openOverlay(bench.records);
  const context = {
    act: { logId: frame.logId, seq: frame.seq },
    actor: frame.actor,
    claimedAt: frame.claimedAt,
  };
  const outcome = await entry.mutation.run(overlay.tx, frame.nameVersion, frame.args, context);
  if (outcome.ok === 'unreadable') return { kind: 'unreadable', reason: outcome.reason };
  if (!outcome.ok) return refused(outcome.error);
  const changes = overlay.changes();
  const foreign = await outsideJurisdiction(bench.records, changes, officer);
  if (foreign !== null) return refused({ kind: 'outside-jurisdiction', prefectureCode: foreign });
  for (const change of changes) if (change.op === 'put') change.kind.schema.parse(change.record);
  if (frame.name === WITHDRAW) {
    const refusal = await bench.withdraw(frame);
    if (refusal) return refused(refusal);
  }
  bench.records.apply(changes);
  return outcome.value.kind === 'merged' ? { kind: 'merged', kept: outcome.value.kept } : APPLIED;
}

/** The prefecture of a record that the actor's bureau has no say over; null when all changes are its own. */
async function outsideJurisdiction(
  records: RecordSession,
  changes: readonly RecordChange[],
  officer: Officer,
): Promise<string | null> {
  if (officer.prefectureCode === REGION_CODE) {
    for (const change of changes) await before(records, change);
    return null;
  }
  for (const change of changes) {
    const touched = [await before(records, change), change.op === 'put' ? change.record : null];
    const foreign = touched.find(
      (record) => record !== null && record.prefectureCode !== officer.prefectureCode,
    );
    if (foreign) return foreign.prefectureCode;
  }
  return null;
}

/** The record as it is before the change; reading it also makes the session know where it lies. */
function before(records: RecordSession, change: RecordChange): Promise<RecordBase | null> {
  return records.get(change.kind, change.op === 'put' ? change.record.id : change.id);
}

/** One act's own writes over the session: they count only when the act ends well. */
function openOverlay(records: RecordSession): { readonly tx: MutatorTx; changes(): readonly RecordChange[] } {
  const changed = new Map<string, RecordChange>();
  const key = (kind: { readonly table: string }, id: string): string => `${kind.table}|${id}`;
  const after = (change: RecordChange): RecordBase | null => (change.op === 'put' ? change.record : null);
  const tx: MutatorTx = {
    get: async <T extends RecordBase>(kind: RecordKind<T>, id: T['id']) => {
      const own = changed.get(key(kind, id));
      return (own ? after(own) : await records.get(plain(kind), id)) as T | null;
    },
    list: async <T extends RecordBase>(kind: RecordKind<T>, column: string, value: string | number) => {
      const stored = await records.list(plain(kind), column, value);
      const own = [...changed.values()].filter((change) => change.kind.table === kind.table);
      const kept = stored.filter((record) => !changed.has(key(kind, record.id)));
      const added = own.flatMap((change) => after(change) ?? []) as unknown as readonly T[];
      const all = [
        ...(kept as unknown as readonly T[]),
        ...added.filter((record) => kind.columns[column]?.(record) === value),
      ];
      return all.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    },
    put: (kind, record) => void changed.set(key(kind, record.id), { op: 'put', kind: plain(kind), record }),
    remove: (kind, id) => void changed.set(key(kind, id), { op: 'remove', kind: plain(kind), id }),
  };
  return { tx, changes: () => [...changed.values()] };
}

/** A kind by its table, without the record's type: the session keeps all kinds alike. */
function plain<T extends RecordBase>(kind: RecordKind<T>): RecordKind {
  return kind as unknown as RecordKind;
}

function held(reason: HeldReason): Outcome {
  return { kind: 'held', for: reason };
}

function refused(refusal: Refusal): Outcome {
  return { kind: 'refused', refusal };
}
