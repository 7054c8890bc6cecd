import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { addAttachment } from '../../shared/domain/inspections/mutations.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { startS3 } from '../support/s3-server.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { TestDevice } from '../support/test-device.ts';
import { addOfficer, attachmentOf, HEAD, startVisit } from './server-suites/world.ts';

interface Picture {
  readonly id: RecordId;
  readonly bytes: Buffer;
}

async function deviceWithPicture(server: TestServer): Promise<{ device: TestDevice; picture: Picture }> {
  const device = new TestDevice(server);
  await addOfficer(server, device, { roles: HEAD });
  await device.hello();
  const bytes = randomBytes(90_000);
  const attachment = attachmentOf(startVisit(device).inspectionId, sha256Hex(bytes), bytes.length);
  device.act(addAttachment, { attachment });
  await device.push();
  return { device, picture: { id: attachment.id, bytes } };
}

test('with S3 the pictures lie in the bucket, and a server started again serves them', async () => {
  const s3 = await startS3();
  const server = await startTestServer({ s3: s3.place });
  const { device, picture } = await deviceWithPicture(server);
  await upload(device, picture);
  const objects = await readdir(join(s3.folder, s3.place.bucket), { recursive: true });
  expect(objects.filter((name) => name.endsWith('.jda._S3rver_object'))).toHaveLength(1);
  expect(await readdir(join(server.folder, 'attachments'))).toEqual(['drafts']);
  expect(await readdir(join(server.folder, 'attachments', 'drafts'))).toEqual([]);
  await server.stop();

  const again = await startTestServer({ folder: server.folder, s3: s3.place });
  const same = device.at(again);
  await same.hello();
  expect((await same.get(`/v1/attachments/${picture.id}/content`)).body.equals(picture.bytes)).toBe(true);
  device.close();
  same.close();
  await again.close();
  await s3.stop();
});

test('what the first release stored in a file per attachment is taken over at the next start, and told to the devices', async () => {
  const server = await startTestServer();
  const { device, picture } = await deviceWithPicture(server);
  await upload(device, picture);
  const { db, trust } = server.core;
  // Once more something settles, so that the start does not run the upload's own entry again.
  await server.createOfficer();
  // As the first release left it: no place, no word to the devices, a file of its own.
  await db.updateTable('attachment_receipts').set({ prefecture: null }).execute();
  await db.deleteFrom('records').where('table_name', '=', 'attachmentReceipts').execute();
  const old = oldPath(server.folder, picture.id);
  await mkdir(dirname(old), { recursive: true });
  await writeFile(old, oldFile(trust.storageKey, picture));
  await server.stop();

  const again = await startTestServer({ folder: server.folder });
  const same = device.at(again);
  await same.hello();
  expect(existsSync(old)).toBe(false);
  expect((await same.get(`/v1/attachments/${picture.id}/content`)).body.equals(picture.bytes)).toBe(true);
  const told = (await same.pullAll()).entries.filter((entry) => entry.table === 'attachmentReceipts');
  expect(told).toMatchObject([{ op: 'put', id: picture.id }]);
  device.close();
  same.close();
  await again.close();
});

async function upload(device: TestDevice, { id, bytes }: Picture): Promise<void> {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const common = { 'tus-resumable': '1.0.0', authorization: `Bearer ${device.token}` };
  const created = await device.caller.call('/v1/files', {
    method: 'POST',
    headers: {
      ...common,
      'upload-length': String(bytes.length),
      'upload-metadata': `attachmentId ${base64(id)},sha256 ${base64(sha256Hex(bytes))}`,
    },
  });
  const sent = await device.caller.call(String(created.headers.location), {
    method: 'PATCH',
    headers: { ...common, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
  expect(sent.status).toBe(200);
}

function oldPath(folder: string, id: string): string {
  const name = sha256Hex(`jd-attachment-file-1|${id}`);
  return join(folder, 'attachments', name.slice(0, 2), `${name}.jda`);
}

function oldFile(storageKey: Uint8Array, { id, bytes }: Picture): Buffer {
  const key = new Uint8Array(hkdfSync('sha256', storageKey, new Uint8Array(), 'jd-attachments-1', 32));
  const seal = (plain: Uint8Array, place: string): Buffer => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  return Buffer.concat([
    Buffer.from('JDA1'),
    seal(bytes.subarray(0, 65_536), `attachment|${id}|0|more`),
    seal(bytes.subarray(65_536), `attachment|${id}|1|last`),
  ]);
}
