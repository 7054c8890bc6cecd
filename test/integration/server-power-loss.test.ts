import 'fake-indexeddb/auto';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { IngestCut } from '../../server/features/ingest/recover.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { readBackupMark } from '../../shared/sync/backup-mark.ts';
import { DeskDevice, tickingClock } from '../support/desk-device.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { sendPhoto } from '../support/send-photo.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { readReceipts, TestDevice, ulid } from '../support/test-device.ts';
import { addOfficer, HEAD, startVisit } from './server-suites/world.ts';

// PGlite does not flush: after a power cut its folder may be the one of minutes ago, beside the ingest file of now.

const left: string[] = [];
afterAll(async () => {
  for (const folder of left) await rm(folder, { recursive: true, force: true });
});

async function start(folder?: string): Promise<TestServer> {
  const server = await startTestServer(folder === undefined ? {} : { folder });
  left.push(server.folder);
  return server;
}

/** The database as it is now, to be put back later. */
async function keep(server: TestServer): Promise<string> {
  const older = await mkdtemp(join(tmpdir(), 'jd-older-'));
  left.push(older);
  await cp(join(server.folder, 'database'), older, { recursive: true });
  return older;
}

async function putBack(server: TestServer, older: string): Promise<void> {
  await rm(join(server.folder, 'database'), { recursive: true });
  await rename(older, join(server.folder, 'database'));
}

test('S16: the database of five minutes ago beside the ingest file of now loses nothing that was receipted', async () => {
  const clock = tickingClock(Date.UTC(2026, 10, 24));
  const first = await start();
  let at: TestServer = first;
  const code = parseEnrolmentCode(await first.createCode(await first.createOfficer({ roles: HEAD })));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  const place = { host: '127.0.0.1', port: first.port, caPem: first.caPem };
  // The bureau's device finds the server again under its own address; here that is another port.
  const desk = await DeskDevice.enrol(
    place,
    code.value.secret,
    clock,
    (send) => (question) => send({ ...question, url: question.url.replace(/:\d+\//, `:${at.port}/`) }),
  );
  const register = (id: string) =>
    desk.act(registerInstitution, { institution: anInstitution({ id: id as RecordId }) });
  for (let no = 0; no < 3; no++) await register(ulid());
  expect((await desk.sync()).kind).toBe('done');
  const epoch = await desk.store.epoch();
  await first.stop();
  const older = await keep(first);

  const second = await start(first.folder);
  at = second;
  const ids = Array.from({ length: 5 }, () => ulid());
  for (const id of ids) {
    await register(id);
    expect((await desk.sync()).kind).toBe('done');
  }
  const device = new TestDevice(second);
  await addOfficer(second, device, { roles: HEAD });
  await device.hello();
  const visit = startVisit(device);
  const receipted = await device.push();
  const photo = await sendPhoto(device, visit.inspectionId);
  const officerId = await second.createOfficer({ name: { zh: '新来的', ug: 'يېڭى كەلگەن' } });
  const paper = await second.createCode(officerId);
  const revoked = new TestDevice(second);
  await addOfficer(second, revoked);
  await second.admin({ op: 'revoke-device', deviceId: revoked.deviceId ?? ('' as never) });
  const before = await desk.equation();
  await second.stop();

  await putBack(second, older);
  const third = await start(first.folder);
  at = third;
  expect((await desk.sync()).kind).toBe('done');
  expect(await desk.store.epoch()).not.toBe(epoch);
  const counted = await desk.equation();
  expect(counted).toMatchObject({ delivered: counted.created, waiting: 0, quarantined: 0, withdrawn: 0 });
  expect(counted.created).toBeGreaterThanOrEqual(before.created);
  for (const id of ids)
    expect(await desk.read('institutions', id as RecordId)).toMatchObject({ id, prefectureCode: '653100' });

  const same = device.at(third);
  expect((await same.hello()).logs).toEqual([
    { logId: device.logId, seq: device.acts.length, hash: device.acts.at(-1)?.hash },
  ]);
  const again = readReceipts(await same.push(1, 2));
  expect(again.map((one) => [one.from, one.to, one.chain, one.receivedAt])).toEqual(
    readReceipts(receipted).map((one) => [one.from, one.to, one.chain, one.receivedAt]),
  );
  const content = await same.get(`/v1/attachments/${photo.attachmentId}/content`);
  expect(content.body.equals(photo.bytes)).toBe(true);
  const newcomer = new TestDevice(third);
  expect((await newcomer.enrol(paper)).officer.name.zh).toBe('新来的');
  expect((await revoked.at(third).hello()).scopes).toEqual([]);
  await third.stop();
}, 120_000);

test('S82: a database older than the backup that ingest files were given up for does not start; that backup does', async () => {
  const first = await start();
  await first.stop();
  const older = await keep(first);
  const second = await start(first.folder);
  await second.createOfficer();
  const to = await mkdtemp(join(tmpdir(), 'jd-backup-'));
  left.push(to);
  await second.admin({ op: 'backup', to, withKeys: true, cutIngest: true });
  await second.stop();
  const third = await start(first.folder);
  expect(third.port).toBeGreaterThan(0);
  await third.stop();
  await putBack(third, older);
  await expect(startTestServer({ folder: first.folder })).rejects.toThrow(IngestCut);
}, 120_000);

test('a device takes the mark of a verified backup on its next pull, and only a signed one', async () => {
  const clock = tickingClock(Date.UTC(2026, 10, 24));
  const server = await start();
  const code = parseEnrolmentCode(await server.createCode(await server.createOfficer({ roles: HEAD })));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  const place = { host: '127.0.0.1', port: server.port, caPem: server.caPem };
  const desk = await DeskDevice.enrol(place, code.value.secret, clock);
  await desk.act(registerInstitution, { institution: anInstitution({ id: ulid() as RecordId }) });
  await desk.sync();
  expect(await desk.store.backupMark()).toBeNull();
  const to = await mkdtemp(join(tmpdir(), 'jd-backup-'));
  left.push(to);
  await server.admin({ op: 'backup', to, withKeys: true, cutIngest: false });
  await desk.sync();
  const kept = await desk.store.backupMark();
  const mark = kept && readBackupMark(kept);
  expect(mark?.logs).toEqual([expect.objectContaining({ logId: desk.writer.head.logId })]);
  expect(mark?.logs[0]?.seq).toBeGreaterThanOrEqual(2);
  await server.stop();
}, 60_000);
