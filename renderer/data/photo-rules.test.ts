import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMsOf, instantOf, type Instant } from '../../shared/lib/dates.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import { dueToLeave, fetchAllowance, FIRST_RULES, type LeaveFacts } from './photo-rules.ts';

const NOW = '2026-11-24T08:00:00.000Z' as Instant;
const DAY_MS = 86_400_000;
const daysAgo = (days: number): Instant => instantOf(epochMsOf(NOW) - days * DAY_MS);

function aRow(over: Partial<UploadRow> & { readonly receivedAt?: Instant } = {}): UploadRow {
  const { receivedAt = daysAgo(31), ...rest } = over;
  const row = {
    attachmentId: 'A1',
    sha256: 'a'.repeat(64),
    sizeBytes: 100,
    state: 'delivered',
    sentBytes: 100,
    ...rest,
  } as UploadRow;
  const receipt = {
    v: 1,
    attachmentId: row.attachmentId,
    sha256: row.sha256,
    sizeBytes: 100,
    at: receivedAt,
  };
  const signed = { body: JSON.stringify(receipt), signature: 'AA==', keyId: 'K' };
  return { ...row, receipt: rest.receipt === undefined ? JSON.stringify(signed) : rest.receipt };
}

function facts(over: Partial<LeaveFacts> = {}): LeaveFacts {
  return { rules: FIRST_RULES, now: NOW, openWork: new Set(), backedUpBefore: NOW, ...over };
}

const ids = (rows: readonly UploadRow[]): readonly string[] => rows.map((row) => row.attachmentId);

describe('a delivered photo leaves this disk', () => {
  test('S73: after the days of the rule, counted from the region’s receipt, and not a moment before', () => {
    expect(dueToLeave([aRow({ receivedAt: daysAgo(30) })], facts())).toHaveLength(1);
    const almost = instantOf(epochMsOf(daysAgo(30)) + 1);
    expect(dueToLeave([aRow({ receivedAt: almost })], facts())).toEqual([]);
    expect(
      dueToLeave([aRow({ receivedAt: daysAgo(9999) })], facts({ rules: { ...FIRST_RULES, keepDays: 0 } })),
    ).toEqual([]);
  });

  test('never while it waits, never without a receipt, never while the visit is open', () => {
    expect(dueToLeave([aRow({ state: 'waiting', receipt: null })], facts())).toEqual([]);
    expect(dueToLeave([aRow({ receipt: null })], facts())).toEqual([]);
    expect(dueToLeave([aRow()], facts({ openWork: new Set(['A1']) }))).toEqual([]);
  });

  test('only when the region’s backup covers its receipt, unless the officer does not wait for that', () => {
    expect(dueToLeave([aRow()], facts({ backedUpBefore: null }))).toEqual([]);
    expect(dueToLeave([aRow()], facts({ backedUpBefore: daysAgo(32) }))).toEqual([]);
    expect(dueToLeave([aRow()], facts({ backedUpBefore: daysAgo(31) }))).toEqual([]);
    expect(dueToLeave([aRow()], facts({ backedUpBefore: daysAgo(30) }))).toHaveLength(1);
    const rules = { ...FIRST_RULES, waitForBackup: false };
    expect(dueToLeave([aRow()], facts({ backedUpBefore: null, rules }))).toHaveLength(1);
  });

  test('a file that two records share leaves only when it may leave for both', () => {
    const waiting = aRow({ attachmentId: 'A2' as never, state: 'waiting', receipt: null });
    expect(dueToLeave([aRow(), waiting], facts())).toEqual([]);
    expect(ids(dueToLeave([aRow(), aRow({ attachmentId: 'A2' as never })], facts()))).toEqual(['A1', 'A2']);
    expect(
      ids(dueToLeave([aRow(), aRow({ attachmentId: 'A2' as never, state: 'removed' })], facts())),
    ).toEqual(['A1']);
  });

  test('fetched again it stays as long again; a removal that was cut off is ended', () => {
    expect(dueToLeave([aRow({ fetchedAt: daysAgo(3) })], facts())).toEqual([]);
    expect(
      dueToLeave([aRow({ state: 'here', receipt: null, fetchedAt: daysAgo(31) })], facts()),
    ).toHaveLength(1);
    const rules = { ...FIRST_RULES, keepDays: 0 };
    expect(dueToLeave([aRow({ state: 'leaving' })], facts({ rules }))).toHaveLength(1);
  });

  test('whatever the rows and rules, nothing that waits and nothing of open work is ever among them', () => {
    const anyRow = fc.record({
      attachmentId: fc.constantFrom('A1', 'A2', 'A3', 'A4') as fc.Arbitrary<never>,
      sha256: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)) as fc.Arbitrary<never>,
      state: fc.constantFrom('waiting', 'delivered', 'removed', 'here'),
      age: fc.nat(60),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 6 }), fc.nat(40), fc.boolean(), (some, keepDays, waits) => {
        const rows = some.map(({ age, ...row }) => aRow({ ...row, receivedAt: daysAgo(age) } as never));
        const rules = { ...FIRST_RULES, keepDays, waitForBackup: waits };
        for (const row of dueToLeave(rows, facts({ rules, openWork: new Set(['A4']) }))) {
          const sharing = rows.filter((one) => one.sha256 === row.sha256 && one.state !== 'removed');
          expect(
            sharing.every((one) => one.state !== 'waiting' && (one.attachmentId as string) !== 'A4'),
          ).toBe(true);
        }
      }),
    );
  });
});

test('what comes by itself in a day ends with the day’s allowance', () => {
  const today = '2026-11-24';
  expect(fetchAllowance(FIRST_RULES, null, NOW)).toBe(FIRST_RULES.fetchBytesPerDay);
  expect(fetchAllowance(FIRST_RULES, { on: today, bytes: 1000 }, NOW)).toBe(
    FIRST_RULES.fetchBytesPerDay - 1000,
  );
  expect(fetchAllowance(FIRST_RULES, { on: '2026-11-23', bytes: 1000 }, NOW)).toBe(
    FIRST_RULES.fetchBytesPerDay,
  );
  expect(fetchAllowance({ ...FIRST_RULES, fetchBytesPerDay: 0 }, null, NOW)).toBe(0);
});
