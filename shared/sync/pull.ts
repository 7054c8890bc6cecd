import { fromUtf8, utf8 } from '../lib/bytes.ts';
import type { ActRef } from '../lib/mutation.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import { PullAnswer, type LogProgress, type PullRequest } from '../protocol/pull.ts';
import type { Signed } from '../protocol/receipt.ts';
import { lastUnrunOf, type ActWriter } from './act-writer.ts';
import { readBackupMark, takeBackupMark } from './backup-mark.ts';
import { nextLoad } from './line-load.ts';
import type { Exclusive, LocalStore, ReplayAct, VerifySigned, Wire, WireFailure } from './ports.ts';
import { rebase } from './rebase.ts';
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
}

export type PullOutcome =
  { readonly kind: 'pulled'; readonly entries: number } | { readonly kind: 'cancelled' } | WireFailure;

/**
 * Fetches what is new, page by page into staging, and on the last page swaps the base and replays what the server has not
 * run, in one transaction (rule S8). Cut off anywhere, the next pull starts from the same cursors; nothing half is seen.
 */
export async function pull(deps: PullDeps): Promise<PullOutcome> {
  await deps.store.dropStaged();
  const logs = await deps.store.logs();
  let cursors = await deps.store.cursors();
  let epoch = await deps.store.epoch();
  let reset = false;
  let entries = 0;
  for (;;) {
    if (deps.isCancelled()) return { kind: 'cancelled' };
    const mark = deps.session.version >= 3 ? await deps.store.backupMark() : null;
    const seen = mark && readBackupMark(mark);
    const request: PullRequest = {
      v: deps.session.version,
      ...(seen ? { backupSeen: seen.at } : {}),
      epoch,
      cursors: { ...cursors },
      logs: logs.map((log) => log.logId),
      amendmentsAfter: { ...(await deps.store.amendmentsSeen()) },
      pageBytes: Math.round(deps.session.pullBytes),
    };
    const answer = await deps.wire.call('pull', utf8(JSON.stringify(request)));
    const [plain, wire] = answer.kind === 'answer' ? [answer.body.length, answer.receivedBytes] : [0, 0];
    deps.session.pullBytes = nextLoad(deps.session.pullBytes, plain, wire, answer);
    if (answer.kind !== 'answer') return answer;
    const page = parsePage(answer.body);
    if (!page) return { kind: 'not-understood' };
    deps.onProgress(answer.receivedBytes);
    if (page.reset) {
      await deps.store.dropStaged();
      reset = true;
      entries = 0;
    }
    await deps.store.stage(page.entries);
    entries += page.entries.length;
    [cursors, epoch] = [page.cursors, page.epoch];
    if (page.more) continue;
    await takeBackupMark(page.backup, deps.store, deps.verify);
    await finish({ reset, epoch: page.epoch, cursors: page.cursors }, page.logs, page.amendments, deps);
    return { kind: 'pulled', entries };
  }
}

function parsePage(body: Uint8Array): PullAnswer | null {
  try {
    return PullAnswer.safeParse(JSON.parse(fromUtf8(body))).data ?? null;
  } catch {
    return null;
  }
}

function finish(
  page: {
    readonly reset: boolean;
    readonly epoch: string;
    readonly cursors: Readonly<Record<string, number>>;
  },
  progress: readonly LogProgress[],
  amendments: readonly Signed[],
  deps: PullDeps,
): Promise<void> {
  return deps.exclusive(async () => {
    const all = await deps.store.replaySet();
    const ran: readonly ActRef[] = all.filter((act) => wasRun(act, progress)).map((act) => act.ref);
    const remaining = all.filter((act) => !wasRun(act, progress));
    const changes = await amendmentChanges(amendments, deps.store, deps.verify);
    const withdrawn = new Set(
      changes
        .filter((change) => change.state === 'withdrawn')
        .map((change) => `${change.ref.logId}:${change.ref.seq}`),
    );
    const replayable = remaining.filter((act) => !withdrawn.has(`${act.ref.logId}:${act.ref.seq}`));
    const rebased = await rebase(deps.store.incoming(page.reset), replayable, deps.registry);
    await deps.store.swap({
      ...page,
      ran: [...ran, ...remaining.filter((act) => !replayable.includes(act)).map((act) => act.ref)],
      replayed: rebased.states,
      refusals: rebased.acts,
      changes,
    });
    deps.writer.setUnrun(lastUnrunOf(deps.writer.head.logId, rebased.acts));
  });
}

function wasRun(act: ReplayAct, progress: readonly LogProgress[]): boolean {
  const log = progress.find((one) => one.logId === act.ref.logId);
  return log !== undefined && act.ref.seq <= log.ranUpTo && !log.unrun.includes(act.ref.seq);
}
