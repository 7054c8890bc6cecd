import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FileRef } from '../../electron/net/attachment-link.ts';
import type { UploadOutcome } from '../../shared/ipc/contract.ts';
import { addAttachment } from '../../shared/domain/inspections/mutations.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { REPAIR_PIECE_BYTES } from '../../shared/protocol/attachment-calls.ts';
import { AttachmentReceipt, Signed } from '../../shared/protocol/receipt.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { TestDevice } from '../support/test-device.ts';
import { UploadShell } from '../support/upload-shell.ts';
import { addOfficer, attachmentOf, HEAD, startVisit } from './server-suites/world.ts';

// What is read at once from the device's encrypted file, and so the most that one request carries.
const CHUNK_BYTES = 1024 * 1024;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** The process ends and another one starts on what it left, at the same address. */
async function restartServer(): Promise<void> {
  const { folder, port } = server;
  await server.stop();
  server = await startTestServer({ folder, port });
}

async function openShell(): Promise<UploadShell> {
  const device = new TestDevice(server);
  await addOfficer(server, device, { roles: HEAD });
  await device.hello();
  return UploadShell.open(device, server);
}

async function stagePhoto(shell: UploadShell, bytes: Uint8Array): Promise<FileRef> {
  const sha256 = sha256Hex(bytes);
  const attachment = attachmentOf(startVisit(shell.device).inspectionId, sha256, bytes.length);
  const act = shell.device.act(addAttachment, { attachment });
  await shell.device.push(act.seq - 2);
  await shell.attachments.stage(bytes);
  return { attachmentId: attachment.id, sha256, sizeBytes: bytes.length };
}

async function fetched(shell: UploadShell, file: FileRef): Promise<Buffer> {
  return (await shell.device.get(`/v1/attachments/${file.attachmentId}/content`)).body;
}

interface Cut {
  readonly after: number;
  readonly what: 'line' | 'app' | 'server';
}

describe('an upload that is cut', () => {
  test('S74: wherever it is cut, and whoever is killed, what arrived is never sent again and the bytes end equal', async () => {
    const shell = await openShell();
    const cuts = fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 300_000 }),
        what: fc.constantFrom('line', 'line', 'app', 'app', 'server') as fc.Arbitrary<Cut['what']>,
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_600_000 }), cuts, async (size, plan) => {
        const bytes = new Uint8Array(randomBytes(size));
        const file = await stagePhoto(shell, bytes);
        const before = shell.http.sentBytes();
        let link = shell.restartedLink();
        let outcome: UploadOutcome | null = null;
        for (const { after, what } of [...plan, { after: Infinity, what: 'line' }]) {
          shell.http.cutNextBodyAfter(after);
          outcome = await link.upload(file);
          if (outcome.kind === 'uploaded') break;
          if (what !== 'line') link = shell.restartedLink();
          if (what === 'server') await restartServer();
        }
        if (outcome?.kind !== 'uploaded') throw new Error(outcome?.kind);
        const receipt = AttachmentReceipt.parse(JSON.parse(Signed.parse(JSON.parse(outcome.receipt)).body));
        expect(receipt).toMatchObject({ sha256: file.sha256, sizeBytes: size });
        expect((await fetched(shell, file)).equals(bytes)).toBe(true);
        // A record of TLS that was cut in two is lost whole; nothing else is.
        const lost = plan.length * 16_384;
        expect(shell.http.sentBytes() - before).toBeLessThanOrEqual(size + lost);
      }),
      { numRuns: 12, seed: 3 },
    );
    shell.close();
  });

  test.each([401, 403, 429, 500, 503])(
    'S74: a HEAD answered with %i costs nothing of what has arrived',
    async (status) => {
      const shell = await openShell();
      const bytes = new Uint8Array(randomBytes(600_000));
      const file = await stagePhoto(shell, bytes);
      const before = shell.http.sentBytes();
      shell.http.cutNextBodyAfter(200_000);
      await shell.restartedLink().upload(file);
      shell.http.answerNextHead(status);
      const link = shell.restartedLink();
      await link.held([file]);
      expect(await link.upload(file)).toMatchObject({ kind: 'http', status });
      expect(await link.upload(file)).toMatchObject({ kind: 'uploaded' });
      expect(shell.http.sentBytes() - before).toBeLessThan(620_000);
      shell.close();
    },
  );

  test('S74: what the server took whole after its answer was lost is asked for, not sent again', async () => {
    const shell = await openShell();
    const file = await stagePhoto(shell, new Uint8Array(randomBytes(40_000)));
    const link = shell.restartedLink();
    await link.held([file]);
    const before = shell.http.sentBytes();
    shell.http.loseNextAnswer('PATCH');
    expect(await link.upload(file)).toMatchObject({ kind: 'cut-off' });
    expect(await link.upload(file)).toMatchObject({ kind: 'uploaded', sentBytes: 0 });
    expect(shell.http.sentBytes() - before).toBeLessThan(41_000);
    shell.close();
  });

  test('goes on at another address of the same region', async () => {
    const shell = await openShell();
    const file = await stagePhoto(shell, new Uint8Array(randomBytes(600_000)));
    shell.http.cutNextBodyAfter(200_000);
    await shell.restartedLink().upload(file);
    shell.origin = server.url.replace('localhost', '127.0.0.1');
    const outcome = await shell.restartedLink().upload(file);
    if (outcome.kind !== 'uploaded') throw new Error(outcome.kind);
    expect(outcome.sentBytes).toBeLessThanOrEqual(300_000);
    shell.close();
  });
});

describe('bytes that do not fit their record', () => {
  test('S70: a byte that went wrong in the server’s half is found, and only its piece is sent again', async () => {
    const shell = await openShell();
    const bytes = new Uint8Array(randomBytes(700_000));
    const file = await stagePhoto(shell, bytes);
    shell.http.cutNextBodyAfter(200_000);
    await shell.restartedLink().upload(file);
    await alterHalf(server.folder, 3 * REPAIR_PIECE_BYTES + 9);
    const before = shell.http.sentBytes();
    const outcome = await shell.restartedLink().upload(file);
    expect(outcome).toMatchObject({ kind: 'uploaded' });
    expect((await fetched(shell, file)).equals(bytes)).toBe(true);
    // The rest of the file, one piece, and the hashes of all pieces twice.
    expect(shell.http.sentBytes() - before).toBeLessThanOrEqual(390_000 + REPAIR_PIECE_BYTES + 4_000);
    shell.close();
  });

  test('S70: when the device’s own file is not what its record says a person is told, and nothing is receipted', async () => {
    const shell = await openShell();
    const named = new Uint8Array(randomBytes(90_000));
    const file = await stagePhoto(shell, named);
    // The file on this disk holds other bytes under the right name, sealed as if they were right.
    const other = new Uint8Array(randomBytes(90_000));
    const link = shell.linkOver(other);
    expect(await link.upload(file)).toEqual({ kind: 'mismatch' });
    const receipt = await shell.device.get(`/v1/attachments/${file.attachmentId}/receipt`);
    expect(receipt.status).toBe(404);
    expect(await shell.restartedLink().upload(file)).toMatchObject({ kind: 'uploaded' });
    shell.close();
  });

  test('S71: what the region holds already is receipted in one question for all', async () => {
    const shell = await openShell();
    const bytes = new Uint8Array(randomBytes(200_000));
    const first = await stagePhoto(shell, bytes);
    await shell.restartedLink().upload(first);
    const second = await stagePhoto(shell, bytes);
    const unsent = await stagePhoto(shell, new Uint8Array(randomBytes(1000)));
    const asked = shell.http.asked.length;
    const answer = await shell.restartedLink().held([second, unsent]);
    if (answer.kind !== 'held') throw new Error(answer.kind);
    const told = answer.receipts.map((text) =>
      AttachmentReceipt.parse(JSON.parse(Signed.parse(JSON.parse(text)).body)),
    );
    expect(told).toEqual([
      expect.objectContaining({ attachmentId: second.attachmentId, sha256: second.sha256 }),
    ]);
    expect(shell.http.asked.slice(asked)).toEqual(['POST /v1/attachments/held']);
    shell.close();
  });

  test('a photo whose record the region has not taken is marked and holds up nothing', async () => {
    const shell = await openShell();
    const bytes = new Uint8Array(randomBytes(1000));
    await shell.attachments.stage(bytes);
    const file = { attachmentId: 'NOSUCH' as never, sha256: sha256Hex(bytes), sizeBytes: 1000 };
    expect(await shell.restartedLink().upload(file)).toEqual({ kind: 'refused' });
    shell.close();
  });

  test('no request carries more than one chunk of a large file', async () => {
    const shell = await openShell();
    const bytes = new Uint8Array(randomBytes(2 * CHUNK_BYTES + 5));
    const file = await stagePhoto(shell, bytes);
    const asked = shell.http.asked.length;
    expect(await shell.restartedLink().upload(file)).toMatchObject({
      kind: 'uploaded',
      sentBytes: bytes.length,
    });
    const patches = shell.http.asked.slice(asked).filter((line) => line.startsWith('PATCH'));
    expect(patches.length).toBeGreaterThanOrEqual(3);
    expect((await fetched(shell, file)).equals(bytes)).toBe(true);
    shell.close();
  });
});

/** One byte of the only half on the server's disk; what was on the line when it was cut may still be on its way there. */
async function alterHalf(folder: string, at: number): Promise<void> {
  const uploads = join(folder, 'uploads');
  const half = await vi.waitFor(
    async () => {
      const names = (await readdir(uploads)).filter((name) => !name.endsWith('.json'));
      const paths = names.map((name) => join(uploads, name));
      const path = paths.find((one) => statSync(one).size > at + REPAIR_PIECE_BYTES);
      if (path === undefined) throw new Error('no half upload');
      return path;
    },
    { timeout: 10_000 },
  );
  const bytes = await readFile(half);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(half, bytes);
}
