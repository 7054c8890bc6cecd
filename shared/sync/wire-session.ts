import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../protocol/protocol-version.ts';
import type { WireAnswer } from './ports.ts';

/** What this sign-in knows of its server; lives in memory and ends with it, as the token does. */
export interface WireSession {
  /** The wire version questions are asked in: ours until the server says it does not know it. */
  version: number;
}

export function newWireSession(): WireSession {
  return { version: PROTOCOL_VERSION };
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
