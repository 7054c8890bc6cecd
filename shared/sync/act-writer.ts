import type { Instant } from '../lib/dates.ts';
import type { LogId, OfficerId } from '../lib/ids.ts';
import type { JsonValue } from '../lib/json.ts';
import type { ActRef, Mutation, Refusal } from '../lib/mutation.ts';
import type { Clock } from '../lib/ports.ts';
import { closedBy } from '../protocol/reissue.ts';
import { OverlayTx } from './overlay-tx.ts';
import type { ActCommit, Exclusive, Journal, LocalStore } from './ports.ts';

export type WriteOutcome =
  | { readonly kind: 'saved'; readonly act: ActRef; readonly at: Instant; readonly merged: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'not-saved';
      readonly reason: 'disk-full' | 'disk-error' | 'locked' | 'actor-not-open' | 'recovering';
    };

export interface ActWriterDeps {
  readonly store: LocalStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly exclusive: Exclusive;
  /** Told of step (3) failing: the act stands in the journal, the database must catch up before any other act. */
  readonly onCommitFailed: (error: unknown) => void;
}

// The write path of design.md section 2: (1) run in memory, a refusal ends here and creates nothing; (2) journal, fsynced;
// (3) one database transaction; then "saved". If (3) fails the act stands and no further act is taken until it succeeds.
export class ActWriter {
  readonly #deps: ActWriterDeps;
  #logId: LogId;
  #seq: number;
  readonly #lastUnrun: Map<string, number>;
  #uncommitted: ActCommit | null = null;

  /** `lastUnrun`: last unrun own act of this log that wrote each record, from the replay set. */
  constructor(
    deps: ActWriterDeps,
    head: { readonly logId: LogId; readonly seq: number },
    lastUnrun: ReadonlyMap<string, number>,
  ) {
    this.#deps = deps;
    this.#logId = head.logId;
    this.#seq = head.seq;
    this.#lastUnrun = new Map(lastUnrun);
  }

  get head(): { readonly logId: LogId; readonly seq: number } {
    return { logId: this.#logId, seq: this.#seq };
  }

  act<A>(mutation: Mutation<A>, args: A, actor: OfficerId): Promise<WriteOutcome> {
    return this.#deps.exclusive(() => this.#act(mutation, args, actor));
  }

  /** The same for a caller that is inside the exclusive section already. */
  actInside<A>(
    mutation: Mutation<A>,
    args: A,
    actor: OfficerId,
    cameAfter: readonly number[] = [],
  ): Promise<WriteOutcome> {
    return this.#act(mutation, args, actor, cameAfter);
  }

  /** After a pull (inside the same exclusive section): only these acts are still unrun. */
  setUnrun(lastUnrun: ReadonlyMap<string, number>): void {
    this.#lastUnrun.clear();
    for (const [key, seq] of lastUnrun) this.#lastUnrun.set(key, seq);
  }

  /** Goes on in a new log (inside an exclusive section). */
  moveTo(logId: LogId, seq: number): void {
    this.#logId = logId;
    this.#seq = seq;
    this.#lastUnrun.clear();
  }

  async #act<A>(
    mutation: Mutation<A>,
    args: A,
    actor: OfficerId,
    cameAfter: readonly number[] = [],
  ): Promise<WriteOutcome> {
    if (!(await this.#settle())) return { kind: 'not-saved', reason: 'recovering' };
    const parsed = mutation.args.parse(args);
    const claimedAt = this.#deps.clock.now();
    const act: ActRef = { logId: this.#logId, seq: this.#seq + 1 };
    const tx = new OverlayTx(this.#deps.store.state);
    const outcome = await mutation.run(tx, parsed, { act, actor, claimedAt });
    if (!outcome.ok) return { kind: 'refused', refusal: outcome.error };

    const lane = mutation.lane(parsed);
    const appended = await this.#deps.journal.append({
      ...act,
      lane,
      after: this.#after(tx.touched, lane, cameAfter),
      name: mutation.name,
      nameVersion: mutation.version,
      args: parsed as JsonValue,
      actor,
      claimedAt,
      baseVersion: await this.#baseVersion(tx, lane),
    });
    if (appended.kind === 'wrong-seq')
      throw new Error(
        `journal is at ${appended.head.logId}:${appended.head.seq}, the window at ${act.logId}:${act.seq - 1}`,
      );
    if (appended.kind !== 'appended') return { kind: 'not-saved', reason: appended.kind };

    this.#seq = act.seq;
    for (const key of tx.writes.keys()) this.#lastUnrun.set(key, act.seq);
    this.#uncommitted = {
      logId: act.logId,
      entry: appended.entry,
      lane,
      name: mutation.name,
      claimedAt,
      actor,
      writes: tx.writes,
      localRefusal: null,
      closes: closedBy({
        name: mutation.name,
        nameVersion: mutation.version,
        args: parsed as JsonValue,
        claimedAt,
      }).map(({ ref }) => ref),
    };
    await this.#settle();
    return { kind: 'saved', act, at: claimedAt, merged: outcome.value.kind === 'merged' };
  }

  /** Step (3), also for an act whose transaction failed before. */
  async #settle(): Promise<boolean> {
    if (!this.#uncommitted) return true;
    try {
      await this.#deps.store.commitAct(this.#uncommitted);
      this.#uncommitted = null;
      return true;
    } catch (error) {
      this.#deps.onCommitFailed(error);
      return false;
    }
  }

  #after(touched: ReadonlySet<string>, lane: string, cameAfter: readonly number[]): number[] {
    const seqs = new Set<number>(cameAfter);
    for (const key of touched) {
      const seq = this.#lastUnrun.get(key);
      if (seq !== undefined && !key.endsWith(`|${lane}`)) seqs.add(seq);
    }
    return [...seqs].toSorted((a, b) => a - b);
  }

  async #baseVersion(tx: OverlayTx, lane: string): Promise<number | null> {
    for (const write of tx.writes.values()) {
      if (write.key.id !== lane) continue;
      return (await this.#deps.store.confirmed.read(write.key.table, write.key.id))?.version ?? null;
    }
    return null;
  }
}

/** For `ActWriter`: the last act of one log that wrote each record, from its replay set. */
export function lastUnrunOf(
  logId: LogId,
  acts: readonly { readonly ref: ActRef; readonly writes: readonly string[] }[],
): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const act of acts)
    if (act.ref.logId === logId)
      for (const key of act.writes) last.set(key, Math.max(act.ref.seq, last.get(key) ?? 0));
  return last;
}
