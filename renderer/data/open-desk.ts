import { civilDateOf, daysBetween, type Instant } from '../../shared/lib/dates.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { ActWriter, lastUnrunOf } from '../../shared/sync/act-writer.ts';
import { reissuePending, showAnew } from '../../shared/sync/reissue.ts';
import type { Bureau } from '../platform/bureau.ts';
import { bringIn, type BroughtIn } from './bring-in.ts';
import { BureauDb } from './bureau-db.ts';
import type { Desk, OpeningNote } from './desk.ts';
import type { OpenDeskDeps } from './desk-deps.ts';
import { DexieStore } from './dexie-store.ts';
import { webLockExclusive } from './exclusive.ts';
import { fieldCipher } from './field-cipher.ts';
import { noUsage } from './link/link-usage.ts';
import { LiveDesk } from './live-desk.ts';
import { metaValue, setMeta } from './meta.ts';
import {
  journalDoor,
  LogNotStarted,
  openJournal,
  type JournalTrouble,
  type OpenedJournal,
} from './open-journal.ts';
import { openLogWith } from './new-log.ts';
import { RecordCodec } from './record-codec.ts';
import { restoreSnapshot } from './snapshots.ts';
import type { LinkMemory } from './link/sync-ports.ts';
import { verifyWith } from './verify-signed.ts';

export type OpenDeskOutcome = { readonly kind: 'open'; readonly desk: Desk } | JournalTrouble;

/** Opens the day's desk: database, journal, what a crash left, a new log where one is needed, then the sync schedule. */
export async function openDesk(deps: OpenDeskDeps): Promise<OpenDeskOutcome> {
  const db = new BureauDb(deps.databaseName);
  await db.open();
  const cipher = await fieldCipher(deps.session.dataKey);
  const codec = new RecordCodec(cipher, recordRegistry);
  const store = new DexieStore(db, codec, cipher);
  const journal = await openJournal(deps.bureau);
  if ('kind' in journal) {
    db.close();
    return journal;
  }
  const notes: OpeningNote[] = [...journal.notes, ...(await clockNote(db, deps.clock))];
  notes.push(...(await refill(db, deps.bureau, journal)));
  let brought: BroughtIn;
  try {
    brought = await bringIn(store, journalDoor(deps.bureau), journal, mutationRegistry, notes);
  } catch (problem) {
    if (!(problem instanceof LogNotStarted)) throw problem;
    db.close();
    return { kind: problem.kind };
  }
  const { head, reason, lost } = brought;

  const exclusive = webLockExclusive();
  const unrun = lastUnrunOf(head.logId, await store.replaySet());
  const writer = new ActWriter(
    {
      store,
      journal: { append: (draft) => deps.bureau.call('journal/append', draft) },
      clock: deps.clock,
      exclusive,
      onCommitFailed: reportFault,
    },
    head,
    unrun,
  );
  const verify = verifyWith(() => deps.device.receiptKeys);
  const desk = new LiveDesk(
    {
      ...deps,
      db,
      codec,
      store,
      writer,
      exclusive,
      verify,
      notes,
      registry: mutationRegistry,
      onFault: reportFault,
    },
    { memory: await linkMemory(db, deps.clock), plan: await deps.bureau.call('link/plan-read', null) },
  );
  const log = { store, writer, registry: mutationRegistry, officerId: deps.session.officerId };
  await exclusive(async () => {
    if (reason) await openLogWith(log, reason, journal.earlierLogs.at(-1) ?? null, lost);
    if (brought.replayed > 0) await showAnew(log);
    await reissuePending(log);
  });
  return { kind: 'open', desk };
}

/** An empty database beside a journal with acts was lost: the newest whole snapshot comes back first. */
async function refill(db: BureauDb, bureau: Bureau, journal: OpenedJournal): Promise<readonly OpeningNote[]> {
  const hasActs = journal.head.seq > 0 || journal.earlierLogs.some((log) => log.seq > 0);
  if (!hasActs || (await db.counters.count()) > 0) return [];
  const acts = [...journal.earlierLogs, journal.head].reduce((sum, log) => sum + log.seq, 0);
  const restored = await restoreSnapshot(db, bureau);
  return [
    restored
      ? { kind: 'restored-from-snapshot', records: restored.records, acts }
      : { kind: 'database-empty-no-snapshot', acts },
  ];
}

/** A clock that went back behind what this device already knew is shown; work goes on. */
async function clockNote(db: BureauDb, clock: Clock): Promise<readonly OpeningNote[]> {
  const latest = await metaValue<Instant | null>(db, 'latestInstant', null);
  const now = clock.now();
  const days = latest ? daysBetween(civilDateOf(now), civilDateOf(latest)) : 0;
  if (days < 1) await setMeta(db, 'latestInstant', now);
  return days >= 1 ? [{ kind: 'clock-behind', days }] : [];
}

/** What is known of the line from earlier sessions. */
async function linkMemory(db: BureauDb, clock: Clock): Promise<LinkMemory> {
  const first = { usage: noUsage(clock.now()), waitingSince: null, movedAt: null };
  return {
    ...first,
    ...(await metaValue<Partial<LinkMemory>>(db, 'link', {})),
    lastContactAt: await metaValue<Instant | null>(db, 'lastContactAt', null),
    clockSkewMs: await metaValue<number | null>(db, 'clockSkewMs', null),
  };
}

/** Faults of ours go to the console, which the main process keeps without arguments; never to the officer as a stack. */
function reportFault(error: unknown): void {
  queueMicrotask(() => {
    throw error instanceof Error ? error : new Error(String(error));
  });
}
