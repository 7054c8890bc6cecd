import { describe, expect, test } from 'vitest';
import { instantOf, type Instant } from '../../shared/lib/dates.ts';
import type { LogId } from '../../shared/lib/ids.ts';
import type { RoundFailure, RoundOutcome } from '../../shared/sync/round.ts';
import { FIRST_LINK_PLAN, type LinkPlan } from '../../shared/ipc/link-calls.ts';
import { TestTimers } from '../../test/support/test-timers.ts';
import { noUsage } from './link/link-usage.ts';
import type { LinkMemory, RoundReport, SyncTotals } from './link/sync-ports.ts';
import { ScheduledSync } from './sync-control.ts';

// A Tuesday, 12:00 in the office.
const NOON = '2026-11-24T04:00:00.000Z' as Instant;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DONE: RoundOutcome = { kind: 'done', pulledEntries: 0 };

interface Setup {
  readonly round?: (report: RoundReport, number: number) => Promise<RoundOutcome>;
  readonly totals?: Partial<SyncTotals>;
  readonly plan?: Partial<LinkPlan>;
  readonly memory?: Partial<LinkMemory>;
}

function start({ round = () => Promise.resolve(DONE), totals = {}, plan = {}, memory = {} }: Setup = {}) {
  const timers = new TestTimers(NOON);
  const aborted: string[] = [];
  const faults: unknown[] = [];
  let goOnline = (): void => undefined;
  let rounds = 0;
  let saved: LinkPlan = { ...FIRST_LINK_PLAN, ...plan };
  let remembered: Omit<LinkMemory, 'lastContactAt' | 'clockSkewMs'> | null = null;
  const told = new Set<string>();
  const waiting = { acts: 0, actBytes: 0, photos: 0, photoBytes: 0, ...totals };
  const sync = new ScheduledSync(
    {
      clock: timers.clock,
      timers,
      random: { bytes: (count) => new Uint8Array(count) },
      round: (report) => round(report, (rounds += 1)),
      abort: (what) => void aborted.push(what),
      totals: () => Promise.resolve(waiting),
      savePlan: (change) => Promise.resolve((saved = { ...saved, ...change })),
      remember: async (next) => void (remembered = next),
      firstToday: async (now) => {
        const day = now.slice(0, 10);
        const isFirst = !told.has(day);
        told.add(day);
        return isFirst;
      },
      onFault: (error) => faults.push(error),
      online: (listener) => {
        goOnline = listener;
        return () => undefined;
      },
    },
    {
      plan: saved,
      memory: {
        lastContactAt: null,
        clockSkewMs: null,
        usage: noUsage(NOON),
        waitingSince: null,
        movedAt: null,
        ...memory,
      },
    },
  );
  return {
    sync,
    timers,
    aborted,
    faults,
    waiting,
    rounds: () => rounds,
    goOnline: () => goOnline(),
    plan: () => saved,
    remembered: () => remembered,
  };
}

const failed = (failure: RoundFailure): RoundOutcome => ({ kind: 'failed', failure });

describe('a retry never waits for new input', () => {
  const code = 'ERR_X';
  const at = NOON;
  const http = { kind: 'http', retryAfterSeconds: null } as const;
  const failures: readonly RoundFailure[] = [
    { kind: 'unreachable', code },
    { kind: 'no-network' },
    { kind: 'network-changed' },
    { kind: 'name-not-found' },
    { kind: 'refused' },
    { kind: 'no-route', code },
    { kind: 'proxy-unreachable', code },
    { kind: 'proxy-login' },
    { kind: 'proxy-refused', code },
    { kind: 'proxy-script', code },
    { kind: 'timeout' },
    { kind: 'too-slow' },
    { kind: 'cut-off' },
    { kind: 'certificate', reason: 'intercepted', issuer: 'CN=x' },
    { kind: 'clock-certificate', localTime: at, validFrom: at, validTo: at },
    { kind: 'portal', title: '' },
    { ...http, status: 413, error: 'body-too-large' },
    { ...http, status: 429, error: 'too-many-requests', retryAfterSeconds: 90 },
    { ...http, status: 500, error: 'server-error' },
    { ...http, status: 503, error: 'server-busy', retryAfterSeconds: 5 },
    { ...http, status: 426, error: 'wire-version-unsupported' },
    { ...http, status: 403, error: 'device-revoked' },
    { kind: 'not-understood' },
    { kind: 'not-enrolled' },
    { kind: 'locked' },
    { kind: 'receipt-unverified' },
    { kind: 'receipt-other-history', logId: '01JD0000000000000000000000' as LogId, seq: 1 },
    { kind: 'photo-damaged' },
    { kind: 'photo-not-here' },
    { kind: 'sync-fault' },
  ];
  test.each(failures.map((failure) => [failure.kind, failure] as const))(
    'after %s the next try starts by itself',
    async (_kind, failure) => {
      const { sync, timers, rounds } = start({ round: () => Promise.resolve(failed(failure)) });
      await timers.pass(2_000);
      expect(rounds()).toBe(1);
      expect(sync.getSnapshot().nextTryAt).not.toBeNull();
      await timers.pass(2 * MINUTE);
      expect(rounds()).toBeGreaterThan(1);
      await sync.close();
    },
  );

  test('after a bug of ours, which is reported, too', async () => {
    const { timers, rounds, faults } = start({ round: () => Promise.reject(new Error('bug')) });
    await timers.pass(2 * MINUTE);
    expect(rounds()).toBeGreaterThan(1);
    expect(faults.length).toBe(rounds());
  });

  test('a server that says when to come back is not asked before', async () => {
    const { timers, rounds } = start({
      round: () =>
        Promise.resolve(
          failed({ kind: 'http', status: 429, error: 'too-many-requests', retryAfterSeconds: 300 }),
        ),
    });
    await timers.pass(299_000);
    expect(rounds()).toBe(1);
    await timers.pass(20_000);
    expect(rounds()).toBe(2);
  });

  test('S130: the longest pause is ten minutes, however often it failed', async () => {
    const { timers, rounds } = start({ round: () => Promise.resolve(failed({ kind: 'refused' })) });
    await timers.pass(DAY);
    const before = rounds();
    await timers.pass(11 * MINUTE);
    expect(rounds()).toBeGreaterThan(before);
  });

  test('a network that comes up, or a machine that wakes, is tried at once', async () => {
    const { timers, rounds, goOnline } = start({ round: () => Promise.resolve(failed({ kind: 'refused' })) });
    await timers.pass(HOUR);
    const before = rounds();
    goOnline();
    await timers.pass(1_000);
    expect(rounds()).toBe(before + 1);
  });

  test('S130: a wall clock set back by a year delays nothing', async () => {
    const { timers, rounds } = start();
    await timers.pass(2_000);
    timers.setClock('2025-11-24T04:00:00.000Z' as Instant);
    await timers.pass(6 * MINUTE);
    expect(rounds()).toBe(2);
  });
});

describe('schedule and pause', () => {
  test('by hand only: nothing starts by itself, the button does', async () => {
    const { sync, timers, rounds } = start({ plan: { mode: 'manual' } });
    await timers.pass(DAY);
    expect(rounds()).toBe(0);
    void sync.syncNow();
    await timers.pass(1_000);
    expect(rounds()).toBe(1);
  });

  test('outside the hours nothing starts; at the opening hour it does, without anybody', async () => {
    const { sync, timers, rounds } = start({
      plan: { mode: 'hours', hours: [{ from: '16:00', to: '20:00' }] },
    });
    await timers.pass(MINUTE);
    expect(sync.getSnapshot().nextTryAt).toBe('2026-11-24T08:00:00.000Z');
    expect(rounds()).toBe(0);
    await timers.pass(4 * HOUR);
    expect(rounds()).toBeGreaterThan(0);
  });

  test('a pause is kept by the installation, and its end starts a round', async () => {
    const { sync, timers, rounds, plan, aborted } = start();
    sync.setPaused(true);
    await timers.pass(HOUR);
    expect([rounds(), plan().paused, aborted]).toEqual([0, true, ['photos']]);
    sync.setPaused(false);
    await timers.pass(20_000);
    expect(rounds()).toBe(1);
  });
});

describe('the byte budget', () => {
  const photos = { photos: 3, photoBytes: 6_000_000 };
  const plan = { dayBudgetBytes: 2_500_000 };

  test('S133: it lets photos go until it is used up, then says how many wait, and for what', async () => {
    const sent: boolean[] = [];
    const { sync, timers, waiting } = start({
      totals: photos,
      plan,
      round: async (report) => {
        for (let i = 0; i < 3; i++) {
          const may = report.mayUpload(2_000_000);
          sent.push(may);
          if (!may) break;
          sync.moved(2_000_000);
          waiting.photos -= 1;
          waiting.photoBytes -= 2_000_000;
        }
        return DONE;
      },
    });
    await timers.pass(2_000);
    expect(sent).toEqual([true, false]);
    expect(sync.getSnapshot().photosHeld).toEqual({ count: 2, bytes: 4_000_000, until: 'day' });
  });

  test('once passed by a person it holds nothing more that day, and again the next', async () => {
    const asked: boolean[] = [];
    const { sync, timers } = start({
      totals: photos,
      plan: { dayBudgetBytes: 1 },
      round: async (report) => {
        asked.push(report.mayUpload(2_000_000));
        return DONE;
      },
    });
    await timers.pass(2_000);
    sync.sendPhotosToday();
    await timers.pass(2_000);
    expect(asked).toEqual([false, true]);
    await timers.pass(DAY);
    expect(asked.at(-1)).toBe(false);
  });
});

describe('the watchdog', () => {
  const never = (): Promise<RoundOutcome> => new Promise(() => undefined);

  test('S131: a round in which nothing moves is ended and tried again; the third in a row turns the status red', async () => {
    const { sync, timers, rounds, aborted } = start({ round: never });
    await timers.pass(6 * MINUTE);
    expect(sync.getSnapshot().failure?.kind).toBe('sync-stalled');
    expect(aborted).toEqual(['all']);
    await timers.pass(MINUTE);
    expect(rounds()).toBe(2);
    await timers.pass(20 * MINUTE);
    expect(sync.getSnapshot().alarm?.kind).toBe('stuck');
  });

  test('S131: a round given up can no longer reach the server, even if it wakes up', async () => {
    const reports: RoundReport[] = [];
    const { timers } = start({
      round: (report) => {
        reports.push(report);
        return never();
      },
    });
    await timers.pass(6 * MINUTE);
    expect([reports[0]?.isAbandoned(), reports[0]?.isCancelled()]).toEqual([true, true]);
    expect(reports[1]?.isAbandoned() ?? false).toBe(false);
  });

  test('a slow line is no hang: as long as something moves the round goes on', async () => {
    const { sync, timers, rounds, aborted } = start({ round: never });
    for (let i = 0; i < 40; i++) {
      await timers.pass(MINUTE);
      sync.moved(100);
    }
    expect([rounds(), aborted]).toEqual([1, []]);
  });

  test('S132: seven days without contact and work waiting: red, with the day it began', async () => {
    const lastContactAt = '2026-11-18T04:00:00.000Z' as Instant;
    const { sync, timers, waiting } = start({
      round: () => Promise.resolve(failed({ kind: 'refused' })),
      totals: { acts: 4, actBytes: 2_000 },
      memory: { lastContactAt },
    });
    await timers.pass(HOUR);
    expect(sync.getSnapshot().alarm).toBeNull();
    await timers.pass(DAY);
    expect(sync.getSnapshot().alarm).toEqual({ kind: 'no-contact', since: lastContactAt, days: 7 });
    // Nothing waits: nothing to be red about.
    waiting.acts = 0;
    await timers.pass(HOUR);
    expect(sync.getSnapshot().alarm).toBeNull();
  });

  test('S132: the server answers and nothing moves for half an hour: red; the first receipt ends it', async () => {
    let takes = false;
    const { sync, timers } = start({
      totals: { acts: 4, actBytes: 2_000 },
      round: async (report) => {
        report.onGreeted(0);
        if (takes) report.onSent({ actsSent: 4, sentBytes: 500, receivedBytes: 200 });
        return DONE;
      },
    });
    await timers.pass(20 * MINUTE);
    expect(sync.getSnapshot().alarm).toBeNull();
    await timers.pass(20 * MINUTE);
    expect(sync.getSnapshot().alarm?.kind).toBe('silent-queue');
    takes = true;
    await timers.pass(6 * MINUTE);
    expect(sync.getSnapshot().alarm).toBeNull();
  });

  test('the desktop is told once a day', async () => {
    const { sync, timers } = start({
      round: () => Promise.resolve(failed({ kind: 'refused' })),
      totals: { acts: 1, actBytes: 100 },
      memory: { lastContactAt: instantOf(0) },
    });
    await timers.pass(MINUTE);
    expect([await sync.takeAlarmNotice(), await sync.takeAlarmNotice()]).toEqual([true, false]);
    await timers.pass(DAY);
    expect(await sync.takeAlarmNotice()).toBe(true);
  });

  test('closing the desk ends what is under way and waits no longer than it must', async () => {
    const { sync, timers, aborted } = start({ round: never });
    await timers.pass(2_000);
    const closed = sync.close();
    await timers.pass(5_000);
    await closed;
    expect(aborted).toEqual(['all']);
  });
});
