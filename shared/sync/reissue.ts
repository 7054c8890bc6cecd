import type { LogId } from '../lib/ids.ts';
import { decodeFrame, type Frame } from '../protocol/frame.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import { carriedBy, originalsOf, reissueAct, type ReissueArgs } from '../protocol/reissue.ts';
import { lastUnrunOf, type ActWriter } from './act-writer.ts';
import type { LocalStore, OutboxEntry } from './ports.ts';
import { rebase } from './rebase.ts';

/** Why a log was opened that follows one of which the server, or another machine, may know another history. */
const DOUBTFUL: ReadonlySet<unknown> = new Set(['behind', 'forked', 'other-machine']);
/** They say something about their own log only; they are issued again when they turn out forked, so that they are closed. */
const OF_ITS_LOG: ReadonlySet<string> = new Set(['log/open', 'clock/anchor']);

export interface ShowDeps {
  readonly store: LocalStore;
  readonly writer: ActWriter;
  readonly registry: MutationRegistry;
}

/**
 * Issues again, in the current log and in order, what the server never ran of earlier logs: acts it receipted as forked, and
 * the unsent rest of a log that was ended for that reason. Each quotes its original: the server runs one of the two, whichever
 * comes first, and a forked original is closed by it. An act whose officer is not signed in stays as it is
 * with everything that came after it. Inside an exclusive section; harmless when repeated.
 */
export async function reissuePending(deps: ShowDeps): Promise<number> {
  const { store, writer } = deps;
  const stuck: Frame[] = [];
  const issuedAs = new Map<string, number>();
  for (const entry of await candidates(store, writer.head.logId)) {
    const frame = decodeFrame(entry.bytes);
    if (!frame.ok) continue;
    const args = argsFor(entry, frame.value);
    if (!args) continue;
    const mustWait = stuck.some((earlier) => comesAfter(frame.value, earlier));
    const cameAfter = frame.value.after.flatMap((seq) => issuedAs.get(`${entry.logId}:${seq}`) ?? []);
    const outcome = mustWait ? null : await writer.actInside(reissueAct, args, frame.value.actor, cameAfter);
    if (outcome?.kind === 'saved') issuedAs.set(`${entry.logId}:${entry.seq}`, outcome.act.seq);
    else stuck.push(frame.value);
  }
  if (issuedAs.size > 0) await showAnew(deps);
  else await settleShown(deps);
  return issuedAs.size;
}

/** An act that was closed, or forked and issued again, must not go on showing until the next pull (rule S9). Harmless when repeated. */
export async function settleShown(deps: ShowDeps): Promise<void> {
  if (await deps.store.isShownStale()) await showAnew(deps);
}

/** Makes the screen anew from the copies and the replay set, in which re-issues now stand for their originals. */
export async function showAnew(deps: ShowDeps): Promise<void> {
  const { store, writer, registry } = deps;
  // After a restore of the server all acts wait again, and the old copies still hold what they did: the next pull makes it anew.
  if ((await store.greetedEpoch()) !== (await store.epoch())) return;
  // A pull that was cut off begins again: its pages must not become the base here.
  await store.dropStaged();
  const rebased = await rebase(store.confirmed, await store.replaySet(), registry);
  await store.swap({
    reset: false,
    lostScopes: [],
    epoch: await store.epoch(),
    cursors: await store.cursors(),
    ran: [],
    replayed: rebased.states,
    refusals: rebased.acts,
    changes: [],
  });
  writer.setUnrun(lastUnrunOf(writer.head.logId, rebased.acts));
}

/** Whether acts of the current log were receipted as forked: it cannot go on. */
export async function isForked(store: LocalStore, logId: LogId): Promise<boolean> {
  return (await store.quarantined()).some((entry) => entry.logId === logId && isOpenFork(entry));
}

async function candidates(store: LocalStore, current: LogId): Promise<readonly OutboxEntry[]> {
  const forked = (await store.quarantined()).filter((entry) => entry.logId !== current && isOpenFork(entry));
  const unsent: OutboxEntry[] = [];
  if (await isDoubtful(store, current)) {
    for (const log of await store.logs())
      if (log.logId !== current) unsent.push(...(await unsentOf(store, log.logId, log.receiptedUpTo)));
  }
  const order = (await store.logs()).map((log) => log.logId);
  return [...forked, ...unsent].toSorted(
    (a, b) => order.indexOf(a.logId) - order.indexOf(b.logId) || a.seq - b.seq,
  );
}

async function unsentOf(
  store: LocalStore,
  logId: LogId,
  receiptedUpTo: number,
): Promise<readonly OutboxEntry[]> {
  const unsent: OutboxEntry[] = [];
  for (let next = receiptedUpTo + 1; ;) {
    const part = await store.outboxFrom(logId, next, 256_000);
    const last = part.at(-1);
    if (!last) return unsent;
    for (const entry of part)
      if (entry.state === 'waiting' && entry.closers.length === 0 && !OF_ITS_LOG.has(entry.name))
        unsent.push(entry);
    next = last.seq + 1;
  }
}

function isOpenFork(entry: OutboxEntry): boolean {
  return entry.outcome?.kind === 'forked' && entry.closers.length === 0;
}

async function isDoubtful(store: LocalStore, logId: LogId): Promise<boolean> {
  const first = await store.outboxEntry({ logId, seq: 1 });
  const frame = first?.name === 'log/open' ? decodeFrame(first.bytes) : null;
  return frame?.ok === true && DOUBTFUL.has((frame.value.args as { reason?: unknown }).reason);
}

function argsFor(entry: OutboxEntry, frame: Frame): ReissueArgs | null {
  const act = carriedBy(frame);
  if (!act) return null;
  const { name, nameVersion, args, claimedAt } = act;
  const { logId, seq, hash } = entry;
  return {
    originals: [{ logId, seq, hash }, ...originalsOf(frame)].slice(0, 100),
    lane: frame.lane,
    name,
    nameVersion,
    args,
    claimedAt,
  };
}

function comesAfter(later: Frame, earlier: Frame): boolean {
  if (later.lane === earlier.lane) return true;
  return later.logId === earlier.logId && later.after.includes(earlier.seq);
}
