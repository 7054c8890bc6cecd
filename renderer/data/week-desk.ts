import { z } from 'zod';
import { fromUtf8, type Hex } from '../../shared/lib/bytes.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import { weekBounds, weekOf, type IsoWeek } from '../../shared/lib/iso-week.ts';
import { compareWeeks } from '../../shared/protocol/compare-weeks.ts';
import { weekOfStatement } from '../../shared/protocol/reconcile.ts';
import {
  buildSheet,
  type SheetMark,
  type SheetPhoto,
  type WeekRecord,
} from '../../shared/protocol/reconciliation.ts';
import type { OutboxRow } from '../../shared/schema/schema.ts';
import { askWeek, type AskWeekDeps } from '../../shared/sync/reconcile.ts';
import { summaryOf } from './act-summary.ts';
import type { BureauDb } from './bureau-db.ts';
import type { WeekComparison, WeekDesk } from './desk.ts';
import { outcomeOf } from './outbox-rows.ts';
import { syncFailureOf } from './sync-failure.ts';

const ADD_FILE = 'attachment/add';
const FileArgs = z.looseObject({
  args: z.looseObject({ attachment: z.looseObject({ sizeBytes: z.int() }) }),
});

export function openWeekDesk(db: BureauDb, deps: AskWeekDeps): WeekDesk {
  return {
    weeks: () => weeksOf(db),
    sheet: async (week) => buildSheet(await readWeek(db, week, deps)),
    acts: async (week, { name, state }) =>
      (await rowsOf(db, week))
        .filter((row) => (name ?? row.name) === row.name && (state ?? row.state) === row.state)
        .map(summaryOf),
    compare: (week) => compare(db, week, deps),
  };
}

async function compare(db: BureauDb, week: IsoWeek, deps: AskWeekDeps): Promise<WeekComparison> {
  const asked = await askWeek(week, deps);
  if (asked.kind !== 'stated') return { kind: 'failed', failure: syncFailureOf(asked, null) };
  const here = await readWeek(db, week, deps);
  const region = weekOfStatement(asked.statement);
  const chains = new Map<SheetMark, Hex | null>();
  for (const mark of region.marks)
    chains.set(mark, (await db.outbox.get([mark.logId, mark.seq]))?.hash ?? null);
  return {
    kind: 'compared',
    at: asked.statement.at,
    here: buildSheet(here),
    region: buildSheet(region),
    differences: compareWeeks(here, region, (mark) => chains.get(mark) ?? null),
  };
}

/** From week to week by the index: a clock that was years wrong for a day costs two steps, not hundreds. */
async function weeksOf(db: BureauDb): Promise<readonly IsoWeek[]> {
  const weeks: IsoWeek[] = [];
  for (let from: Instant | null = null; ;) {
    const later: Instant | null = from;
    const rest =
      later === null ? db.outbox.orderBy('claimedAt') : db.outbox.where('claimedAt').aboveOrEqual(later);
    const next = await rest.first();
    if (!next) return weeks.toReversed();
    const week = weekOf(next.claimedAt);
    weeks.push(week);
    from = weekBounds(week).before;
  }
}

async function rowsOf(db: BureauDb, week: IsoWeek): Promise<readonly OutboxRow[]> {
  const { from, before } = weekBounds(week);
  const rows = await db.outbox.where('claimedAt').between(from, before).toArray();
  return rows.toSorted((a, b) => (a.logId === b.logId ? a.seq - b.seq : a.logId < b.logId ? -1 : 1));
}

async function readWeek(
  db: BureauDb,
  week: IsoWeek,
  { store }: Pick<AskWeekDeps, 'store'>,
): Promise<WeekRecord> {
  const rows = await rowsOf(db, week);
  const acts = rows.map((row) => {
    const { logId, seq, name, state } = row;
    const fate = outcomeOf(row)?.kind ?? ('unreceipted' as const);
    return { logId, seq, name, state, fate: state === 'withdrawn' ? ('closed' as const) : fate };
  });
  const marks = new Map<string, SheetMark>();
  const receipted = new Map((await store.logs()).map((log) => [log.logId, log.receiptedUpTo]));
  for (const { logId, seq, hash } of rows)
    if (seq <= (receipted.get(logId) ?? 0)) marks.set(logId, { logId, seq, chain: hash });
  return { week, acts, photos: await photosOf(db, rows, store), marks: [...marks.values()] };
}

async function photosOf(
  db: BureauDb,
  rows: readonly OutboxRow[],
  store: AskWeekDeps['store'],
): Promise<readonly SheetPhoto[]> {
  const photos = new Map<string, SheetPhoto>();
  for (const row of rows.filter(({ name }) => name === ADD_FILE)) {
    const upload = await db.uploads.get(row.lane);
    const isWanted = row.state === 'delivered' || row.state === 'waiting';
    const isKnown = isWanted && (await db.records('attachments').get(row.lane)) !== undefined;
    photos.set(row.lane, {
      attachmentId: row.lane,
      sizeBytes: upload?.sizeBytes ?? (await claimedSize(row, store)),
      state: upload && upload.receipt !== null ? 'received' : isKnown ? 'waiting' : 'stopped',
    });
  }
  return [...photos.values()].toSorted((a, b) => (a.attachmentId < b.attachmentId ? -1 : 1));
}

/** Of a file taken back before it was sent only the act remains. */
async function claimedSize(row: OutboxRow, store: AskWeekDeps['store']): Promise<number> {
  const entry = await store.outboxEntry({ logId: row.logId, seq: row.seq });
  const frame = entry ? FileArgs.safeParse(JSON.parse(fromUtf8(entry.bytes))) : null;
  return frame?.success ? frame.data.args.attachment.sizeBytes : 0;
}
