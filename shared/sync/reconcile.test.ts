import { expect, test } from 'vitest';
import { utf8 } from '../lib/bytes.ts';
import type { DeviceId } from '../lib/ids.ts';
import type { IsoWeek } from '../lib/iso-week.ts';
import { canonicalJson } from '../lib/json.ts';
import type { Wire, WireAnswer } from './ports.ts';
import { askWeek, type AskWeekOutcome } from './reconcile.ts';
import { newWireSession } from './wire-session.ts';

const DEVICE = '01JD0000000000000000000000' as DeviceId;
const WEEK = '2026-W48' as IsoWeek;
const EXPIRED = { kind: 'http', status: 401, error: 'session-expired', retryAfterSeconds: null } as const;

function stated(over: Readonly<Record<string, string>> = {}): WireAnswer {
  const at = '2026-11-24T00:00:00.000Z';
  const body = canonicalJson({
    ...{ v: 1, deviceId: DEVICE, week: WEEK, epoch: 'e', at, logs: [], photos: [] },
    ...over,
  });
  const answer = { v: 1, statement: { body, signature: 'AA==', keyId: 'k' } };
  return { kind: 'answer', body: utf8(JSON.stringify(answer)), sentBytes: 1, receivedBytes: 1 };
}

async function ask(
  answers: readonly WireAnswer[],
  isSigned = true,
): Promise<{ readonly outcome: AskWeekOutcome; readonly greetings: number }> {
  let [turn, greetings] = [0, 0];
  const wire: Wire = {
    hello: async () => ({ kind: 'timeout' }),
    call: async () => answers[turn++] ?? { kind: 'timeout' },
  };
  const outcome = await askWeek(WEEK, {
    deviceId: DEVICE,
    store: { logs: async () => [], outboxEntry: async () => null, beginsAfter: async () => null },
    wire,
    session: newWireSession(),
    verify: async () => isSigned,
    greet: async () => {
      greetings += 1;
      return null;
    },
  });
  return { outcome, greetings };
}

test('S40: a statement is believed only when the region signed it for this device and week', async () => {
  expect((await ask([stated()])).outcome.kind).toBe('stated');
  expect((await ask([stated()], false)).outcome.kind).toBe('receipt-unverified');
  expect((await ask([stated({ week: '2026-W47' })])).outcome.kind).toBe('receipt-unverified');
  expect((await ask([stated({ deviceId: DEVICE.replace('J', 'K') })])).outcome.kind).toBe(
    'receipt-unverified',
  );
});

test('a session that ended is opened again, once', async () => {
  expect(await ask([EXPIRED, stated()])).toMatchObject({ outcome: { kind: 'stated' }, greetings: 1 });
  expect(await ask([EXPIRED, EXPIRED])).toMatchObject({ outcome: EXPIRED, greetings: 1 });
});
