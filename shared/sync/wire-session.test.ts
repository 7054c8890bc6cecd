import { expect, test } from 'vitest';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION, sinceWire } from '../protocol/protocol-version.ts';
import type { WireAnswer } from './ports.ts';
import { askInKnownVersion, newWireSession } from './wire-session.ts';

const UNKNOWN: WireAnswer = {
  kind: 'http',
  status: 426,
  error: 'wire-version-unsupported',
  retryAfterSeconds: null,
};
const FINE: WireAnswer = { kind: 'answer', body: new Uint8Array(), sentBytes: 0, receivedBytes: 0 };

/** A server that knows versions up to `newest`, and what it was asked. */
function serverUpTo(newest: number): { asked: number[]; ask: (version: number) => Promise<WireAnswer> } {
  const asked: number[] = [];
  return {
    asked,
    ask: (version) => {
      asked.push(version);
      return Promise.resolve(version <= newest ? FINE : UNKNOWN);
    },
  };
}

test('S25: a device goes down one version at a time to what an older server knows, and stays there', async () => {
  const session = newWireSession();
  const server = serverUpTo(1);
  expect(await askInKnownVersion(session, server.ask)).toEqual(FINE);
  expect(await askInKnownVersion(session, server.ask)).toEqual(FINE);
  expect(server.asked).toEqual([3, 2, 1, 1]);
});

test('below the floor there is nothing to try: the refusal stands', async () => {
  const session = newWireSession();
  const server = serverUpTo(PROTOCOL_FLOOR - 1);
  expect(await askInKnownVersion(session, server.ask)).toEqual(UNKNOWN);
  expect(server.asked.length).toBe(PROTOCOL_VERSION - PROTOCOL_FLOOR + 1);
});

test('another failure is no reason to go down', async () => {
  const session = newWireSession();
  const lost: WireAnswer = { kind: 'timeout' };
  expect(await askInKnownVersion(session, () => Promise.resolve(lost))).toEqual(lost);
  expect(session).toEqual(newWireSession());
});

test('a field of version 3 never reaches a caller that asked with an older one', () => {
  expect([1, 2, 3, 4].map((asked) => sinceWire(3, asked, () => ({ marks: 1 })))).toEqual([
    {},
    {},
    { marks: 1 },
    { marks: 1 },
  ]);
});
