import type { HelloAnswer } from '../protocol/hello.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import type { Signed } from '../protocol/receipt.ts';
import type { ActWriter } from './act-writer.ts';
import { compareHeads, hello, type HelloFacts, type HelloFailure } from './hello.ts';
import type { Exclusive, LocalStore, VerifySigned, Wire } from './ports.ts';
import { pull } from './pull.ts';
import { pushLog, type PushFailure } from './push.ts';
import { newWireSession, type WireSession } from './wire-session.ts';

// One round: hello → anchor → push every log → pull → photos. Each step may fail alone; what was receipted stays so.

/** A picture that should be on this disk and is not, or is damaged: text goes on, a person must look. */
export type UploadFailure = HelloFailure | { readonly kind: 'photo-damaged' | 'photo-not-here' };
/** `sync-fault`: a bug of ours, caught at the edge of the loop. */
export type RoundFailure = HelloFailure | PushFailure | UploadFailure | { readonly kind: 'sync-fault' };
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
  readonly uploads: () => Promise<UploadFailure | null>;
  readonly onPhase: (phase: RoundPhase) => void;
  readonly onSent: (progress: {
    readonly actsSent: number;
    readonly sentBytes: number;
    readonly receivedBytes: number;
  }) => void;
  readonly isCancelled: () => boolean;
}

export async function runRound(deps: RoundDeps): Promise<RoundOutcome> {
  let outcome = await once(deps);
  // A session token ends by time or by a restart of the server, perhaps of another version: greet again, once.
  if (outcome.kind === 'failed' && outcome.failure.kind === 'http' && isSessionOver(outcome.failure.error)) {
    Object.assign(deps.session, newWireSession());
    outcome = await once(deps);
  }
  return outcome;
}

function isSessionOver(error: string | null): boolean {
  return error === 'session-expired' || error === 'wire-version-unsupported';
}

async function once(deps: RoundDeps): Promise<RoundOutcome> {
  deps.onPhase('connecting');
  // Not in an exclusive section: on a poor line it may take long, and no officer's touch waits for the network.
  const greeting = await hello(await deps.facts(), deps.store, deps.wire, deps.verify, deps.session);
  if (greeting.kind !== 'greeted') return { kind: 'failed', failure: greeting };
  await deps.greeted(greeting.answer);
  const { newLogReason } = await deps.exclusive(() => compareHeads(greeting.answer, deps.store));
  if (newLogReason) await deps.startNewLog(newLogReason);
  await deps.anchor(greeting.answer.anchor);

  deps.onPhase('sending');
  for (const log of await deps.store.logs()) {
    if (deps.isCancelled()) return { kind: 'cancelled' };
    const failure = await pushLog(log.logId, log.receiptedUpTo, { ...deps, onProgress: deps.onSent });
    if (failure) return { kind: 'failed', failure };
  }
  deps.onPhase('receiving');
  const pulled = await pull({
    ...deps,
    onProgress: (receivedBytes) => deps.onSent({ actsSent: 0, sentBytes: 0, receivedBytes }),
  });
  if (pulled.kind === 'cancelled') return pulled;
  if (pulled.kind !== 'pulled') return { kind: 'failed', failure: pulled };

  deps.onPhase('uploading');
  const failure = await deps.uploads();
  return failure ? { kind: 'failed', failure } : { kind: 'done', pulledEntries: pulled.entries };
}
