import { epochMsOf, type Instant } from '../lib/dates.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../protocol/protocol-version.ts';
import { FIRST_PULL_BYTES, FIRST_PUSH_BYTES } from './line-load.ts';
import type { WireAnswer } from './ports.ts';

/** What this sign-in knows of its server; lives in memory and ends with it, as the token does. */
export interface WireSession {
  /** The wire version questions are asked in: ours until the server says it does not know it. */
  version: number;
  /** Of the last greeting that still counts; null asks for a new one. */
  greetedAt: Instant | null;
  /** Bytes before packing to send and to ask for at once; they follow the line (line-load.ts). */
  pushBytes: number;
  pullBytes: number;
}

/** A greeting tells officers, keys and the server's time; rounds within a quarter of an hour share one. */
const GREETING_HOLDS_MS = 15 * 60_000;

export function newWireSession(): WireSession {
  return {
    version: PROTOCOL_VERSION,
    greetedAt: null,
    pushBytes: FIRST_PUSH_BYTES,
    pullBytes: FIRST_PULL_BYTES,
  };
}

/** Whether a round may start without greeting. A clock that was set greets. */
export function isGreetingFresh(session: WireSession, now: Instant): boolean {
  if (session.greetedAt === null) return false;
  const ageMs = epochMsOf(now) - epochMsOf(session.greetedAt);
  return ageMs >= 0 && ageMs < GREETING_HOLDS_MS;
}

/** The next step greets anew, and asks in the newest version again: the server may be another. */
export function forgetGreeting(session: WireSession): void {
  session.version = PROTOCOL_VERSION;
  session.greetedAt = null;
}

/**
 * Asks in the session's version and goes down one at a time while the server does not know it. The version that was
 * understood stays with the session; below the floor the refusal stands.
 */
export async function askInKnownVersion(
  session: WireSession,
  ask: (version: number) => Promise<WireAnswer>,
): Promise<WireAnswer> {
  for (;;) {
    const answer = await ask(session.version);
    if (!isUnknownVersion(answer) || session.version <= PROTOCOL_FLOOR) return answer;
    session.version -= 1;
  }
}

export function isUnknownVersion(answer: WireAnswer): boolean {
  return answer.kind === 'http' && answer.error === 'wire-version-unsupported';
}
