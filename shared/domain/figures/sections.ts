import type { CivilDate } from '../../lib/dates.ts';
import type { Figure } from './figure.ts';
import {
  daysToPublication,
  movedCases,
  PUNCTUALITIES,
  rectified,
  repeated,
  scorePerCategory,
} from './follow-figures.ts';
import type { FigureRecords } from './records.ts';
import { yearOf } from './records.ts';
import { SEVERITIES } from './severities.ts';
import {
  coverage,
  findingsPerItem,
  findingsPerSeverity,
  visitsAgainstCap,
  visitsMade,
} from './visit-figures.ts';

/** One line of a table: a figure for every year. `words` is a key of `figures:row.*`; null: the code speaks for itself. */
export interface FigureRow {
  readonly key: string;
  readonly words: string | null;
  readonly code: string;
  readonly byYear: ReadonlyMap<number, Figure>;
}

export const SECTIONS = ['coverage', 'cap', 'severity', 'items', 'rectified', 'scores', 'course'] as const;
export type SectionId = (typeof SECTIONS)[number];

export interface FigureSection {
  readonly id: SectionId;
  readonly rows: readonly FigureRow[];
}

// More items than this are found by the list of findings, not by a chart.
const MOST_ITEMS = 12;

/** Every figure of every year, in the sections of the page. */
export function figureSections(
  records: FigureRecords,
  years: readonly number[],
  today: CivilDate,
): readonly FigureSection[] {
  const row = (key: string, words: string | null, of: (year: number) => Figure | null): FigureRow => ({
    key,
    words,
    code: key.slice(key.indexOf('.') + 1),
    byYear: new Map(
      years.flatMap((year) => {
        const figure = of(year);
        return figure ? [[year, figure] as const] : [];
      }),
    ),
  });
  const perYear = <T>(work: (year: number) => T): ((year: number) => T) => {
    const done = new Map(years.map((year) => [year, work(year)]));
    return (year) => done.get(year) ?? work(year);
  };
  const caps = perYear((year) => visitsAgainstCap(records, year));
  const severities = perYear((year) => findingsPerSeverity(records, year));
  const items = perYear((year) => findingsPerItem(records, year));
  const stand = perYear((year) => rectified(records, year, today));
  const scores = perYear((year) => scorePerCategory(records, year));
  const itemIds = [
    ...new Set(
      years.toReversed().flatMap((year) =>
        items(year)
          .slice(0, MOST_ITEMS)
          .map((one) => one.itemId),
      ),
    ),
  ].slice(0, MOST_ITEMS);
  const categories = [...new Set(years.flatMap((year) => [...scores(year).keys()]))].toSorted();
  return [
    {
      id: 'coverage',
      rows: [
        row('coverage', 'coverage', (year) => coverage(records, year)),
        row('visits', 'visits', (year) => visitsMade(records, year)),
      ],
    },
    {
      id: 'cap',
      rows: (['under', 'at', 'over'] as const).map((side) =>
        row(`cap.${side}`, `cap-${side}`, (year) => (caps(year).cap === null ? null : caps(year)[side])),
      ),
    },
    {
      id: 'severity',
      rows: SEVERITIES.map((severity) =>
        row(`severity.${severity}`, severity, (year) => severities(year)[severity]),
      ),
    },
    {
      id: 'items',
      rows: itemIds.map((itemId) =>
        row(
          `item.${itemId ?? 'none'}`,
          itemId === null ? 'no-item' : null,
          (year) => items(year).find((one) => one.itemId === itemId)?.all ?? { kind: 'count', ids: [] },
        ),
      ),
    },
    {
      id: 'rectified',
      rows: [
        ...PUNCTUALITIES.map((how) => row(`rectified.${how}`, how, (year) => stand(year)[how])),
        row('repeated', 'repeated', (year) => repeated(records, year)),
      ],
    },
    {
      id: 'scores',
      rows: categories.map((category) =>
        row(`score.${category}`, `category-${category}`, (year) => scores(year).get(category) ?? null),
      ),
    },
    {
      id: 'course',
      rows: [
        row('publication', 'publication', (year) => daysToPublication(records, year)),
        row('moved', 'moved', (year) => movedCases(records, year)),
      ],
    },
  ];
}

/** Years in which something happened, the earliest first, and always this one; at most five. */
export function yearsOf(records: FigureRecords, today: CivilDate): readonly number[] {
  const years = new Set([
    yearOf(today),
    ...records.inspections.map((one) => yearOf(one.startedOn)),
    ...records.rectifications.flatMap((one) => (one.events[0] ? [yearOf(one.events[0].on)] : [])),
    ...records.reviews.map((one) => one.year),
  ]);
  return [...years].toSorted((a, b) => a - b).slice(-5);
}

/** The figure of a row in a year, for the list behind it. */
export function figureOf(sections: readonly FigureSection[], key: string, year: number): Figure | null {
  return (
    sections
      .flatMap((section) => section.rows)
      .find((row) => row.key === key)
      ?.byYear.get(year) ?? null
  );
}
