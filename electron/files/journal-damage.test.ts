import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../shared/ipc/contract.ts';
import { aDraft, appendActs, journalOn, opened, readAll } from '../../test/support/journal-world.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { RECORD_HEADER_BYTES, SEGMENT_HEADER } from './journal-record.ts';

const ACTS = 6;
let whole: MemoryDisk;
let path: string;
let entries: JournalEntry[];
/** Where each record ends; the first value is the end of the segment's header. */
let ends: number[];

beforeAll(async () => {
  whole = new MemoryDisk();
  const journal = journalOn(whole);
  await appendActs(journal, ACTS);
  entries = await readAll(journal);
  path = [...whole.files.keys()].find((name) => name.endsWith('.jnl')) ?? '';
  const bytes = whole.bytesOf(path);
  ends = [SEGMENT_HEADER.length];
  for (let at = SEGMENT_HEADER.length; at < bytes.length; ends.push(at))
    at += RECORD_HEADER_BYTES + new DataView(bytes.buffer).getUint32(at);
});

function changed(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): MemoryDisk {
  const disk = whole.copy();
  disk.files.set(path, change(disk.bytesOf(path)));
  return disk;
}

describe('a journal cut by a crash', () => {
  test('wherever the last write was cut, every act before it is there and the next one can be saved', async () => {
    const length = whole.bytesOf(path).length;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: length }), async (cut) => {
        const disk = changed((bytes) => bytes.slice(0, cut));
        const journal = journalOn(disk);
        const { head, problems, newLogReason } = await opened(journal);
        const kept = Math.max(0, ends.filter((end) => end <= cut).length - 1);
        expect(head.seq).toBe(kept);
        expect(newLogReason).toBeNull();
        const torn = kept === 0 && cut < SEGMENT_HEADER.length ? cut : cut - (ends[kept] ?? 0);
        expect(problems).toEqual(torn > 0 ? [{ kind: 'torn-tail', bytes: torn }] : []);
        expect(await readAll(journal)).toEqual(entries.slice(0, kept));
        expect(await journal.append(aDraft(head.logId, kept + 1))).toMatchObject({ kind: 'appended' });
        await journal.close();
        const again = journalOn(disk);
        expect((await opened(again)).problems).toEqual([]);
        expect(await readAll(again)).toHaveLength(kept + 1);
      }),
      { numRuns: length > 2500 ? 300 : length },
    );
  });

  test('the cut bytes are kept beside, for an examiner', async () => {
    const disk = changed((bytes) => bytes.slice(0, -5));
    await opened(journalOn(disk));
    expect([...disk.files.keys()].filter((name) => /\.torn-\d+$/.test(name))).toHaveLength(1);
  });

  test('a file that grew before its bytes arrived counts as cut', async () => {
    for (const lost of [40, 200]) {
      const disk = changed((bytes) => bytes.fill(0, bytes.length - lost));
      const { problems, head } = await opened(journalOn(disk));
      expect(problems.map(({ kind }) => kind)).toEqual(['torn-tail']);
      expect(head.seq).toBe(ACTS - 1);
    }
  });
});

describe('an altered journal', () => {
  test('any changed byte of any act is found and named, and every other act is still read', async () => {
    const length = whole.bytesOf(path).length;
    const places = fc.integer({ min: SEGMENT_HEADER.length, max: length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const disk = changed((bytes) => {
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          return bytes;
        });
        const hit = ends.findIndex((end) => at < end);
        const journal = journalOn(disk);
        const { problems, newLogReason } = await opened(journal);
        expect(problems).toEqual([{ kind: 'unreadable', from: hit, to: hit }]);
        expect(newLogReason).toBe(hit === ACTS ? 'unreadable-end' : null);
        expect(await readAll(journal)).toEqual(entries.filter(({ seq }) => seq !== hit));
      }),
      { numRuns: 300 },
    );
  });

  test('a missing act in the middle is named by its number', async () => {
    const disk = changed((bytes) =>
      Uint8Array.from([...bytes.subarray(0, ends[2]), ...bytes.subarray(ends[4])]),
    );
    const { problems, head } = await opened(journalOn(disk));
    expect(problems).toEqual([{ kind: 'unreadable', from: 3, to: 4 }]);
    expect(head.seq).toBe(ACTS);
  });

  test('acts in another order are not taken for the log', async () => {
    const disk = changed((bytes) =>
      Uint8Array.from([
        ...bytes.subarray(0, ends[1]),
        ...bytes.subarray(ends[2], ends[3]),
        ...bytes.subarray(ends[1], ends[2]),
        ...bytes.subarray(ends[3]),
      ]),
    );
    expect((await opened(journalOn(disk))).problems).toContainEqual({ kind: 'unreadable', from: 2, to: 2 });
  });

  test('a log whose end is unreadable takes no further act until a new log is started', async () => {
    const disk = changed((bytes) => {
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      return bytes;
    });
    const journal = journalOn(disk);
    const { head } = await opened(journal);
    expect(await journal.append(aDraft(head.logId, head.seq + 1))).toEqual({
      kind: 'disk-error',
      code: 'LOG_END_UNREADABLE',
    });
    const next = await journal.startLog();
    expect(next).toMatchObject({
      kind: 'open',
      isNew: true,
      newLogReason: null,
      earlierLogs: [{ seq: ACTS - 1 }],
    });
  });

  test('stray bytes instead of the header hide no act', async () => {
    const disk = changed((bytes) => {
      bytes[1] = 0;
      return bytes;
    });
    const journal = journalOn(disk);
    expect((await opened(journal)).problems).toEqual([]);
    expect(await readAll(journal)).toEqual(entries);
  });
});
