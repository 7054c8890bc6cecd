import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FaultyDisk, type DiskStep } from '../../test/support/faulty-disk.ts';
import { aDraft, appendActs, journalOn, opened, readAll } from '../../test/support/journal-world.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import type { ActState } from '../../shared/lib/act-state.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import type { LogId, RecordId } from '../../shared/lib/ids.ts';
import type { BackupMark } from '../../shared/protocol/backup-mark.ts';
import { trimPoints, type TrimStore } from '../../shared/sync/trim-points.ts';
import type { OutboxEntry } from '../../shared/sync/ports.ts';
import type { JournalEntry } from '../../shared/ipc/contract.ts';
import type { Disk } from './disk.ts';
import type { Journal } from './journal.ts';

// Small segments, so that a few acts fill several.
const SEGMENT = 1500;
const SIGNED = { body: '', signature: 'AA==', keyId: 'K' };
/** Acts of `aDraft` are claimed a second apart from here on. */
const CLAIMED = Date.UTC(2026, 8, 28, 3, 0, 0);
const LATER = instantOf(CLAIMED + 86_400_000);

function markOf(logId: LogId, entry: JournalEntry): BackupMark {
  const logs = [{ logId, seq: entry.seq, hash: entry.hash }];
  return { v: 1, epoch: 'E', at: LATER, attachmentsBefore: null, logs };
}

function journalWith(disk: Disk, mark: () => BackupMark | null): Journal {
  return journalOn(disk, { segmentBytes: SEGMENT, provenMark: mark });
}

function entryAt(entries: readonly JournalEntry[], seq: number): JournalEntry {
  const entry = entries.find((one) => one.seq === seq);
  if (!entry) throw new Error(`no act ${seq}`);
  return entry;
}

/** The outbox as the database would show it. */
function outbox(logId: LogId, entries: readonly JournalEntry[], states: readonly ActState[]): TrimStore {
  const rows = entries.map((entry, i): OutboxEntry => ({
    ...entry,
    logId,
    name: 'inspection/answer',
    lane: 'inspection-1' as RecordId,
    closers: [],
    state: states[i] ?? 'waiting',
    outcome: null,
    amendment: 0,
  }));
  const firstWaiting = rows.find((row) => row.state === 'waiting')?.seq ?? rows.length + 1;
  return {
    logs: async () => [{ logId, appliedSeq: rows.length, receiptedUpTo: firstWaiting - 1 }],
    outboxFrom: async (_logId, fromSeq) => rows.filter((row) => row.seq >= fromSeq).slice(0, 3),
    outboxEntry: async ({ seq }) => rows.find((row) => row.seq === seq) ?? null,
  };
}

test('S85: whatever the states, the mark and the ages are, nothing is dropped that is not delivered or closed, backed up and old', async () => {
  const state = fc.constantFrom<ActState>(
    'delivered',
    'delivered',
    'delivered',
    'withdrawn',
    'quarantined',
    'waiting',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(state, { minLength: 1, maxLength: 24 }),
      fc.nat(),
      fc.integer({ min: 0, max: 26 }),
      async (states, markAt, oldSeconds) => {
        const disk = new MemoryDisk();
        let mark: BackupMark | null = null;
        const journal = journalWith(disk, () => mark);
        await appendActs(journal, states.length);
        const { head } = await opened(journal);
        const entries = await readAll(journal);
        const covered = entryAt(entries, (markAt % states.length) + 1);
        mark = markOf(head.logId, covered);
        const olderThan = instantOf(CLAIMED + oldSeconds * 1000);
        const store = outbox(head.logId, entries, states);
        const points = await trimPoints(store, mark, olderThan, {});
        const outcome = await journal.trim({ mark: SIGNED, points: [...points], olderThan });
        expect(outcome.kind).toBe('trimmed');
        await journal.close();

        const again = journalWith(disk, () => null);
        const reopened = await opened(again);
        expect([reopened.head, reopened.problems]).toEqual([head, []]);
        const left = await readAll(again);
        const anchor = reopened.anchors[0]?.seq ?? 0;
        expect(left).toEqual(entries.slice(anchor));
        for (const { seq } of entries.slice(0, anchor)) {
          expect(['delivered', 'withdrawn']).toContain(states[seq - 1]);
          expect(seq).toBeLessThanOrEqual(covered.seq);
          expect(seq).toBeLessThan(oldSeconds + 1);
        }
        // The log goes on from where it was.
        const appended = await again.append(aDraft(head.logId, head.seq + 1));
        expect(appended.kind).toBe('appended');
        await again.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('whole segments go and the rest is verified from the anchor; an altered act after it is still noticed', async () => {
  const disk = new MemoryDisk();
  let mark: BackupMark | null = null;
  const journal = journalWith(disk, () => mark);
  await appendActs(journal, 30);
  const { head } = await opened(journal);
  const entries = await readAll(journal);
  mark = markOf(head.logId, entryAt(entries, 30));
  const before = (await disk.list(`journal/${head.logId}`)).filter((name) => name.endsWith('.jnl')).length;
  const outcome = await journal.trim({
    mark: SIGNED,
    points: [{ logId: head.logId, upTo: 30 }],
    olderThan: LATER,
  });
  if (outcome.kind !== 'trimmed') throw new Error(outcome.kind);
  const after = (await disk.list(`journal/${head.logId}`)).filter((name) => name.endsWith('.jnl')).sort();
  expect(after.length).toBe(1);
  expect(outcome.logs[0]?.segments).toBe(before - 1);
  await journal.close();
  const path = `journal/${head.logId}/${after[0]}`;
  const file = await disk.open(path, 'existing');
  const bytes = await file.read(0, await file.size());
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  await file.write(0, bytes);
  await file.sync();
  const damaged = journalWith(disk, () => null);
  expect((await opened(damaged)).problems.map((problem) => problem.kind)).toContain('unreadable');
  await damaged.close();
});

test('a mark that is not proven, or of another history, gives up nothing', async () => {
  const disk = new MemoryDisk();
  let mark: BackupMark | null = null;
  const journal = journalWith(disk, () => mark);
  await appendActs(journal, 30);
  const { head } = await opened(journal);
  const order = { mark: SIGNED, points: [{ logId: head.logId, upTo: 30 }], olderThan: LATER };
  expect(await journal.trim(order)).toEqual({ kind: 'mark-unproven' });
  const entries = await readAll(journal);
  mark = markOf(head.logId, { ...entryAt(entries, 30), hash: entryAt(entries, 29).hash });
  expect(await journal.trim(order)).toEqual({ kind: 'trimmed', logs: [] });
  expect(await readAll(journal)).toEqual(entries);
  await journal.close();
});

test('a disk that fails at any step of trimming leaves a log that opens whole', async () => {
  for (const step of [
    'write',
    'sync',
    'open',
    'rename',
    'syncFolder',
  ] as const satisfies readonly DiskStep[]) {
    const memory = new MemoryDisk();
    let mark: BackupMark | null = null;
    const journal = journalWith(memory, () => mark);
    await appendActs(journal, 30);
    const { head } = await opened(journal);
    const entries = await readAll(journal);
    mark = markOf(head.logId, entryAt(entries, 30));
    await journal.close();
    const faulty = new FaultyDisk(memory);
    const tried = journalWith(faulty, () => mark);
    await opened(tried);
    faulty.breakStep(step, 'EIO');
    const outcome = await tried.trim({
      mark: SIGNED,
      points: [{ logId: head.logId, upTo: 30 }],
      olderThan: LATER,
    });
    await tried.close().catch(() => undefined);
    const again = journalWith(memory, () => mark);
    const reopened = await opened(again);
    expect([step, reopened.head, reopened.problems]).toEqual([step, head, []]);
    const anchor = reopened.anchors[0]?.seq ?? 0;
    expect(await readAll(again)).toEqual(entries.slice(anchor));
    expect(['trimmed', 'disk-error']).toContain(outcome.kind);
    await again.close();
  }
});
