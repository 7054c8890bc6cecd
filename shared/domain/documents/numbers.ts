import { z } from 'zod';
import { Instant, type CivilDate } from '../../lib/dates.ts';
import { DeviceId, LogId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';

// Numbers of official papers (complaints.md section 6; design.md section 7). The server alone counts: it lends a block to one log,
// or gives the next number when it runs an act that came without one. A number once lent or given is never given again, also
// when nobody used it: numbers of a lent block that its log did not use stay unused.

/** A row of numbers, one per bureau and year: `inspection-notice`. */
export const SeriesCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
export const NumberYear = z.int().min(2000).max(2999);

export const MAX_LENT = 50;
/**
 * How far a row jumps after the server was restored from a backup: more than a bureau can have been lent and given in one row
 * between a backup and the loss of the server. The numbers jumped over may stand on papers that come in later.
 */
export const RESTORE_RESERVE = 500;

const Range = z.strictObject({ from: z.int().min(1), to: z.int().min(1) });
type Range = z.infer<typeof Range>;

/** How far a row has counted. Made and kept by the server only. */
export const NumberSeries = z.strictObject({
  /** `<prefectureCode>:<series>:<year>` */
  id: RecordId,
  prefectureCode: z.string(),
  series: SeriesCode,
  year: NumberYear,
  /** The highest number lent, given or jumped over. */
  last: z.int().min(0),
  /** The server's epoch in which it last counted. */
  epoch: z.string(),
  /** Numbers that an earlier epoch may have lent or given: taken only from papers that bear them already. */
  skipped: z.array(Range),
});
export type NumberSeries = z.infer<typeof NumberSeries>;

export const numberSeriesKind = recordKind<NumberSeries>({
  table: 'numberSeries',
  schema: NumberSeries,
  compartment: 'ordinary',
  columns: { series: (row) => row.series, year: (row) => row.year },
});

/** Numbers lent to one log. Made by the server only. */
export const NumberBlock = z.strictObject({
  /** `<logId>:<seq>` of the act that asked. */
  id: RecordId,
  prefectureCode: z.string(),
  series: SeriesCode,
  year: NumberYear,
  /** Only acts of this log take numbers from it; a log that follows it asks for its own. */
  logId: LogId,
  deviceId: DeviceId,
  from: z.int().min(1),
  to: z.int().min(1),
  lentAt: Instant,
});
export type NumberBlock = z.infer<typeof NumberBlock>;

export const numberBlockKind = recordKind<NumberBlock>({
  table: 'numberBlocks',
  schema: NumberBlock,
  compartment: 'ordinary',
  columns: { logId: (block) => block.logId, series: (block) => block.series, year: (block) => block.year },
});

export interface SeriesKey {
  readonly prefectureCode: string;
  readonly series: string;
  readonly year: number;
}

export function seriesId({ prefectureCode, series, year }: SeriesKey): RecordId {
  return `${prefectureCode}:${series}:${year}` as RecordId;
}

/** The clear column by which a number is found: `<prefectureCode>:<series>:<year>:<number>`. */
export function numberKey(key: SeriesKey, number: number): string {
  return `${seriesId(key)}:${number}`;
}

export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

/** A row at its beginning; `jumps` when numbers of it may have been given by a server that is lost. */
export function newSeries(key: SeriesKey, epoch: string, jumps: boolean): NumberSeries {
  const { prefectureCode, series, year } = key;
  const row = { id: seriesId(key), prefectureCode, series, year, last: 0, epoch, skipped: [] };
  return jumps ? jumped(row, epoch) : row;
}

/** The row in a new epoch: past every number seen, and a reserve beyond them. */
export function jumped(row: NumberSeries, epoch: string): NumberSeries {
  const to = row.last + RESTORE_RESERVE;
  return { ...row, epoch, last: to, skipped: [...row.skipped, { from: row.last + 1, to }] };
}

/** The next `count` numbers of the row. */
export function take(
  row: NumberSeries,
  count: number,
): { readonly row: NumberSeries; readonly range: Range } {
  const range = { from: row.last + 1, to: row.last + count };
  return { row: { ...row, last: range.to }, range };
}

export function isIn(range: { readonly from: number; readonly to: number }, number: number): boolean {
  return number >= range.from && number <= range.to;
}

/** The first number of these blocks that no paper bears; null when all are used or none were lent. */
export function nextOwn(
  blocks: readonly NumberBlock[],
  used: ReadonlySet<number>,
): { readonly blockId: RecordId; readonly number: number } | null {
  for (const block of blocks.toSorted((a, b) => a.from - b.from))
    for (let number = block.from; number <= block.to; number++)
      if (!used.has(number)) return { blockId: block.id, number };
  return null;
}
