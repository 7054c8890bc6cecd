import { documentKind, type Document } from '../../../shared/domain/documents/document.ts';
import { askNumbers, issueDocument } from '../../../shared/domain/documents/mutations.ts';
import {
  isIn,
  jumped,
  newSeries,
  numberBlockKind,
  numberSeriesKind,
  seriesId,
  take,
  yearOf,
  type NumberBlock,
  type NumberSeries,
  type SeriesKey,
} from '../../../shared/domain/documents/numbers.ts';
import type { LogId, RecordId } from '../../../shared/lib/ids.ts';
import type { Refusal } from '../../../shared/lib/mutation.ts';
import type { RecordKind } from '../../../shared/lib/record-kind.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { RecordChange } from '../../store/record-session.ts';
import { actKeyOf } from './act-key.ts';
import type { Bench } from './bench.ts';
import type { Hearing } from './hearing.ts';
import type { Case } from './right-when-made.ts';

const SERIES = numberSeriesKind as unknown as RecordKind;
const BLOCKS = numberBlockKind as unknown as RecordKind;
const DOCUMENTS = documentKind as unknown as RecordKind;

type Subject = Pick<Case, 'frame' | 'receivedAt'> & { readonly originalLogs: readonly LogId[] };
type NumberEffect =
  | { readonly kind: 'done'; readonly changes: readonly RecordChange[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Before a paper is issued its row must stand in this epoch: the mutation asks it whether a number may be older than the backup
 * the server was restored from.
 */
export async function prepareNumbers(
  hearing: Hearing,
  { frame }: Pick<Case, 'frame'>,
  prefectures: readonly string[],
): Promise<void> {
  if (frame.name !== issueDocument.name) return;
  const args = issueDocument.args.safeParse(frame.args);
  if (!args.success || !args.data.taken || !prefectures.includes(args.data.prefectureCode)) return;
  const { prefectureCode, series, issuedOn } = args.data;
  const { row, isNew } = await rowOf(hearing, { prefectureCode, series, year: yearOf(issuedOn) });
  if (isNew) hearing.records.apply([put(SERIES, row)]);
}

/** What only the server does about numbers: it lends what was asked for and gives a new paper without a number its own. */
export async function numberEffects(
  hearing: Hearing,
  bench: Bench,
  subject: Subject,
  changes: readonly RecordChange[],
): Promise<NumberEffect> {
  if (subject.frame.name === askNumbers.name) return lend(hearing, bench, subject);
  const given: RecordChange[] = [];
  for (const change of changes) {
    if (change.op !== 'put' || change.kind.table !== documentKind.table) continue;
    const document = change.record as Document;
    if (await hearing.records.get(DOCUMENTS, document.id)) continue;
    const { blockId, official } = document.number;
    if (official === null) given.push(...(await give(hearing, document)));
    else if (blockId !== null && !(await isOwnNumber(hearing, subject, blockId, official)))
      return { kind: 'refused', refusal: { kind: 'number-not-lent', ...detailsOf(document) } };
  }
  if (given.length > 0) hearing.noteNumbersGiven();
  return { kind: 'done', changes: given };
}

async function lend(hearing: Hearing, bench: Bench, { frame, receivedAt }: Subject): Promise<NumberEffect> {
  const { series, year, count } = askNumbers.args.parse(frame.args);
  const prefectureCode = await hearing.homeOf(bench, frame.actor);
  const { row, range } = take((await rowOf(hearing, { prefectureCode, series, year })).row, count);
  const id = actKeyOf(frame) as RecordId;
  await hearing.records.get(BLOCKS, id);
  const { logId } = frame;
  const { deviceId } = bench;
  const block: NumberBlock = {
    id,
    prefectureCode,
    series,
    year,
    logId,
    deviceId,
    ...range,
    lentAt: receivedAt,
  };
  hearing.arrived(numberBlockKind.table, id);
  hearing.noteNumbersGiven();
  return { kind: 'done', changes: [put(SERIES, row), put(BLOCKS, block)] };
}

async function give(hearing: Hearing, document: Document): Promise<readonly RecordChange[]> {
  const { series, year } = document.number;
  const { row, range } = take(
    (await rowOf(hearing, { prefectureCode: document.prefectureCode, series, year })).row,
    1,
  );
  const number = { ...document.number, official: range.from };
  return [put(SERIES, row), put(DOCUMENTS, { ...document, number })];
}

/** The lent block is this log's, or that of the log whose act is issued again here. */
async function isOwnNumber(
  hearing: Hearing,
  { frame, originalLogs }: Subject,
  blockId: RecordId,
  number: number,
): Promise<boolean> {
  const block = (await hearing.records.get(BLOCKS, blockId)) as NumberBlock | null;
  // Not in it: the block was lent by the server that was lost, and the mutation found the number among those jumped over.
  if (!block || !isIn(block, number)) return true;
  return block.logId === frame.logId || originalLogs.includes(block.logId);
}

async function rowOf(
  hearing: Hearing,
  key: SeriesKey,
): Promise<{ readonly row: NumberSeries; readonly isNew: boolean }> {
  const known = (await hearing.records.get(SERIES, seriesId(key))) as NumberSeries | null;
  const epoch = (await readMeta(hearing.tx, 'epoch')) ?? '';
  if (known)
    return known.epoch === epoch ? { row: known, isNew: false } : { row: jumped(known, epoch), isNew: true };
  const restoredAt = await readMeta(hearing.tx, 'restored-at');
  const jumps = restoredAt !== null && key.year <= Number(restoredAt.slice(0, 4));
  return { row: newSeries(key, epoch, jumps), isNew: true };
}

function detailsOf({ number }: Document): Record<string, string | number> {
  return { series: number.series, year: number.year, number: number.official ?? 0 };
}

function put(kind: RecordKind, record: NumberSeries | NumberBlock | Document): RecordChange {
  return { op: 'put', kind, record };
}
