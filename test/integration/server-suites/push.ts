import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../shared/lib/bytes.ts';
import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { signingBytes, type Receipt } from '../../../shared/protocol/receipt.ts';
import { startTestServer } from '../../support/start-server.ts';
import { readReceipts, TestDevice, ulid } from '../../support/test-device.ts';
import { kindOf, verifies } from './enrolment.ts';
import { outcomes } from './outcomes.ts';
import { addOfficer, answer, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

export function pushSuite(storage: StorageUnderTest): void {
  describe(`push (${storage.name})`, () => {
    const world = useServer(storage);
    const head = (): Promise<TestDevice> => world.device({ roles: HEAD });

    test('acts are logged, run and receipted under the receipt key', async () => {
      const device = await head();
      const visit = startVisit(device);
      answer(device, visit.inspectionId, 'DR-A01', { after: [2] });
      const pushed = await device.push();
      const [receipt] = readReceipts(pushed);
      expect(receipt).toMatchObject({
        logId: device.logId,
        from: 1,
        to: 3,
        chain: device.acts[2]?.hash,
        outcomes: [],
      });
      const manifest = KeyManifest.parse(JSON.parse(world.server().core.trust.manifest.body));
      const signed = pushed.receipts[0];
      expect(
        verifies(
          manifest.receiptKeys[0]?.publicKey ?? '',
          signingBytes('jd-receipt-1', signed?.body ?? ''),
          signed?.signature ?? '',
        ),
      ).toBe(true);
      expect(pushed.head).toEqual({ logId: device.logId, seq: 3, hash: device.acts[2]?.hash });
    });

    test('S17: the same batch again gives the same receipts and changes nothing', async () => {
      const device = await head();
      startVisit(device);
      const first = await device.push();
      const before = await device.pullAll();
      const second = await device.push();
      expect(second).toEqual(first);
      expect((await device.pullAll()).entries).toEqual([]);
      expect(before.entries.length).toBeGreaterThan(0);
    });

    test('a device that cuts its batches anew gets receipts that end where its batch ends', async () => {
      const device = await head();
      const visit = startVisit(device);
      for (const item of ['DR-A01', 'DR-A02', 'DR-A03']) answer(device, visit.inspectionId, item);
      await device.push(1, 5);
      expect(ranges(readReceipts(await device.push(1, 3)))).toEqual([[1, 3]]);
      expect(ranges(readReceipts(await device.push(4, 5)))).toEqual([[1, 5]]);
    });

    test('plain, gzip and brotli bodies are all taken', async () => {
      const device = await head();
      startVisit(device);
      expect((await device.pushBytes(device.batch(), false)).status).toBe(200);
      expect((await device.pushBytes(device.batch(), true)).status).toBe(200);
    });

    test('S17: segments that arrive out of order wait and are receipted with the one they waited for', async () => {
      const device = await head();
      const visit = startVisit(device);
      for (const item of ['DR-A01', 'DR-A02', 'DR-A03', 'DR-A04']) answer(device, visit.inspectionId, item);
      const third = await device.push(5, 6);
      const second = await device.push(3, 4);
      expect([third.pending, second.pending, second.head.seq]).toEqual([true, true, 0]);
      const first = await device.push(1, 2);
      expect(first.pending).toBe(false);
      expect(ranges(readReceipts(first))).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
      expect(first.head.seq).toBe(6);
    });

    test('overlapping segments are appended from the first unknown act', async () => {
      const device = await head();
      const visit = startVisit(device);
      answer(device, visit.inspectionId, 'DR-A01');
      await device.push(1, 2);
      const overlapping = await device.push(2, 3);
      expect(overlapping.head.seq).toBe(3);
      expect(ranges(readReceipts(overlapping))).toEqual([
        [1, 2],
        [3, 3],
      ]);
    });

    test('S19: a number seen with another hash is forked: both are kept, the first runs', async () => {
      const device = await head();
      const visit = startVisit(device);
      await device.push();
      const twin = device.copy();
      answer(device, visit.inspectionId, 'DR-A01', { note: 'first' });
      answer(twin, visit.inspectionId, 'DR-A02', { note: 'second' });
      answer(twin, visit.inspectionId, 'DR-A03');
      await device.push(3);
      const forked = await twin.push(2);
      expect(
        readReceipts(forked).map(({ from, to, outcomes }) => ({
          from,
          to,
          kinds: outcomes.map((one) => one.outcome.kind),
        })),
      ).toEqual([
        { from: 1, to: 2, kinds: [] },
        { from: 3, to: 4, kinds: ['forked', 'forked'] },
      ]);
      expect(readReceipts(forked).at(-1)?.chain).toBe(twin.acts.at(-1)?.hash);
      expect(forked.head).toEqual({ logId: device.logId, seq: 3, hash: device.acts[2]?.hash });
      answer(twin, visit.inspectionId, 'DR-A04');
      expect(readReceipts(await twin.push(5))[0]?.outcomes).toEqual([
        { seq: 5, outcome: { kind: 'forked' } },
      ]);
      const answers = (await device.pullAll()).entries
        .filter((entry) => entry.table === 'answers')
        .map((entry) => entry.id);
      expect(answers).toContain(`${visit.inspectionId}:DR-A01`);
      expect(answers).not.toContain(`${visit.inspectionId}:DR-A02`);
      twin.close();
    });

    test("another device's log is refused, and so are broken batches and broken chains", async () => {
      const device = await head();
      startVisit(device);
      await device.push();
      const thief = await head();
      const stolen = await thief.pushBytes(device.batch());
      const malformed = await device.pushBytes(utf8('{"v":1}\n'));
      const cut = device.batch().subarray(0, -40);
      const otherStart = device.copy();
      Object.assign(otherStart, { logId: ulid() });
      expect([
        kindOf(stolen),
        kindOf(malformed),
        kindOf(await device.pushBytes(cut)),
        kindOf(await device.pushBytes(otherStart.batch(1, 1, []))),
      ]).toEqual(['log-of-other-device', 'malformed-batch', 'chain-mismatch', 'chain-mismatch']);
      otherStart.close();
    });

    test('a body that is too long, before or after decompressing, is answered 413', async () => {
      const server = await startTestServer({ ...(await storage.options()), bodyLimitBytes: 20_000 });
      const device = new TestDevice(server);
      await addOfficer(server, device, { roles: HEAD });
      await device.hello();
      const long = new Uint8Array(30_000).fill(65);
      expect([
        kindOf(await device.pushBytes(long, false)),
        kindOf(await device.pushBytes(long, true)),
      ]).toEqual(['body-too-large', 'body-too-large']);
      device.close();
      await server.close();
    });

    test('a device that pulls while others push misses nothing', async () => {
      const writers = await Promise.all([1, 2, 3].map(() => head()));
      const reader = await head();
      const expected: string[] = [];
      for (const writer of writers) {
        const visit = startVisit(writer);
        for (let i = 0; i < 60; i++) {
          const itemId = `DR-A${String(i).padStart(2, '0')}`;
          answer(writer, visit.inspectionId, itemId);
          expected.push(`${visit.inspectionId}:${itemId}`);
        }
      }
      const seen = new Set<string>();
      let isPushing = true;
      const pulling = (async () => {
        while (isPushing) for (const entry of (await reader.pullAll()).entries) seen.add(entry.id);
      })();
      const pieces = [1, 2, 3, 4].map((n) => [n * 15 - 14, n === 4 ? 62 : n * 15] as const);
      await Promise.all(
        writers.map(async (writer) => {
          for (const [from, to] of pieces) await writer.push(from, to);
        }),
      );
      isPushing = false;
      await pulling;
      for (const entry of (await reader.pullAll()).entries) seen.add(entry.id);
      expect(expected.filter((id) => !seen.has(id))).toEqual([]);
    });

    test('a push larger than one transaction is receipted whole', async () => {
      const device = await head();
      const visit = startVisit(device);
      for (let i = 0; i < 600; i++)
        answer(device, visit.inspectionId, `DR-A${String(i % 60).padStart(2, '0')}`, { note: `${i}` });
      const pushed = await device.push();
      expect(outcomes(pushed)).toEqual([]);
      expect(covered(readReceipts(pushed))).toBe(602);
    });
  });
}

function ranges(receipts: readonly Receipt[]): (readonly [number, number])[] {
  return receipts.map(({ from, to }) => [from, to] as const);
}

function covered(receipts: readonly Receipt[]): number {
  return receipts.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
