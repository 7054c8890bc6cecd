import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { UploadStore } from '../../../server/features/attachments/upload-store.ts';
import { addAttachment } from '../../../shared/domain/inspections/mutations.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { AttachmentReceipt, Signed, signingBytes } from '../../../shared/protocol/receipt.ts';
import type { HttpsAnswer } from '../../support/https-call.ts';
import type { TestDevice } from '../../support/test-device.ts';
import { kindOf, verifies } from './enrolment.ts';
import { attachmentOf, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

interface Photo {
  readonly attachmentId: RecordId;
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
      expect((await send(device, place, photo.bytes, 0)).status).toBe(204);
      const receipt = Signed.parse(
        (await device.get(`/v1/attachments/${photo.attachmentId}/receipt`)).json(),
      );
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
      expect((await send(device, again, photo.bytes, 0)).status).toBe(204);
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
      const path = newestFile(join(world.server().folder, 'attachments'), photo.attachmentId);
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

async function addPhoto(device: TestDevice, bytes: Buffer = randomBytes(PHOTO_BYTES)): Promise<Photo> {
  const visit = startVisit(device);
  const sha256 = sha256Hex(bytes);
  const attachment = attachmentOf(visit.inspectionId, sha256, bytes.length);
  const act = device.act(addAttachment, { attachment });
  await device.push(act.seq - 2);
  return { attachmentId: attachment.id, sha256, bytes };
}

function create(device: TestDevice, photo: Photo): Promise<HttpsAnswer> {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const metadata = `attachmentId ${base64(photo.attachmentId)},sha256 ${base64(photo.sha256)}`;
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-length': String(photo.bytes.length),
    'upload-metadata': metadata,
    authorization: `Bearer ${device.token}`,
  };
  return device.caller.call('/v1/files', { method: 'POST', headers });
}

async function begin(device: TestDevice, photo: Photo): Promise<string> {
  const created = await create(device, photo);
  expect(created.status).toBe(201);
  return String(created.headers.location);
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

function newestFile(folder: string, attachmentId: string): string {
  const name = sha256Hex(`jd-attachment-file-1|${attachmentId}`);
  return join(folder, name.slice(0, 2), `${name}.jda`);
}
