import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogId, RecordId } from '../lib/ids.ts';
import type { IsoWeek } from '../lib/iso-week.ts';
import { sha256Hex } from '../lib/sha256.ts';
import { compareWeeks } from './compare-weeks.ts';
import { statedLogs, weekOfStatement } from './reconcile.ts';
import { buildSheet, type Fate, type SheetAct, type SheetPhoto, type WeekRecord } from './reconciliation.ts';

const WEEK = '2026-W48' as IsoWeek;
const LOGS = ['01JDQ0000000000000000000A0', '01JDQ0000000000000000000B0'] as LogId[];
const chainOf = (logId: LogId, seq: number) => sha256Hex(`${logId}:${seq}`);

/** What the region decided about an act, and how much of that has come back. */
interface Step {
  readonly log: number;
  readonly name: string;
  readonly fate: Exclude<Fate, 'unreceipted' | 'pending' | 'closed'>;
  readonly withdrawn: boolean;
  readonly arrived: 'not-sent' | 'pending' | 'logged' | 'receipted' | 'first-outcome';
}

const steps = fc.array(
  fc.record<Step>({
    log: fc.nat(1),
    name: fc.constantFrom('inspection/answer', 'inspection/sign', 'attachment/add', 'act/withdraw'),
    fate: fc.constantFrom('applied', 'merged', 'refused', 'held', 'unreadable', 'forked'),
    withdrawn: fc.boolean(),
    arrived: fc.constantFrom('not-sent', 'pending', 'logged', 'receipted', 'first-outcome'),
  }),
  { maxLength: 60 },
);

function settled(step: Step, logId: LogId, seq: number): SheetAct {
  const isRun = step.fate === 'applied' || step.fate === 'merged';
  const state = isRun ? 'delivered' : step.withdrawn ? 'withdrawn' : 'quarantined';
  return { logId, seq, name: step.name, state, fate: state === 'withdrawn' ? 'closed' : step.fate };
}

/** Both ends of a history, before and after everything has come through. */
function ends(history: readonly Step[]): {
  readonly here: WeekRecord;
  readonly region: WeekRecord;
  readonly healed: WeekRecord;
} {
  const next = [0, 0];
  const acts = history.map((step) => {
    const seq = (next[step.log] = (next[step.log] ?? 0) + 1);
    return { step, end: settled(step, LOGS[step.log] as LogId, seq) };
  });
  const photos = (received: boolean): SheetPhoto[] =>
    acts
      .filter(({ end }) => end.name === 'attachment/add')
      .map(({ end }) => ({
        attachmentId: `${end.logId}-${end.seq}` as RecordId,
        sizeBytes: end.seq * 1000,
        state: end.state !== 'delivered' ? 'stopped' : received ? 'received' : 'waiting',
      }));
  const week = (some: readonly SheetAct[], received: boolean): WeekRecord => ({
    week: WEEK,
    acts: some.toSorted((a, b) => (a.logId === b.logId ? a.seq - b.seq : a.logId < b.logId ? -1 : 1)),
    photos: photos(received),
    marks: LOGS.flatMap((logId) => {
      const seq = Math.max(0, ...some.filter((act) => act.logId === logId).map((act) => act.seq));
      return seq === 0 ? [] : [{ logId, seq, chain: chainOf(logId, seq) }];
    }),
  });
  const unsent = (act: SheetAct): SheetAct => ({ ...act, state: 'waiting', fate: 'unreceipted' });
  const first = (act: SheetAct): SheetAct => ({ ...act, state: 'quarantined', fate: 'held' });
  return {
    here: week(
      acts.map(({ step, end }) =>
        step.arrived === 'receipted' ? end : step.arrived === 'first-outcome' ? first(end) : unsent(end),
      ),
      false,
    ),
    region: week(
      acts
        .filter(({ step }) => step.arrived !== 'not-sent')
        .map(({ step, end }) =>
          step.arrived === 'pending' ? { ...end, state: 'waiting', fate: 'pending' } : end,
        ),
      true,
    ),
    healed: week(
      acts.map(({ end }) => end),
      true,
    ),
  };
}

const balances = (week: WeekRecord): void => {
  const { lines, total, photos, logs } = buildSheet(week);
  for (const line of [...lines, total])
    expect(line.created).toBe(line.delivered + line.waiting + line.quarantined + line.withdrawn);
  const sum = (key: 'created' | 'delivered' | 'waiting' | 'quarantined' | 'withdrawn'): number =>
    lines.reduce((all, line) => all + line[key], 0);
  expect(total).toEqual({
    created: sum('created'),
    delivered: sum('delivered'),
    waiting: sum('waiting'),
    quarantined: sum('quarantined'),
    withdrawn: sum('withdrawn'),
  });
  expect(total.created).toBe(week.acts.length);
  expect(logs.reduce((all, log) => all + log.acts, 0)).toBe(week.acts.length);
  expect(photos.made).toBe(photos.received + photos.waiting + photos.stopped);
  expect(photos.madeBytes).toBe(photos.receivedBytes + photos.waitingBytes + photos.stoppedBytes);
};

test('S14: the sheet of any week balances at both ends, and is equal once everything is receipted and pulled', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { here, region, healed } = ends(history);
      for (const week of [here, region, healed]) balances(week);
      const same = { ...healed, photos: healed.photos.toReversed() };
      expect(buildSheet(same)).toEqual(buildSheet(healed));
      expect(compareWeeks(healed, healed, ({ logId, seq }) => chainOf(logId, seq))).toEqual([]);
    }),
  );
});

test('every act of which the two ends say different things is named, and no other', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { here, region } = ends(history);
      const found = compareWeeks(here, region, ({ logId, seq }) => chainOf(logId, seq));
      const named = new Set(
        found.flatMap((one) => ('act' in one ? [`${one.act.logId}:${one.act.seq}`] : [])),
      );
      const there = new Map(region.acts.map((act) => [`${act.logId}:${act.seq}`, act]));
      for (const act of here.acts) {
        const key = `${act.logId}:${act.seq}`;
        const its = there.get(key);
        const isSame = its?.state === act.state && its.fate === act.fate;
        expect([key, named.has(key)]).toEqual([key, !isSame]);
      }
    }),
  );
});

test('a statement in runs says exactly what its acts say', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { healed } = ends(history);
      const said = weekOfStatement({
        v: 1,
        deviceId: LOGS[0] as never,
        week: WEEK,
        epoch: 'e',
        at: '2026-11-24T00:00:00.000Z' as never,
        logs: statedLogs(healed),
        photos: [...healed.photos],
      });
      expect(buildSheet(said)).toEqual(buildSheet(healed));
      expect(said.acts).toEqual(healed.acts);
    }),
  );
});

test('another history of the same numbers is named by its chain value', () => {
  const { healed } = ends([
    { log: 0, name: 'inspection/sign', fate: 'applied', withdrawn: false, arrived: 'receipted' },
  ]);
  const found = compareWeeks(healed, healed, () => sha256Hex('another'));
  expect(found.map((one) => one.kind)).toEqual(['other-history']);
});
