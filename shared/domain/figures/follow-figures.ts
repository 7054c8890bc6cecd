import { daysBetween, type CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import type { Rectification } from '../rectification/rectification.ts';
import { lastDay } from '../rectification/rectification.ts';
import { isOverdue } from '../rectification/reminder.ts';
import { countOf, meanOf, type Count, type Mean } from './figure.ts';
import { yearOf, type FigureRecords } from './records.ts';

export type Punctuality = 'in-time' | 'late' | 'open' | 'overdue' | 'moved';
export const PUNCTUALITIES: readonly Punctuality[] = ['in-time', 'late', 'open', 'overdue', 'moved'];

/**
 * How a rectification stands: in time when it was accepted after one order and reported by its last day; late when accepted
 * otherwise; moved when transferred; else open, or overdue while its last day has passed without a report.
 */
export function punctualityOf(one: Rectification, today: CivilDate): Punctuality {
  const did = (kind: Rectification['events'][number]['kind']) =>
    one.events.filter((event) => event.kind === kind);
  if (did('transferred').length > 0) return 'moved';
  if (did('accepted').length === 0) return isOverdue(one, today) ? 'overdue' : 'open';
  const reported = did('reported').at(-1);
  return did('ordered').length === 1 && reported && reported.on <= lastDay(one) ? 'in-time' : 'late';
}

/** Rectifications first ordered in a year, by how they stand today. */
export function rectified(
  { rectifications }: Pick<FigureRecords, 'rectifications'>,
  year: number,
  today: CivilDate,
): Readonly<Record<Punctuality, Count>> {
  const ofYear = rectifications.filter((one) => firstOrderedIn(one, year));
  const count = (wanted: Punctuality): Count =>
    countOf(ofYear.filter((one) => punctualityOf(one, today) === wanted).map((one) => one.id));
  return Object.fromEntries(PUNCTUALITIES.map((wanted) => [wanted, count(wanted)])) as Record<
    Punctuality,
    Count
  >;
}

/** Rectifications of a year whose item had been found there before. */
export function repeated({ rectifications }: Pick<FigureRecords, 'rectifications'>, year: number): Count {
  return countOf(
    rectifications.filter((one) => one.repeated !== null && firstOrderedIn(one, year)).map((one) => one.id),
  );
}

/** Final results of the quality review by category, in tenths of a point. */
export function scorePerCategory(
  { reviews }: Pick<FigureRecords, 'reviews'>,
  year: number,
): ReadonlyMap<string, Mean> {
  const scored = reviews.filter((review) => review.year === year && review.final !== null);
  return new Map(
    [...Map.groupBy(scored, (review) => review.file.category)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([category, files]) => [
        category,
        meanOf(new Map(files.map((review) => [review.id, (review.final?.tenths ?? 0) / 10]))),
      ]),
  );
}

/** Calendar days from the end of the visit to its publication, of tasks published in a year. */
export function daysToPublication({ tasks }: Pick<FigureRecords, 'tasks'>, year: number): Mean {
  const days = new Map<RecordId, number>();
  for (const task of tasks) {
    const published = task.events.find((event) => event.kind === 'published');
    const signed = task.events.find((event) => event.kind === 'signed' || event.kind === 'visit-failed');
    if (published && signed && yearOf(published.on) === year)
      days.set(task.id, daysBetween(signed.on, published.on));
  }
  return meanOf(days);
}

/** Tasks concluded with a transfer, and rectifications transferred, in a year. */
export function movedCases(
  { tasks, rectifications }: Pick<FigureRecords, 'tasks' | 'rectifications'>,
  year: number,
): Count {
  const moved = tasks.filter((task) =>
    task.events.some(
      (event) => event.kind === 'concluded' && event.result === 'moved' && yearOf(event.on) === year,
    ),
  );
  const transferred = rectifications.filter((one) =>
    one.events.some((event) => event.kind === 'transferred' && yearOf(event.on) === year),
  );
  return countOf([...moved, ...transferred].map((one) => one.id));
}

function firstOrderedIn(one: Rectification, year: number): boolean {
  const first = one.events[0];
  return first !== undefined && yearOf(first.on) === year;
}
