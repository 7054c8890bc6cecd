import { fromUtf8, utf8 } from '../lib/bytes.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import { PullAnswer, type CursorVector, type LogProgress, type PullRequest } from '../protocol/pull.ts';
import type { Signed } from '../protocol/receipt.ts';
import { lastUnrunOf, type ActWriter } from './act-writer.ts';
import { readBackupMark, takeBackupMark } from './backup-mark.ts';
import { nextLoad } from './line-load.ts';
import type {
  Exclusive,
  IncomingBase,
  LocalStore,
  ReplayAct,
  Staging,
  VerifySigned,
  Wire,
  WireFailure,
} from './ports.ts';
import { hashAt } from './push.ts';
import { keyOfAct, rebase, twinsOf } from './rebase.ts';
import { amendmentChanges } from './receipts.ts';
import type { WireSession } from './wire-session.ts';

export interface PullDeps {
  readonly store: LocalStore;
  readonly wire: Wire;
  readonly session: WireSession;
  readonly verify: VerifySigned;
  readonly exclusive: Exclusive;
  readonly registry: MutationRegistry;
  readonly writer: ActWriter;
  readonly onProgress: (receivedBytes: number) => void;
  readonly isCancelled: () => boolean;
  /** What a person has said to taking this many copies away. */
  readonly removalAnswer: (removals: {
    readonly removed: number;
    readonly of: number;
  }) => Promise<RemovalAnswer>;
}

/** The server would take away much of what is here, and no right was lost: a person must say whether that is meant. */
export type RemovalQuestion = {
  readonly kind: 'removal-question' | 'removal-refused';
  readonly removed: number;
  readonly of: number;
};

export type RemovalAnswer = 'accepted' | 'refused' | 'none';

export type PullOutcome =
  | { readonly kind: 'pulled'; readonly entries: number }
  | { readonly kind: 'cancelled' }
  | RemovalQuestion
  | WireFailure;

/** A pull that takes away more than both is asked about: less is daily work, and small bases have no meaningful share. */
const ASKED_ABOVE_RECORDS = 50;
const ASKED_ABOVE_SHARE = 0.3;

/**
 * Fetches what is new, page by page into staging, and on the last page swaps the base and replays what the server has not
 * run, in one transaction (rule S8). Cut off anywhere, the next pull goes on after the last page kept; nothing half is seen.
 */
export async function pull(deps: PullDeps): Promise<PullOutcome> {
  const { store } = deps;
  const logs = await store.logs();
  const here: Staging = {
    reset: false,
    epoch: (await store.epoch()) ?? '',
    cursors: await store.cursors(),
  };
  let at = await startOf(store, here);
  let entries = 0;
  for (;;) {
    if (deps.isCancelled()) return { kind: 'cancelled' };
    const mark = deps.session.version >= 3 ? await deps.store.backupMark() : null;
    const seen = mark && readBackupMark(mark);
    const request: PullRequest = {
      v: deps.session.version,
      ...(seen ? { backupSeen: seen.at } : {}),
      epoch: at.epoch === '' ? null : at.epoch,
      cursors: { ...at.cursors },
      logs: logs.map((log) => log.logId),
      amendmentsAfter: { ...(await store.amendmentsSeen()) },
      pageBytes: Math.round(deps.session.pullBytes),
    };
    const answer = await deps.wire.call('pull', utf8(JSON.stringify(request)));
    const [plain, wire] = answer.kind === 'answer' ? [answer.body.length, answer.receivedBytes] : [0, 0];
    deps.session.pullBytes = nextLoad(deps.session.pullBytes, plain, wire, answer);
    if (answer.kind !== 'answer') return answer;
    const page = parsePage(answer.body);
    if (!page) return { kind: 'not-understood' };
    deps.onProgress(answer.receivedBytes);
    // Restored between greeting and pull: what that means for our acts is found out by greeting again.
    if (!(await isGreeted(store, page.epoch))) return SESSION_OVER;
    if (page.reset) {
      await store.dropStaged();
      entries = 0;
    }
    const lost = lostScopes([here.cursors, at.cursors], page.cursors);
    at = { reset: at.reset || page.reset, epoch: page.epoch, cursors: page.cursors };
    await store.stage(page.entries, at);
    entries += page.entries.length;
    if (page.more) continue;
    await takeBackupMark(page.backup, store, deps.verify);
    const question = await finish({ ...at, lostScopes: lost }, page.logs, page.amendments, deps);
    return question ?? { kind: 'pulled', entries };
  }
}

const SESSION_OVER: WireFailure = {
  kind: 'http',
  status: 401,
  error: 'session-expired',
  retryAfterSeconds: null,
};

/** Where an earlier pull was cut off, as long as the base is the one it was made for. */
async function startOf(store: LocalStore, here: Staging): Promise<Staging> {
  const staged = await store.staging();
  if (staged && (await isGreeted(store, staged.epoch))) return staged;
  await store.dropStaged();
  return here;
}

async function isGreeted(store: LocalStore, epoch: string): Promise<boolean> {
  return ((await store.greetedEpoch()) ?? epoch) === epoch;
}

function lostScopes(known: readonly CursorVector[], now: CursorVector): readonly string[] {
  return [...new Set(known.flatMap((cursors) => Object.keys(cursors)))].filter((scope) => !(scope in now));
}

function parsePage(body: Uint8Array): PullAnswer | null {
  try {
    return PullAnswer.safeParse(JSON.parse(fromUtf8(body))).data ?? null;
  } catch {
    return null;
  }
}

function finish(
  base: IncomingBase & Omit<Staging, 'reset'>,
  progress: readonly LogProgress[],
  amendments: readonly Signed[],
  deps: PullDeps,
): Promise<RemovalQuestion | null> {
  const { store } = deps;
  return deps.exclusive(async () => {
    const removals = await store.removals(base);
    const isMuch =
      removals.removed > ASKED_ABOVE_RECORDS && removals.removed > removals.of * ASKED_ABOVE_SHARE;
    const answer = isMuch ? await deps.removalAnswer(removals) : 'accepted';
    if (answer !== 'accepted')
      return { kind: answer === 'refused' ? 'removal-refused' : 'removal-question', ...removals };
    const ran = await whatRan(store, progress);
    const all = await store.replaySet();
    const changes = await amendmentChanges(amendments, store, deps.verify);
    const withdrawn = new Set(
      changes.filter((change) => change.state === 'withdrawn').map((change) => keyOfAct(change.ref)),
    );
    const isOver = (act: ReplayAct): boolean => ran(act) || withdrawn.has(keyOfAct(act.ref));
    const twins = twinsOf(all);
    // Of an act and its re-issue the server runs one: then neither shows any more.
    const isGone = (act: ReplayAct): boolean =>
      isOver(act) || (twins.get(keyOfAct(act.ref)) ?? []).some((twin) => isOver(twin));
    const rebased = await rebase(
      store.incoming(base),
      all.filter((act) => !isGone(act)),
      deps.registry,
    );
    await store.swap({
      ...base,
      ran: all.filter(isGone).map((act) => act.ref),
      replayed: rebased.states,
      refusals: rebased.acts,
      changes,
    });
    deps.writer.setUnrun(lastUnrunOf(deps.writer.head.logId, rebased.acts));
    return null;
  });
}

/**
 * Which acts the server has run, as far as its progress speaks of this device's own history of the log. Where the log was
 * copied and the server has gone on with another history, only acts with a receipt of their own count.
 */
async function whatRan(
  store: LocalStore,
  progress: readonly LogProgress[],
): Promise<(act: ReplayAct) => boolean> {
  const logs = await store.logs();
  const foreign = new Set<string>();
  for (const { logId, ranUpTo, hash } of progress) {
    const applied = logs.find((log) => log.logId === logId)?.appliedSeq ?? 0;
    if (ranUpTo > applied || (hash !== undefined && (await hashAt(store, logId, ranUpTo)) !== hash))
      foreign.add(logId);
  }
  return (act) => {
    const log = progress.find((one) => one.logId === act.ref.logId);
    if (!log || act.ref.seq > log.ranUpTo || log.unrun.includes(act.ref.seq)) return false;
    if (act.outcome?.kind === 'forked') return false;
    return !foreign.has(log.logId) || act.state !== 'waiting';
  };
}
