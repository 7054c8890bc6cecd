import { z } from 'zod';
import { fromUtf8, type Hex } from '../../../shared/lib/bytes.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { LogId, RecordId } from '../../../shared/lib/ids.ts';
import type { IsoWeek } from '../../../shared/lib/iso-week.ts';
import type {
  Fate,
  SheetAct,
  SheetMark,
  SheetPhoto,
  WeekRecord,
} from '../../../shared/protocol/reconciliation.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import { claimOf, weekOfAct } from '../acts/act-week.ts';
import { readBatch } from '../acts/place-batch.ts';
import type { History } from './history.ts';

interface WeekAct extends SheetAct {
  readonly hash: string | null;
  /** Only where it is needed: acts without a readable name, and those that name a file. */
  readonly frame: Uint8Array | null;
}

const ADD_FILE = 'attachment/add';
const FileArgs = z.looseObject({
  args: z.looseObject({ attachment: z.looseObject({ id: z.string(), sizeBytes: z.int() }) }),
});

/** One week of some logs as this server has it: logged acts, their forks, and segments that still wait for a predecessor. */
export async function readWeek(
  db: Db | Tx,
  histories: readonly History[],
  week: IsoWeek,
): Promise<WeekRecord> {
  const found: WeekAct[] = [];
  for (const history of histories) {
    const logged = await loggedActs(db, history, week);
    found.push(...logged, ...(await pendingActs(db, history.logId, week)));
  }
  return {
    week,
    acts: found.map(({ logId, seq, name, state, fate }) => ({ logId, seq, name, state, fate })),
    photos: await photosOf(db, found),
    marks: marksOf(found),
  };
}

async function loggedActs(db: Db | Tx, history: History, week: IsoWeek): Promise<readonly WeekAct[]> {
  const { logId, mainUpTo, forks } = history;
  const rows = await db
    .selectFrom('acts')
    .select(['seq', 'name', 'state', 'outcome', 'hash'])
    .select((eb) =>
      eb
        .case()
        .when(eb.or([eb('name', 'is', null), eb('name', '=', ADD_FILE)]))
        .then(eb.ref('frame'))
        .else(null)
        .end()
        .as('frame'),
    )
    .where('log_id', '=', logId)
    .where('week', '=', week)
    .where('seq', '<=', mainUpTo)
    .orderBy('seq')
    .execute();
  const main = rows.map((row): WeekAct => {
    const name = row.name ?? (row.frame === null ? undefined : claimOf(row.frame)?.name) ?? 'unknown';
    const { seq, state, hash, frame } = row;
    return { logId, seq, name, state, fate: fateOf(row), hash, frame };
  });
  const beside = forks
    .filter((row) => weekOfAct(row.frame, row.received_at as Instant) === week)
    .map((row): WeekAct => {
      const name = claimOf(row.frame)?.name ?? 'unknown';
      const state = row.withdrawn ? 'withdrawn' : 'quarantined';
      const hash = history.isOwn ? row.hash : null;
      const fate = row.withdrawn ? 'closed' : 'forked';
      return { logId, seq: row.seq, name, state, fate, hash, frame: row.frame };
    });
  return [...main, ...beside];
}

/** Acts of segments that came before their predecessor: held here, not yet logged, not receipted. */
async function pendingActs(db: Db | Tx, logId: LogId, week: IsoWeek): Promise<readonly WeekAct[]> {
  const rows = await db
    .selectFrom('pending_batches')
    .select(['bytes', 'received_at'])
    .where('log_id', '=', logId)
    .orderBy('from_seq')
    .execute();
  const head = await db.selectFrom('logs').select('head_seq').where('log_id', '=', logId).executeTakeFirst();
  const acts = new Map<number, WeekAct>();
  for (const row of rows) {
    const batch = readBatch(row.bytes);
    if (!batch.ok) continue;
    for (const { seq, bytes } of batch.value.acts) {
      if (seq <= (head?.head_seq ?? 0) || weekOfAct(bytes, row.received_at as Instant) !== week) continue;
      const name = claimOf(bytes)?.name ?? 'unknown';
      acts.set(seq, { logId, seq, name, state: 'waiting', fate: 'pending', hash: null, frame: bytes });
    }
  }
  return [...acts.values()];
}

async function photosOf(db: Db | Tx, acts: readonly WeekAct[]): Promise<readonly SheetPhoto[]> {
  const files = new Map<string, { readonly sizeBytes: number; readonly act: WeekAct }>();
  for (const act of acts) {
    const file = act.name === ADD_FILE && act.frame !== null ? fileOf(act.frame) : null;
    if (file) files.set(file.id, { sizeBytes: file.sizeBytes, act });
  }
  const ids = [...files.keys()];
  if (ids.length === 0) return [];
  const receipts = await db
    .selectFrom('attachment_receipts')
    .select('attachment_id')
    .where('attachment_id', 'in', ids)
    .execute();
  const records = await db
    .selectFrom('records')
    .select('id')
    .where('table_name', '=', 'attachments')
    .where('id', 'in', ids)
    .execute();
  const received = new Set(receipts.map((row) => row.attachment_id));
  const known = new Set(records.map((row) => row.id));
  return [...files]
    .map(([id, { sizeBytes, act }]): SheetPhoto => {
      const isExpected = act.state === 'waiting' || known.has(id);
      const state = received.has(id) ? 'received' : isExpected ? 'waiting' : 'stopped';
      return { attachmentId: id as RecordId, sizeBytes, state };
    })
    .toSorted((a, b) => (a.attachmentId < b.attachmentId ? -1 : 1));
}

function fileOf(frame: Uint8Array): { readonly id: string; readonly sizeBytes: number } | null {
  try {
    return FileArgs.safeParse(JSON.parse(fromUtf8(frame))).data?.args.attachment ?? null;
  } catch {
    return null;
  }
}

/** The last logged act of the week in each log. */
function marksOf(acts: readonly WeekAct[]): readonly SheetMark[] {
  const marks = new Map<LogId, SheetMark>();
  for (const { logId, seq, hash } of acts)
    if (hash !== null && seq > (marks.get(logId)?.seq ?? 0))
      marks.set(logId, { logId, seq, chain: hash as Hex });
  return [...marks.values()];
}

function fateOf(row: { readonly state: string; readonly outcome: string }): Fate {
  return row.state === 'withdrawn' ? 'closed' : (JSON.parse(row.outcome) as { readonly kind: Fate }).kind;
}
