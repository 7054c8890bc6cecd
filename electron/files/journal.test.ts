import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fromBase64 } from '../../shared/lib/bytes.ts';
import { batchSigningBytes, genesis, nextHash } from '../../shared/protocol/chain.ts';
import { decodeFrame } from '../../shared/protocol/frame.ts';
import { FaultyDisk, type DiskStep } from '../../test/support/faulty-disk.ts';
import {
  aDraft,
  ANAR,
  appendActs,
  journalOn,
  LI,
  OFFICER_KEYS,
  opened,
  readAll,
} from '../../test/support/journal-world.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { publicKeyOf, verifyEd25519 } from '../keys/key-pairs.ts';
import { nodeDisk } from './disk.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jd-journal-'));
  folders.push(folder);
  return folder;
}

describe('journal', () => {
  test('acts appended on a real disk are read back byte for byte by the next start', async () => {
    const folder = await aFolder();
    const first = journalOn(nodeDisk(folder));
    expect((await opened(first)).isNew).toBe(true);
    await appendActs(first, 5);
    const before = await readAll(first);
    await first.close();

    const second = journalOn(nodeDisk(folder));
    const again = await opened(second);
    expect(again).toMatchObject({ isNew: false, problems: [], earlierLogs: [], newLogReason: null });
    expect(again.head).toMatchObject({ seq: 5, hash: before.at(-1)?.hash });
    expect(await readAll(second)).toEqual(before);
    await second.close();
  });

  test('each act is a canonical frame in an unbroken chain from the genesis of its log', async () => {
    const journal = journalOn(new MemoryDisk());
    await appendActs(journal, 4);
    const { head } = await opened(journal);
    let hash = genesis(head.logId);
    for (const entry of await readAll(journal)) {
      expect(decodeFrame(entry.bytes)).toMatchObject({
        ok: true,
        value: { seq: entry.seq, logId: head.logId },
      });
      hash = nextHash(hash, entry.bytes);
      expect(entry.hash).toBe(hash);
    }
    expect(head.hash).toBe(hash);
  });

  test('a proof covers the whole run of one officer and begins anew when another acts', async () => {
    const journal = journalOn(new MemoryDisk());
    const { head } = await opened(journal);
    const actors = [ANAR, ANAR, LI, ANAR];
    for (const [i, actor] of actors.entries()) await journal.append(aDraft(head.logId, i + 1, { actor }));
    const entries = await readAll(journal);
    expect(entries.map(({ proof }) => proof.from)).toEqual([1, 1, 3, 4]);
    for (const { seq, hash, proof } of entries) {
      const signed = batchSigningBytes({
        logId: head.logId,
        from: proof.from,
        to: seq,
        before: proof.before,
        after: hash,
      });
      const key = publicKeyOf('ed25519', OFFICER_KEYS[proof.officerId] ?? new Uint8Array(32));
      expect(verifyEd25519(key, signed, fromBase64(proof.signature))).toBe(true);
    }
  });

  test('after lock a new run begins: its signature does not depend on acts signed before', async () => {
    const journal = journalOn(new MemoryDisk());
    await appendActs(journal, 2);
    await journal.close();
    await appendActs(journal, 1);
    expect((await readAll(journal)).map(({ proof }) => proof.from)).toEqual([1, 1, 3]);
  });

  test('an act with another number than the next is not written', async () => {
    const journal = journalOn(new MemoryDisk());
    await appendActs(journal, 2);
    const { head } = await opened(journal);
    for (const seq of [1, 2, 4])
      expect(await journal.append(aDraft(head.logId, seq))).toEqual({ kind: 'wrong-seq', head });
    expect(await readAll(journal)).toHaveLength(2);
  });

  test('an officer whose key is not open cannot act, and uses no number up', async () => {
    const journal = journalOn(new MemoryDisk(), { openOfficers: [ANAR] });
    const { head } = await opened(journal);
    expect(await journal.append(aDraft(head.logId, 1, { actor: LI }))).toEqual({ kind: 'actor-not-open' });
    expect(await journal.append(aDraft(head.logId, 1))).toMatchObject({ kind: 'appended' });
  });

  test('acts still waiting when the session ends are refused as locked, the ones before stay', async () => {
    let isLocked = false;
    const disk = new MemoryDisk();
    const journal = journalOn(disk, { isLocked: () => isLocked });
    await appendActs(journal, 2);
    const { head } = await opened(journal);
    const waiting = journal.append(aDraft(head.logId, 3));
    isLocked = true;
    await journal.close();
    expect(await waiting).toEqual({ kind: 'locked' });
    expect(await readAll(journalOn(disk))).toHaveLength(2);
  });

  test('a bug while one act is written stops neither its caller nor the acts after it', async () => {
    let isBroken = false;
    const journal = journalOn(new MemoryDisk(), {
      beforeSign: () => {
        if (isBroken) throw new TypeError('bug');
      },
    });
    const { head } = await opened(journal);
    isBroken = true;
    await expect(journal.append(aDraft(head.logId, 1))).rejects.toThrow('bug');
    isBroken = false;
    expect(await journal.append(aDraft(head.logId, 1))).toMatchObject({ kind: 'appended' });
  });

  test('while locked nothing is opened, read or written', async () => {
    let isLocked = false;
    const journal = journalOn(new MemoryDisk(), { isLocked: () => isLocked });
    const { head } = await opened(journal);
    await journal.close();
    isLocked = true;
    expect(await journal.open()).toEqual({ kind: 'locked' });
    expect(await journal.append(aDraft(head.logId, 1))).toEqual({ kind: 'locked' });
    expect(await journal.read(head.logId, 1, 10)).toEqual({ kind: 'locked' });
  });

  test('acts that wait together share one flush', async () => {
    const disk = new FaultyDisk(new MemoryDisk());
    const journal = journalOn(disk);
    await appendActs(journal, 1);
    const { head } = await opened(journal);
    const before = disk.taken.sync;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) => journal.append(aDraft(head.logId, i + 2))),
    );
    expect(outcomes.every(({ kind }) => kind === 'appended')).toBe(true);
    expect(disk.taken.sync - before).toBeLessThanOrEqual(2);
    expect(await readAll(journal)).toHaveLength(51);
  });

  test('a long log goes on in further segments and is read back whole', async () => {
    const disk = new MemoryDisk();
    const journal = journalOn(disk);
    const { head } = await opened(journal);
    const args = { text: 'x'.repeat(900_000) };
    for (let seq = 1; seq <= 12; seq++) await journal.append(aDraft(head.logId, seq, { args }));
    await journal.close();
    expect([...disk.files.keys()].filter((path) => path.endsWith('.jnl'))).toHaveLength(3);
    expect((await readAll(journalOn(disk))).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
  });

  test('nothing an officer wrote stands readable on the disk', async () => {
    const disk = new MemoryDisk();
    await appendActs(journalOn(disk), 3);
    for (const bytes of disk.files.values()) {
      const text = Buffer.from(bytes).toString('utf8');
      for (const word of ['鉴定档案', 'ئارخىپ', 'inspection/answer', 'officer-anar'])
        expect(text).not.toContain(word);
    }
  });
});

describe('new logs', () => {
  test('a new log closes the one before it at its head and still gives its acts back', async () => {
    const journal = journalOn(new MemoryDisk());
    await appendActs(journal, 3);
    const { head } = await opened(journal);
    const next = await journal.startLog();
    expect(next).toMatchObject({ kind: 'open', isNew: true, earlierLogs: [head], newLogReason: null });
    expect(await journal.read(head.logId, 2, 10)).toMatchObject({
      kind: 'entries',
      entries: [{ seq: 2 }, { seq: 3 }],
      more: false,
    });
    expect(await journal.append(aDraft(head.logId, 4))).toMatchObject({ kind: 'wrong-seq' });
  });

  test('a profile carried to another machine asks for a new log, once', async () => {
    const disk = new MemoryDisk();
    await appendActs(journalOn(disk), 1);
    const moved = journalOn(disk, { machine: 'machine-2' });
    expect(await moved.open()).toMatchObject({ newLogReason: 'other-machine' });
    expect(await moved.startLog()).toMatchObject({ newLogReason: null, isNew: true });
    await moved.close();
    expect(await journalOn(disk, { machine: 'machine-2' }).open()).toMatchObject({ newLogReason: null });
  });

  test('a machine without a name asks for nothing', async () => {
    const disk = new MemoryDisk();
    await appendActs(journalOn(disk), 1);
    expect(await journalOn(disk, { machine: 'unknown' }).open()).toMatchObject({ newLogReason: null });
  });

  test('a lost list of logs closes every log that is found and begins a new one', async () => {
    const disk = new MemoryDisk();
    const journal = journalOn(disk);
    await appendActs(journal, 3);
    const { head } = await opened(journal);
    disk.files.delete('journal/logs.json');
    const again = await opened(journalOn(disk));
    expect(again).toMatchObject({ isNew: true, earlierLogs: [head] });
    expect(again.head.logId).not.toBe(head.logId);
  });
});

describe('a failing disk', () => {
  const failures: readonly [DiskStep, string, object][] = [
    ['write', 'ENOSPC', { kind: 'disk-full' }],
    ['write', 'EDQUOT', { kind: 'disk-full' }],
    ['sync', 'EIO', { kind: 'disk-error', code: 'EIO' }],
  ];

  test.each(failures)(
    '%s failing with %s loses no earlier act, uses no number up, and later acts are saved',
    async (step, code, answer) => {
      const inner = new MemoryDisk();
      const disk = new FaultyDisk(inner);
      const journal = journalOn(disk);
      await appendActs(journal, 3);
      const { head } = await opened(journal);

      disk.breakStep(step, code);
      expect(await journal.append(aDraft(head.logId, 4))).toEqual(answer);
      expect(await journal.append(aDraft(head.logId, 4))).toEqual(answer);
      disk.mend();
      expect(await journal.append(aDraft(head.logId, 4))).toMatchObject({ kind: 'appended' });

      const restarted = journalOn(inner);
      expect((await opened(restarted)).problems).toEqual([]);
      expect((await readAll(restarted)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    },
  );

  test('a disk that cannot even cut off the failed write is tried again before the next act', async () => {
    const inner = new MemoryDisk();
    const disk = new FaultyDisk(inner);
    const journal = journalOn(disk);
    await appendActs(journal, 2);
    const { head } = await opened(journal);
    disk.breakStep('write', 'EIO');
    disk.breakStep('truncate', 'EIO');
    expect(await journal.append(aDraft(head.logId, 3))).toMatchObject({ kind: 'disk-error' });
    disk.mend();
    expect(await journal.append(aDraft(head.logId, 3))).toMatchObject({ kind: 'appended' });
    expect((await readAll(journalOn(inner))).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('a segment changed under a failed flush is not written to', async () => {
    const inner = new MemoryDisk();
    const disk = new FaultyDisk(inner);
    const journal = journalOn(disk);
    await appendActs(journal, 2);
    const { head } = await opened(journal);
    disk.breakStep('sync', 'EIO');
    await journal.append(aDraft(head.logId, 3));
    disk.mend();
    const path = [...inner.files.keys()].find((name) => name.endsWith('.jnl')) ?? '';
    const bytes = inner.bytesOf(path);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    disk.breakStep('sync', 'EIO');
    await journal.append(aDraft(head.logId, 3));
    disk.mend();
    expect(await journal.append(aDraft(head.logId, 3))).toEqual({
      kind: 'disk-error',
      code: 'SEGMENT_DAMAGED',
    });
  });

  test('a full disk at the very first act is told, and the act can be saved once there is room', async () => {
    const disk = new FaultyDisk(new MemoryDisk());
    const journal = journalOn(disk);
    const { head } = await opened(journal);
    disk.breakStep('write', 'ENOSPC');
    expect(await journal.append(aDraft(head.logId, 1))).toEqual({ kind: 'disk-full' });
    disk.mend();
    expect(await journal.append(aDraft(head.logId, 1))).toMatchObject({ kind: 'appended' });
  });

  test('a profile that cannot be opened for want of space says so', async () => {
    const disk = new FaultyDisk(new MemoryDisk());
    disk.breakStep('write', 'ENOSPC');
    expect(await journalOn(disk).open()).toEqual({ kind: 'disk-full' });
    disk.mend();
    expect(await journalOn(disk).open()).toMatchObject({ kind: 'open' });
  });
});
