import type { HelloAnswer } from '../protocol/hello.ts';
import type { Clock } from '../lib/ports.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import type { Signed } from '../protocol/receipt.ts';
import type { ActWriter } from './act-writer.ts';
import { compareHeads, hello, type HelloFacts, type HelloFailure } from './hello.ts';
import type { Exclusive, LocalStore, VerifySigned, Wire } from './ports.ts';
import { pull, type PullDeps, type RemovalQuestion } from './pull.ts';
import { pushLog, type PushFailure } from './push.ts';
import { isForked, reissuePending } from './reissue.ts';
import { forgetGreeting, isGreetingFresh, type WireSession } from './wire-session.ts';

// One round: hello → anchor → push every log → pull → photos. Each step may fail alone; what was receipted stays so. On a line
// that was greeted lately a round begins with the push; when anything does not fit that greeting, it begins again with a new one.

/** A picture that is damaged, not on this disk, or not what its record says: everything else goes on, a person must look. */
export type UploadFailure =
  HelloFailure | PushFailure | { readonly kind: 'photo-damaged' | 'photo-not-here' | 'photo-mismatch' };
/** `sync-fault`: a bug of ours, caught at the edge of the loop. */
export type RoundFailure =
  HelloFailure | PushFailure | UploadFailure | RemovalQuestion | { readonly kind: 'sync-fault' };
export type RoundOutcome =
  | { readonly kind: 'done'; readonly pulledEntries: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: RoundFailure };
export type RoundPhase = 'connecting' | 'sending' | 'receiving' | 'uploading';

export interface RoundDeps {
  readonly store: LocalStore;
  readonly wire: Wire;
  /** Kept from round to round while somebody is signed in. */
  readonly session: WireSession;
  readonly clock: Clock;
  readonly verify: VerifySigned;
  readonly exclusive: Exclusive;
  readonly registry: MutationRegistry;
  readonly writer: ActWriter;
  readonly facts: () => Promise<HelloFacts>;
  /** Appends `clock/anchor`; false when there is nothing to anchor since the last one. */
  readonly anchor: (signed: Signed) => Promise<void>;
  /** Told of every greeting: officers, manifest, server time. */
  readonly greeted: (answer: HelloAnswer) => Promise<void>;
  /** Opens a new log because the server knows another history of this one. */
  readonly startNewLog: (reason: 'behind' | 'forked') => Promise<void>;
  readonly removalAnswer: PullDeps['removalAnswer'];
  /** Pictures, after the text. `pushText` sends what was written meanwhile; called between two of them. */
  readonly uploads: (pushText: () => Promise<PushFailure | null>) => Promise<UploadFailure | null>;
  readonly onPhase: (phase: RoundPhase) => void;
  readonly onSent: (progress: {
    readonly actsSent: number;
    readonly sentBytes: number;
    readonly receivedBytes: number;
  }) => void;
  readonly isCancelled: () => boolean;
}

export async function runRound(deps: RoundDeps): Promise<RoundOutcome> {
  const isWarm = isGreetingFresh(deps.session, deps.clock.now());
  const outcome = await once(deps, isWarm);
  if (outcome.kind !== 'failed' || !isWorthGreeting(outcome.failure, isWarm)) return outcome;
  forgetGreeting(deps.session);
  return once(deps, false);
}

/**
 * A session token ends by time or by a restart of the server, perhaps of another version. Without a greeting at the start, a
 * refusal may also come from what a greeting would have told: another history of a log, a restored server.
 */
function isWorthGreeting(failure: RoundFailure, isWarm: boolean): boolean {
  if (failure.kind === 'receipt-other-history') return isWarm;
  if (failure.kind !== 'http') return false;
  const { error, status } = failure;
  if (error === 'session-expired' || error === 'wire-version-unsupported') return true;
  return isWarm && (status === 403 || status === 409);
}

const GREETING_OUTDATED: RoundFailure = {
  kind: 'http',
  status: 401,
  error: 'session-expired',
  retryAfterSeconds: null,
};

/** What the server receipted as forked goes on in a log of its own. Returns whether anything new is to be sent. */
async function issueAgain(deps: RoundDeps): Promise<boolean> {
  const { store, writer, exclusive } = deps;
  if (await isForked(store, writer.head.logId)) {
    await deps.startNewLog('forked');
    return true;
  }
  return (await exclusive(() => reissuePending(deps))) > 0;
}

/** Null when greeted. */
async function greet(deps: RoundDeps): Promise<RoundFailure | null> {
  // Not in an exclusive section: on a poor line it may take long, and no officer's touch waits for the network.
  const greeting = await hello(await deps.facts(), deps.store, deps.wire, deps.verify, deps.session);
  if (greeting.kind !== 'greeted') return greeting;
  await deps.greeted(greeting.answer);
  const { newLogReason } = await deps.exclusive(() => compareHeads(greeting.answer, deps.store));
  if (newLogReason) await deps.startNewLog(newLogReason);
  await deps.anchor(greeting.answer.anchor);
  deps.session.greetedAt = deps.clock.now();
  return null;
}

async function once(deps: RoundDeps, isWarm: boolean): Promise<RoundOutcome> {
  deps.onPhase('connecting');
  const unmet = isWarm ? null : await greet(deps);
  if (unmet) return { kind: 'failed', failure: unmet };
  deps.onPhase('sending');
  const pushFailure = (await pushText(deps)) ?? ((await issueAgain(deps)) ? await pushText(deps) : null);
  if (pushFailure) return { kind: 'failed', failure: pushFailure };
  if (deps.isCancelled()) return { kind: 'cancelled' };
  if (isWarm && deps.session.greetedAt === null) return { kind: 'failed', failure: GREETING_OUTDATED };
  deps.onPhase('receiving');
  const pulled = await pull({
    ...deps,
    onProgress: (receivedBytes) => deps.onSent({ actsSent: 0, sentBytes: 0, receivedBytes }),
  });
  if (pulled.kind === 'cancelled') return pulled;
  if (pulled.kind !== 'pulled') return { kind: 'failed', failure: pulled };

  deps.onPhase('uploading');
  const failure = await deps.uploads(() => pushText(deps));
  return failure ? { kind: 'failed', failure } : { kind: 'done', pulledEntries: pulled.entries };
}

/** Every act that is not receipted yet, log by log. */
async function pushText(deps: RoundDeps): Promise<PushFailure | null> {
  for (const log of await deps.store.logs()) {
    if (deps.isCancelled()) return null;
    const failure = await pushLog(log.logId, log.receiptedUpTo, { ...deps, onProgress: deps.onSent });
    if (failure) return failure;
  }
  return null;
}
