import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { UploadStore } from '../../../server/features/attachments/upload-store.ts';
import { addAttachment, removeAttachment } from '../../../shared/domain/inspections/mutations.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import { HeldAnswer, RepairAnswer, REPAIR_PIECE_BYTES } from '../../../shared/protocol/attachment-calls.ts';
import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { AttachmentReceipt, Signed, signingBytes } from '../../../shared/protocol/receipt.ts';
import type { HttpsAnswer } from '../../support/https-call.ts';
import type { TestDevice } from '../../support/test-device.ts';
import { kindOf, verifies } from './enrolment.ts';
import { attachmentOf, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

interface Photo {
  readonly attachmentId: RecordId;
  readonly inspectionId: RecordId;
  readonly sha256: string;
  readonly bytes: Buffer;
}

// More than two chunks of the server's file, and no multiple of any block.
const PHOTO_BYTES = 150_001;

export function attachmentSuite(storage: StorageUnderTest): void {
  describe(`attachments (${storage.name})`, () => {
    const world = useServer(storage);
    const head = (prefectureCode = '653100'): Promise<TestDevice> =>
      world.device({ roles: HEAD, prefectureCode });

    test('S12: an upload of what a record names is stored, receipted and can be fetched by the prefecture', async () => {
      const [device, colleague] = [await head(), await head()];
      const photo = await addPhoto(device);
      const place = await begin(device, photo);
      expect(place).toMatch(/^\/v1\/files\//);
      const sent = await send(device, place, photo.bytes, 0);
      const receipt = Signed.parse(
        (await device.get(`/v1/attachments/${photo.attachmentId}/receipt`)).json(),
      );
      expect([sent.status, sent.json()]).toEqual([200, receipt]);
      expect(AttachmentReceipt.parse(JSON.parse(receipt.body))).toMatchObject({
        attachmentId: photo.attachmentId,
        sha256: photo.sha256,
        sizeBytes: PHOTO_BYTES,
      });
      const { receiptKeys } = KeyManifest.parse(JSON.parse(world.server().core.trust.manifest.body));
      expect(
        verifies(
          receiptKeys[0]?.publicKey ?? '',
          signingBytes('jd-attachment-1', receipt.body),
          receipt.signature,
        ),
      ).toBe(true);
      const fetched = await colleague.get(`/v1/attachments/${photo.attachmentId}/content`);
      expect([fetched.status, fetched.headers['content-type'], fetched.body.equals(photo.bytes)]).toEqual([
        200,
        'image/jpeg',
        true,
      ]);
    });

    test('an upload that was cut goes on at the byte where it ended', async () => {
      const device = await head();
      const photo = await addPhoto(device);
      const place = await begin(device, photo);
      await send(device, place, photo.bytes.subarray(0, 70_003), 0);
      expect((await headOf(device, place)).headers['upload-offset']).toBe('70003');
      await send(device, place, photo.bytes.subarray(70_003), 70_003);
      const fetched = await device.get(`/v1/attachments/${photo.attachmentId}/content`);
      expect(fetched.body.equals(photo.bytes)).toBe(true);
    });

    test('bytes that are not what the record says are refused and thrown away', async () => {
      const device = await head();
      const photo = await addPhoto(device);
      const altered = Buffer.from(photo.bytes);
      altered[100] = (altered[100] ?? 0) ^ 1;
      const place = await begin(device, photo);
      expect(kindOf(await send(device, place, altered, 0))).toBe('attachment-mismatch');
      expect((await headOf(device, place)).status).toBe(404);
      expect(kindOf(await device.get(`/v1/attachments/${photo.attachmentId}/receipt`))).toBe('not-found');
      const again = await begin(device, photo);
      expect((await send(device, again, photo.bytes, 0)).status).toBe(200);
    });

    test('S70: a half that does not fit its record is mended piece by piece: only what differs is sent again', async () => {
      const device = await head();
      const photo = await addPhoto(device, randomBytes(5 * REPAIR_PIECE_BYTES + 77));
      const altered = Buffer.from(photo.bytes);
      for (const at of [REPAIR_PIECE_BYTES + 5, altered.length - 1]) altered[at] = (altered[at] ?? 0) ^ 1;
      const place = await begin(device, photo, ',repair MQ==');
      expect(kindOf(await send(device, place, altered, 0))).toBe('attachment-mismatch');
      const pieces = piecesOf(photo.bytes).map((piece) => sha256Hex(piece));
      expect(await repair(device, place, pieces)).toEqual({ bad: [1, 5], receipt: null });
      for (const index of [1, 5])
        expect((await replace(device, place, index, piecesOf(photo.bytes)[index])).status).toBe(204);
      expect(await repair(device, place, pieces)).toMatchObject({
        bad: [],
        receipt: { keyId: expect.any(String) },
      });
      const fetched = await device.get(`/v1/attachments/${photo.attachmentId}/content`);
      expect(fetched.body.equals(photo.bytes)).toBe(true);
    });

    test('a device whose own bytes are not what its record says is told so, and nothing is receipted', async () => {
      const device = await head();
      const photo = await addPhoto(device);
      const other = randomBytes(PHOTO_BYTES);
      const place = await begin(device, photo, ',repair MQ==');
      await send(device, place, other, 0);
      const pieces = piecesOf(other).map((piece) => sha256Hex(piece));
      expect(await repair(device, place, pieces)).toEqual({ bad: [], receipt: null });
      expect((await headOf(device, place)).status).toBe(404);
      expect(kindOf(await device.get(`/v1/attachments/${photo.attachmentId}/receipt`))).toBe('not-found');
    });

    test('S71: the same picture in a second record of the prefecture is receipted without its bytes, and stored once', async () => {
      const [device, colleague] = [await head(), await head()];
      const first = await addPhoto(device);
      await send(device, await begin(device, first), first.bytes, 0);
      const stored = storedCount(world.server().folder);
      const second = await addPhoto(colleague, first.bytes);
      const receipts = await held(colleague, [first, second]);
      expect(receipts.map((receipt) => receipt.attachmentId)).toEqual([
        first.attachmentId,
        second.attachmentId,
      ]);
      expect(storedCount(world.server().folder)).toBe(stored);
      const taken = device.act(removeAttachment, {
        attachmentId: first.attachmentId,
        inspectionId: first.inspectionId,
      });
      await device.push(taken.seq);
      const fetched = await device.get(`/v1/attachments/${second.attachmentId}/content`);
      expect(fetched.body.equals(first.bytes)).toBe(true);
      expect(kindOf(await device.get(`/v1/attachments/${first.attachmentId}/content`))).toBe(
        'attachment-not-readable',
      );
    });

    test('S71: never across prefectures, not for bytes nobody sent, not for a hash the record does not name', async () => {
      const [device, stranger] = [await head(), await head('653200')];
      const photo = await addPhoto(device);
      await send(device, await begin(device, photo), photo.bytes, 0);
      const elsewhere = await addPhoto(stranger, photo.bytes, '653200');
      const unsent = await addPhoto(device);
      expect(await held(stranger, [elsewhere, photo])).toEqual([]);
      expect(await held(device, [unsent, { ...unsent, sha256: photo.sha256 }])).toEqual([]);
      expect((await send(stranger, await begin(stranger, elsewhere), photo.bytes, 0)).status).toBe(200);
    });

    test('S72: with the receipt every device of the prefecture is told by pull that the bytes are there', async () => {
      const [device, colleague] = [await head(), await head()];
      const photo = await addPhoto(device);
      const told = async (): Promise<unknown> =>
        (await colleague.pullAll()).entries
          .filter((entry) => entry.table === 'attachmentReceipts' && entry.id === photo.attachmentId)
          .map((entry) => (entry.op === 'put' ? entry.record : entry.op));
      expect(await told()).toEqual([]);
      await send(device, await begin(device, photo), photo.bytes, 0);
      expect(await told()).toEqual([
        expect.objectContaining({
          id: photo.attachmentId,
          recordId: photo.inspectionId,
          sha256: photo.sha256,
          sizeBytes: PHOTO_BYTES,
        }),
      ]);
    });

    test('an upload needs a record of the device that names exactly these bytes', async () => {
      const [device, stranger] = [await head(), await head('653200')];
      const photo = await addPhoto(device);
      const wrongHash = await create(device, { ...photo, sha256: 'b'.repeat(64) });
      const noRecord = await create(device, { ...photo, attachmentId: 'NOSUCH' as RecordId });
      const foreign = await create(stranger, photo);
      expect([wrongHash, noRecord, foreign].map(kindOf)).toEqual([
        'attachment-not-readable',
        'attachment-not-readable',
        'attachment-not-readable',
      ]);
    });

    test('S21: another prefecture fetches neither bytes nor receipt, and touches no upload that is not its own', async () => {
      const [device, stranger] = [await head(), await head('653200')];
      const photo = await addPhoto(device);
      const place = await begin(device, photo);
      expect((await send(stranger, place, photo.bytes, 0)).status).toBe(404);
      await send(device, place, photo.bytes, 0);
      const answers = [
        await stranger.get(`/v1/attachments/${photo.attachmentId}/content`),
        await stranger.get(`/v1/attachments/${photo.attachmentId}/receipt`),
      ];
      expect(answers.map(kindOf)).toEqual(['attachment-not-readable', 'attachment-not-readable']);
    });

    test('on disk neither a half nor a whole picture shows its bytes', async () => {
      const device = await head();
      const photo = await addPhoto(
        device,
        Buffer.concat([Buffer.from('PLANTED-PHRASE'.repeat(50)), randomBytes(PHOTO_BYTES - 700)]),
      );
      const place = await begin(device, photo);
      await send(device, place, photo.bytes.subarray(0, 1000), 0);
      expect(filesHolding(world.server().folder, 'PLANTED-PHRASE')).toEqual([]);
      await send(device, place, photo.bytes.subarray(1000), 1000);
      expect(
        (await device.get(`/v1/attachments/${photo.attachmentId}/content`)).body.equals(photo.bytes),
      ).toBe(true);
      expect(filesHolding(world.server().folder, 'PLANTED-PHRASE')).toEqual([]);
    });

    test('a stored picture that was altered is never handed out whole', async () => {
      const device = await head();
      const photo = await addPhoto(device);
      await send(device, await begin(device, photo), photo.bytes, 0);
      const path = newestFile(join(world.server().folder, 'attachments'));
      const stored = readFileSync(path);
      stored[stored.length - 20] = (stored[stored.length - 20] ?? 0) ^ 1;
      writeFileSync(path, stored);
      const fetched = await device.get(`/v1/attachments/${photo.attachmentId}/content`).catch(() => null);
      expect(fetched?.body.equals(photo.bytes) ?? false).toBe(false);
    });

    test('an upload that was whole when the server died is taken when the device asks how far it got', async () => {
      const device = await head();
      const photo = await addPhoto(device);
      const place = await begin(device, photo);
      await send(device, place, photo.bytes.subarray(0, -1), 0);
      await completeOnDisk(
        world.server().core.folder,
        world.server().core.trust.storageKey,
        place,
        photo.bytes,
      );
      await headOf(device, place);
      expect((await device.get(`/v1/attachments/${photo.attachmentId}/receipt`)).status).toBe(200);
    });
  });
}

async function addPhoto(
  device: TestDevice,
  bytes: Buffer = randomBytes(PHOTO_BYTES),
  prefectureCode?: string,
): Promise<Photo> {
  const { inspectionId } = startVisit(device, prefectureCode);
  const sha256 = sha256Hex(bytes);
  const attachment = attachmentOf(inspectionId, sha256, bytes.length);
  const act = device.act(addAttachment, { attachment });
  await device.push(act.seq - 2);
  return { attachmentId: attachment.id, inspectionId, sha256, bytes };
}

function create(device: TestDevice, photo: Photo, more = ''): Promise<HttpsAnswer> {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const metadata = `attachmentId ${base64(photo.attachmentId)},sha256 ${base64(photo.sha256)}${more}`;
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-length': String(photo.bytes.length),
    'upload-metadata': metadata,
    authorization: `Bearer ${device.token}`,
  };
  return device.caller.call('/v1/files', { method: 'POST', headers });
}

async function begin(device: TestDevice, photo: Photo, more = ''): Promise<string> {
  const created = await create(device, photo, more);
  expect(created.status).toBe(201);
  return String(created.headers.location);
}

function piecesOf(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / REPAIR_PIECE_BYTES) }, (_, index) =>
    bytes.subarray(index * REPAIR_PIECE_BYTES, (index + 1) * REPAIR_PIECE_BYTES),
  );
}

async function repair(device: TestDevice, place: string, pieces: readonly string[]): Promise<unknown> {
  return RepairAnswer.parse((await device.post(`${place}/repair`, { v: 1, pieces: [...pieces] })).json());
}

function replace(device: TestDevice, place: string, index: number, piece?: Uint8Array): Promise<HttpsAnswer> {
  const headers = {
    'content-type': 'application/offset+octet-stream',
    authorization: `Bearer ${device.token}`,
  };
  return device.caller.call(`${place}/pieces/${index}`, {
    method: 'PUT',
    headers,
    body: piece ?? Buffer.alloc(0),
  });
}

async function held(
  device: TestDevice,
  photos: readonly Pick<Photo, 'attachmentId' | 'sha256'>[],
): Promise<readonly AttachmentReceipt[]> {
  const attachments = photos.map(({ attachmentId, sha256 }) => ({ attachmentId, sha256 }));
  const answer = await device.post('/v1/attachments/held', { v: 1, attachments });
  return HeldAnswer.parse(answer.json()).receipts.map(({ body }) =>
    AttachmentReceipt.parse(JSON.parse(body)),
  );
}

function storedCount(folder: string): number {
  return readdirSync(join(folder, 'attachments'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
}

function send(device: TestDevice, place: string, bytes: Uint8Array, offset: number): Promise<HttpsAnswer> {
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
    authorization: `Bearer ${device.token}`,
  };
  return device.caller.call(place, { method: 'PATCH', headers, body: bytes });
}

function headOf(device: TestDevice, place: string): Promise<HttpsAnswer> {
  return device.caller.call(place, {
    method: 'HEAD',
    headers: { 'tus-resumable': '1.0.0', authorization: `Bearer ${device.token}` },
  });
}

/** What the disk holds when the last byte arrived and the process died before it looked at the whole. */
async function completeOnDisk(
  folder: string,
  storageKey: Uint8Array,
  place: string,
  bytes: Buffer,
): Promise<void> {
  const uploadId = place.split('/').at(-1) ?? '';
  await new UploadStore(join(folder, 'uploads'), storageKey).write(
    Readable.from([bytes.subarray(-1)]),
    uploadId,
    bytes.length - 1,
  );
}

function filesHolding(folder: string, phrase: string): string[] {
  const names = ['uploads', 'attachments'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, withFileTypes: true }),
  );
  return names
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(phrase))
    .map((entry) => entry.name);
}

function newestFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const [newest] = files.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (newest === undefined) throw new Error('nothing is stored');
  return newest;
}
