import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import { countOf, meanOf, percentOf, shareOf } from './figure.ts';
import { daysToPublication, movedCases, rectified, repeated, scorePerCategory } from './follow-figures.ts';
import type { FigureRecords } from './records.ts';
import {
  coverage,
  findingsPerItem,
  findingsPerSeverity,
  visitsAgainstCap,
  visitsMade,
} from './visit-figures.ts';

// The naive side knows nothing of the folder above: it reads an export (plain JSON) and counts with loops.

const TODAY = '2026-11-25' as CivilDate;
const YEARS = [2024, 2025, 2026] as const;

const day = fc.integer({ min: 0, max: 1050 }).map((days) => addDays('2024-01-01' as CivilDate, days));
const id = (prefix: string, n: number): RecordId => `${prefix}-${n}` as RecordId;
const pick = fc.nat(4);

const rectification = fc.record({
  at: pick,
  orderedOn: day,
  again: fc.boolean(),
  length: fc.integer({ min: 1, max: 30 }),
  reportedAfter: fc.option(fc.integer({ min: 0, max: 60 })),
  end: fc.constantFrom('accepted', 'transferred', 'none'),
  repeated: fc.boolean(),
});

const world: fc.Arbitrary<FigureRecords> = fc
  .record({
    institutions: fc.array(
      fc.record({
        state: fc.constantFrom('in-practice', 'renewing', 'suspended', 'cancelled'),
        licenceIssuedOn: day,
      }),
      { minLength: 5, maxLength: 5 },
    ),
    visits: fc.array(fc.record({ at: pick, on: day, sealed: fc.boolean(), isForm: fc.boolean() }), {
      maxLength: 12,
    }),
    findings: fc.array(
      fc.record({
        of: fc.nat(11),
        item: fc.option(fc.nat(2)),
        severity: fc.constantFrom('critical', 'major', 'minor'),
      }),
      { maxLength: 20 },
    ),
    rectifications: fc.array(rectification, { maxLength: 12 }),
    plans: fc.array(
      fc.record({
        year: fc.constantFrom(...YEARS),
        state: fc.constantFrom('drafted', 'approved', 'closed'),
        cap: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 4 },
    ),
    tasks: fc.array(
      fc.record({ signedOn: day, after: fc.nat(40), published: fc.boolean(), moved: fc.boolean() }),
      { maxLength: 8 },
    ),
    reviews: fc.array(
      fc.record({
        year: fc.constantFrom(...YEARS),
        category: fc.constantFrom('forensic-medicine', 'trace'),
        tenths: fc.option(fc.nat(1000)),
      }),
      { maxLength: 8 },
    ),
  })
  .map(build);

function build(raw: {
  readonly institutions: readonly { readonly state: string; readonly licenceIssuedOn: CivilDate }[];
  readonly visits: readonly {
    readonly at: number;
    readonly on: CivilDate;
    readonly sealed: boolean;
    readonly isForm: boolean;
  }[];
  readonly findings: readonly {
    readonly of: number;
    readonly item: number | null;
    readonly severity: string;
  }[];
  readonly rectifications: readonly {
    readonly at: number;
    readonly orderedOn: CivilDate;
    readonly again: boolean;
    readonly length: number;
    readonly reportedAfter: number | null;
    readonly end: string;
    readonly repeated: boolean;
  }[];
  readonly plans: readonly { readonly year: number; readonly state: string; readonly cap: number }[];
  readonly tasks: readonly {
    readonly signedOn: CivilDate;
    readonly after: number;
    readonly published: boolean;
    readonly moved: boolean;
  }[];
  readonly reviews: readonly {
    readonly year: number;
    readonly category: string;
    readonly tenths: number | null;
  }[];
}): FigureRecords {
  const by = { by: 'o' as OfficerId, at: '2026-01-01T00:00:00.000Z' };
  return {
    institutions: raw.institutions.map((one, n) => ({ ...one, id: id('I', n) })),
    inspections: raw.visits.map((one, n) => ({
      id: id('V', n),
      institutionId: id('I', one.at),
      state: one.sealed ? 'sealed' : 'in-progress',
      startedOn: one.on,
    })),
    forms: raw.visits.flatMap((one, n) => (one.isForm ? [{ id: id('V', n) }] : [])),
    findings: raw.findings.map((one, n) => ({
      id: id('F', n),
      inspectionId: id('V', one.of),
      itemId: one.item === null ? null : `DR-A0${one.item}`,
      severity: one.severity,
    })),
    rectifications: raw.rectifications.map((one, n) => {
      const dueOn = addDays(one.orderedOn, one.length);
      const events = [{ kind: 'ordered', on: one.orderedOn, ...by }];
      if (one.again) events.push({ kind: 'ordered', on: one.orderedOn, ...by });
      const reportedOn = one.reportedAfter === null ? null : addDays(one.orderedOn, one.reportedAfter);
      if (reportedOn) events.push({ kind: 'reported', on: reportedOn, ...by });
      if (reportedOn && one.end === 'accepted')
        events.push({ kind: 'accepted', on: addDays(reportedOn, 2), ...by });
      if (one.end === 'transferred') events.push({ kind: 'transferred', on: addDays(dueOn, 3), ...by });
      const state =
        one.end === 'transferred'
          ? 'transferred'
          : reportedOn
            ? one.end === 'accepted'
              ? 'accepted'
              : 'reported'
            : 'ordered';
      return {
        id: id('R', n),
        institutionId: id('I', one.at),
        state,
        dueOn,
        extendedTo: null,
        orderedOn: one.orderedOn,
        repeated: one.repeated ? { findingId: id('F', 0), foundOn: one.orderedOn } : null,
        events,
      };
    }),
    plans: raw.plans.map((one, n) => ({
      id: id('P', n),
      year: one.year,
      state: one.state,
      yearlyCap: one.cap,
    })),
    tasks: raw.tasks.map((one, n) => ({
      id: id('T', n),
      state: 'published',
      events: [
        { kind: 'signed', on: one.signedOn, ...by },
        { kind: 'concluded', on: one.signedOn, result: one.moved ? 'moved' : 'no-problem', ...by },
        ...(one.published ? [{ kind: 'published', on: addDays(one.signedOn, one.after), ...by }] : []),
      ],
    })),
    reviews: raw.reviews.map((one, n) => ({
      id: id('Q', n),
      year: one.year,
      file: { category: one.category },
      final: one.tenths === null ? null : { tenths: one.tenths },
    })),
  } as unknown as FigureRecords;
}

/** An export is plain JSON: nothing of the types above is known here. */
interface Row {
  readonly [field: string]: ReturnType<typeof JSON.parse>;
}
const exportOf = (records: FigureRecords): Record<string, readonly Row[]> =>
  JSON.parse(JSON.stringify(records)) as Record<string, readonly Row[]>;
const inYear = (text: string, year: number): boolean => text.startsWith(String(year));

function naive(records: FigureRecords, year: number) {
  const {
    institutions = [],
    inspections = [],
    forms = [],
    findings = [],
    rectifications = [],
    plans = [],
    tasks = [],
    reviews = [],
  } = exportOf(records);
  const visited: string[] = [];
  let visits = 0;
  const perInstitution: Record<string, number> = {};
  for (const visit of inspections) {
    if (visit['state'] !== 'sealed' || !inYear(visit['startedOn'], year)) continue;
    if (forms.some((form) => form['id'] === visit['id'])) continue;
    visits++;
    perInstitution[visit['institutionId']] = (perInstitution[visit['institutionId']] ?? 0) + 1;
    if (!visited.includes(visit['institutionId'])) visited.push(visit['institutionId']);
  }
  let pool = visited.length;
  for (const one of institutions)
    if (
      ['in-practice', 'renewing'].includes(one['state']) &&
      Number(one['licenceIssuedOn'].slice(0, 4)) <= year &&
      !visited.includes(one['id'])
    )
      pool++;
  let cap: number | null = null;
  for (const plan of plans)
    if (plan['year'] === year && plan['state'] !== 'drafted' && (cap === null || plan['yearlyCap'] < cap))
      cap = plan['yearlyCap'];
  const items: Record<string, number> = {};
  const severities: Record<string, number> = { critical: 0, major: 0, minor: 0 };
  for (const finding of findings) {
    const visit = inspections.find((one) => one['id'] === finding['inspectionId']);
    if (!visit || visit['state'] !== 'sealed' || !inYear(visit['startedOn'], year)) continue;
    items[String(finding['itemId'])] = (items[String(finding['itemId'])] ?? 0) + 1;
    severities[finding['severity']] = (severities[finding['severity']] ?? 0) + 1;
  }
  const stand: Record<string, number> = { 'in-time': 0, late: 0, open: 0, overdue: 0, moved: 0 };
  let again = 0;
  let moved = 0;
  for (const one of rectifications) {
    const events = one['events'] as readonly Row[];
    for (const event of events) if (event['kind'] === 'transferred' && inYear(event['on'], year)) moved++;
    if (!inYear(events[0]?.['on'], year)) continue;
    if (one['repeated']) again++;
    const orders = events.filter((event) => event['kind'] === 'ordered').length;
    const report = events.findLast((event) => event['kind'] === 'reported');
    const key = events.some((event) => event['kind'] === 'transferred')
      ? 'moved'
      : events.some((event) => event['kind'] === 'accepted')
        ? orders === 1 && report?.['on'] <= one['dueOn']
          ? 'in-time'
          : 'late'
        : one['state'] === 'ordered' && one['dueOn'] < TODAY
          ? 'overdue'
          : 'open';
    stand[key] = (stand[key] ?? 0) + 1;
  }
  let days = 0;
  let published = 0;
  for (const task of tasks) {
    const events = task['events'] as readonly Row[];
    const end = events.find((event) => event['kind'] === 'published');
    const signed = events.find((event) => event['kind'] === 'signed');
    if (events.some((event) => event['result'] === 'moved' && inYear(event['on'], year))) moved++;
    if (!end || !signed || !inYear(end['on'], year)) continue;
    published++;
    days += Math.round((Date.parse(end['on']) - Date.parse(signed['on'])) / 86_400_000);
  }
  const scores: Record<string, number[]> = {};
  for (const review of reviews)
    if (review['year'] === year && review['final'])
      (scores[review['file'].category] ??= []).push(review['final'].tenths);
  return {
    visits,
    visited: visited.length,
    pool,
    perInstitution,
    cap,
    items,
    severities,
    stand,
    again,
    moved,
    published,
    days,
    scores,
  };
}

describe('each figure is what somebody else counts from an export', () => {
  test('over any records, for every year', () =>
    fc.assert(
      fc.property(world, (records) => {
        for (const year of YEARS) {
          const told = naive(records, year);
          const share = coverage(records, year);
          expect([share.part.length, share.whole.length]).toEqual([told.visited, told.pool]);
          expect(visitsMade(records, year).ids).toHaveLength(told.visits);
          const against = visitsAgainstCap(records, year);
          expect(against.cap).toBe(told.cap);
          expect(
            Object.fromEntries([...against.perInstitution].map(([key, ids]) => [key, ids.length])),
          ).toEqual(told.perInstitution);
          const over = Object.values(told.perInstitution).filter(
            (n) => told.cap !== null && n > told.cap,
          ).length;
          expect(against.over.ids).toHaveLength(over);
          expect(
            Object.fromEntries(
              findingsPerItem(records, year).map((one) => [String(one.itemId), one.all.ids.length]),
            ),
          ).toEqual(told.items);
          expect(lengths(findingsPerSeverity(records, year))).toEqual(told.severities);
          expect(lengths(rectified(records, year, TODAY))).toEqual(told.stand);
          expect(repeated(records, year).ids).toHaveLength(told.again);
          expect(movedCases(records, year).ids).toHaveLength(told.moved);
          const mean = daysToPublication(records, year);
          expect(mean.ids).toHaveLength(told.published);
          if (mean.tenths !== null)
            expect(Math.abs(mean.tenths / 10 - told.days / told.published)).toBeLessThanOrEqual(0.05 + 1e-9);
          for (const [category, score] of scorePerCategory(records, year)) {
            const values = told.scores[category] ?? [];
            expect(score.ids).toHaveLength(values.length);
            const exact = values.reduce((sum, value) => sum + value, 0) / values.length;
            expect(Math.abs((score.tenths ?? 0) - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
          }
        }
      }),
      { numRuns: 30 },
    ));

  test('a record behind a figure changes it when it goes, in whatever order the records come', () =>
    fc.assert(
      fc.property(world, (records) => {
        for (const year of YEARS) {
          const [visit] = visitsMade(records, year).ids;
          if (visit) {
            const without = {
              ...records,
              inspections: records.inspections.filter((one) => one.id !== visit),
            };
            expect(visitsMade(without, year).ids).toHaveLength(visitsMade(records, year).ids.length - 1);
          }
          for (const { ids } of Object.values(rectified(records, year, TODAY))) {
            const [first] = ids;
            if (!first) continue;
            const without = {
              ...records,
              rectifications: records.rectifications.filter((one) => one.id !== first),
            };
            expect(Object.values(rectified(without, year, TODAY)).flatMap((one) => one.ids)).not.toContain(
              first,
            );
          }
          const turned = {
            ...records,
            inspections: records.inspections.toReversed(),
            findings: records.findings.toReversed(),
          };
          expect(coverage(turned, year)).toEqual(coverage(records, year));
          expect(findingsPerSeverity(turned, year)).toEqual(findingsPerSeverity(records, year));
        }
      }),
      { numRuns: 30 },
    ));
});

test('a share of nothing has no per cent, and 100 means all', () => {
  const ids = ['a', 'b', 'c'].map((one) => one as RecordId);
  expect(percentOf(shareOf([], []))).toBeNull();
  expect(percentOf(shareOf(ids.slice(0, 2), ids))).toBe(66);
  expect(percentOf(shareOf(ids, ids))).toBe(100);
  expect(countOf(['b', 'a', 'b'] as RecordId[]).ids).toEqual(['a', 'b']);
  expect(
    meanOf(
      new Map([
        ['a' as RecordId, 1],
        ['b' as RecordId, 2],
      ]),
    ),
  ).toMatchObject({ tenths: 15 });
  expect(meanOf(new Map()).tenths).toBeNull();
});

function lengths<K extends string>(counts: Readonly<Record<K, { readonly ids: readonly RecordId[] }>>) {
  return Object.fromEntries(
    Object.entries<{ readonly ids: readonly RecordId[] }>(counts).map(([key, one]) => [key, one.ids.length]),
  );
}
