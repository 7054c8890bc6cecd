import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { RestoreRefused, restoreBackup, type Restored } from '../../../server/app/restore.ts';
import { verifyBackup } from '../../../server/features/backup/verify-backup.ts';
import { verifyExport } from '../../../server/features/backup/verify-export.ts';
import { systemClock, systemRandom } from '../../../server/features/trust/world.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { BackupMark } from '../../../shared/protocol/backup-mark.ts';
import type { PullAnswer } from '../../../shared/protocol/pull.ts';
import { sendPhoto, type SentPhoto } from '../../support/send-photo.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../support/start-server.ts';
import { TestDevice } from '../../support/test-device.ts';
import { addOfficer, answer, HEAD, startVisit, type StorageUnderTest } from './world.ts';

function readMark(page: PullAnswer): BackupMark | null {
  return page.backup ? BackupMark.parse(JSON.parse(page.backup.body)) : null;
}

/** Backup, verification, restore and export: the same on both databases. */
export function backupSuite(storage: StorageUnderTest): void {
  describe(`backup and restore (${storage.name})`, () => {
    const afterwards: (() => Promise<void> | void)[] = [];
    afterEach(async () => {
      for (const clean of afterwards.splice(0).reverse()) await clean();
    });

    async function emptyFolder(): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'jd-backup-'));
      afterwards.push(() => rm(folder, { recursive: true, force: true }));
      return folder;
    }

    async function start(options: TestServerOptions): Promise<TestServer> {
      const server = await startTestServer(options);
      let open = true;
      const stop = async (): Promise<void> => {
        if (open) await server.stop();
        open = false;
      };
      afterwards.push(async () => {
        await stop();
        await rm(server.folder, { recursive: true, force: true });
      });
      return { ...server, stop };
    }

    async function worked(): Promise<{
      readonly server: TestServer;
      readonly device: TestDevice;
      readonly inspectionId: RecordId;
      readonly photo: SentPhoto;
    }> {
      const server = await start(await storage.options());
      const device = new TestDevice(server);
      afterwards.push(() => device.close());
      await addOfficer(server, device, { roles: HEAD });
      await device.hello();
      const { inspectionId } = startVisit(device);
      answer(device, inspectionId, 'DR-A01', { note: '备注 ئىزاھ' });
      await device.push();
      return { server, device, inspectionId, photo: await sendPhoto(device, inspectionId) };
    }

    const backUp = (server: TestServer, to: string, over: { withKeys?: boolean; cutIngest?: boolean } = {}) =>
      server.admin({ op: 'backup', to, withKeys: true, cutIngest: false, ...over });

    /** A new server from a backup: another folder, another database. */
    async function restored(
      from: string,
      over: { keysFrom?: string; ingestFrom?: string } = {},
    ): Promise<{ readonly server: TestServer; readonly said: Restored }> {
      const options = await storage.options();
      const folder = await emptyFolder();
      const databaseUrl = options.storage?.kind === 'postgresql' ? options.storage.url : null;
      const said = await restoreBackup({
        from,
        dataFolder: folder,
        databaseUrl,
        keysFrom: over.keysFrom ?? null,
        ingestFrom: over.ingestFrom ?? null,
        clock: systemClock,
        random: systemRandom,
      });
      return { server: await start({ ...options, folder }), said };
    }

    function moved(device: TestDevice, server: TestServer): TestDevice {
      const same = device.at(server);
      afterwards.push(() => same.close());
      return same;
    }

    test('S23: a server made from a backup has everything up to it under a new epoch; the device sends the rest again', async () => {
      const { server, device, inspectionId, photo } = await worked();
      const to = await emptyFolder();
      expect(await backUp(server, to)).toMatchObject({ kind: 'backed-up' });
      const before = await device.pullAll({ v: 3 });
      const reached = device.acts.length;
      expect(readMark(before.last)).toMatchObject({
        epoch: before.last.epoch,
        logs: [{ logId: device.logId, seq: reached, hash: device.acts.at(-1)?.hash }],
      });
      const { at } = readMark(before.last) ?? { at: '' };
      expect((await device.pullAll({ v: 3, backupSeen: at })).last.backup).toBeUndefined();
      expect((await device.pullAll({ v: 2 })).last.backup).toBeUndefined();
      answer(device, inspectionId, 'DR-A02');
      await device.push(reached + 1);
      await server.stop();

      const { server: again, said } = await restored(to);
      expect(said).toMatchObject({ attachments: expect.any(Number) as number });
      const same = moved(device, again);
      const hello = await same.hello();
      expect(hello.epoch).not.toBe(before.last.epoch);
      expect(hello.logs).toEqual([
        { logId: device.logId, seq: reached, hash: device.acts[reached - 1]?.hash },
      ]);
      expect((await same.push(reached + 1)).head.seq).toBe(reached + 1);
      const pulled = await same.pullAll();
      expect(pulled.entries.length).toBeGreaterThan(before.entries.length);
      const content = await same.get(`/v1/attachments/${photo.attachmentId}/content`);
      expect(content.body.equals(photo.bytes)).toBe(true);
      // Its receipts were signed by the same keys, and a repeated push gives the very same ones.
      expect((await same.push(1, reached)).receipts.length).toBeGreaterThan(0);
    });

    test('with the ingest files of the lost server nothing is missing, and codes, officers and revocations are back', async () => {
      const { server, device, inspectionId } = await worked();
      const to = await emptyFolder();
      await backUp(server, to);
      const reached = device.acts.length;
      answer(device, inspectionId, 'DR-A02');
      await device.push(reached + 1);
      const officerId = await server.createOfficer({ roles: HEAD });
      const code = await server.createCode(officerId);
      const other = new TestDevice(server);
      await addOfficer(server, other);
      await server.admin({ op: 'revoke-device', deviceId: other.deviceId ?? ('' as never) });
      other.close();
      await server.stop();

      const { server: again } = await restored(to, { ingestFrom: join(server.folder, 'ingest') });
      const same = moved(device, again);
      expect((await same.hello()).logs.map((log) => log.seq)).toEqual([reached + 1]);
      const newcomer = new TestDevice(again);
      afterwards.push(() => newcomer.close());
      expect((await newcomer.enrol(code)).officer.officerId).toBe(officerId);
      const revoked = moved(other, again);
      expect((await revoked.hello()).scopes).toEqual([]);
    });

    test('every altered, cut or missing file is named, and nothing is made from such a backup', async () => {
      const { server } = await worked();
      const to = await emptyFolder();
      await backUp(server, to);
      const generation = (await readdir(to)).find((name) => name !== 'attachments') ?? '';
      const whole = await verifyBackup(to);
      if (!whole.ok) throw new Error(whole.error.kind);
      expect(whole.value.generation).toBe(generation);
      for (const { path } of whole.value.manifest.files) {
        const file = join(to, path);
        const bytes = await readFile(file);
        const altered = Buffer.from(bytes);
        altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
        await writeFile(file, altered);
        expect(await verifyBackup(to)).toEqual({ ok: false, error: { kind: 'file-altered', path } });
        await rm(file);
        expect(await verifyBackup(join(to, generation))).toEqual({
          ok: false,
          error: { kind: 'file-missing', path },
        });
        await writeFile(file, bytes);
      }
      await appendFile(join(to, whole.value.manifest.files[0]?.path ?? ''), 'x');
      await expect(restored(to)).rejects.toThrow(RestoreRefused);
    });

    test('a restore overwrites nothing and needs the keys', async () => {
      const { server, device } = await worked();
      const to = await emptyFolder();
      await backUp(server, to, { withKeys: false });
      await server.stop();
      expect((await readdir(to, { recursive: true })).filter((name) => name.endsWith('.key'))).toEqual([]);
      await expect(restored(to)).rejects.toThrow(/without keys/);
      const full = await emptyFolder();
      await writeFile(join(full, 'something'), '');
      const options = { from: to, databaseUrl: null, keysFrom: null, ingestFrom: null };
      await expect(
        restoreBackup({ ...options, dataFolder: full, clock: systemClock, random: systemRandom }),
      ).rejects.toThrow(/not empty/);
      const { server: again } = await restored(to, { keysFrom: join(server.folder, 'trust') });
      expect((await moved(device, again).hello()).logs).toHaveLength(1);
    });

    test('a second backup copies only new attachments; both generations can be restored', async () => {
      const { server, device, inspectionId } = await worked();
      const to = await emptyFolder();
      await backUp(server, to);
      const copies = async (): Promise<readonly string[]> => {
        const names = (await readdir(join(to, 'attachments'), { recursive: true })).filter((name) =>
          name.endsWith('.jda'),
        );
        const inodes = names.map(async (name) => (await stat(join(to, 'attachments', name))).ino);
        return (await Promise.all(inodes)).map(String);
      };
      const first = await copies();
      await sendPhoto(device, inspectionId);
      await backUp(server, to);
      const second = await copies();
      expect([first.length, second.length]).toEqual([1, 2]);
      expect(second).toEqual(expect.arrayContaining([...first]));
      const generations = (await readdir(to)).filter((name) => name !== 'attachments').sort();
      expect(generations).toHaveLength(2);
      const { said } = await restored(join(to, generations[0] ?? ''));
      expect(said.generation).toBe(generations[0]);
    });

    test('S82: ingest files go only after a backup was verified, and only those it covers', async () => {
      const { server, device, inspectionId } = await worked();
      const ingest = join(server.folder, 'ingest');
      const logs = async (): Promise<readonly string[]> =>
        (await readdir(ingest)).filter((name) => name.endsWith('.log')).sort();
      const first = await logs();
      await backUp(server, await emptyFolder());
      expect(await logs()).toEqual(first);
      const to = await emptyFolder();
      expect(await backUp(server, to, { cutIngest: true })).toMatchObject({ cutFiles: first.length });
      answer(device, inspectionId, 'DR-A02');
      await device.push(device.acts.length);
      expect(await logs()).toHaveLength(1);
      await server.stop();

      // Kept beside the backup they were cut for they still give everything back …
      const kept = await emptyFolder();
      await cp(ingest, kept, { recursive: true });
      const { server: again } = await restored(to, { ingestFrom: kept });
      expect((await moved(device, again).hello()).logs[0]?.seq).toBe(device.acts.length);
    });

    test('ingest files that begin after a backup ends are refused beside it', async () => {
      const { server } = await worked();
      const older = await emptyFolder();
      await backUp(server, older);
      await server.createOfficer();
      await backUp(server, await emptyFolder(), { cutIngest: true });
      await server.stop();
      await expect(restored(older, { ingestFrom: join(server.folder, 'ingest') })).rejects.toThrow(
        /begin after this backup ends/,
      );
    });

    test('an export is verified with nothing but itself, and every alteration is noticed', async () => {
      const { server, device } = await worked();
      const file = join(await emptyFolder(), 'acts.ndjson');
      const acts = device.acts.length;
      expect(await server.admin({ op: 'export', prefectureCode: '653100', to: file })).toEqual({
        kind: 'exported',
        logs: 1,
        acts,
      });
      expect(await verifyExport(file)).toMatchObject({ ok: true, value: { logs: 1, acts } });
      const text = await readFile(file, 'utf8');
      for (const [from, into] of [
        ['"state":"delivered"', '"state":"withdrawn"'],
        ['"kind":"applied"', '"kind":"refused"'],
        ['logs\\":1', 'logs\\":2'],
        ['"seq":2', '"seq":3'],
      ] as const) {
        expect(text).toContain(from);
        await writeFile(file, text.replace(from, into));
        expect((await verifyExport(file)).ok).toBe(false);
      }
      await writeFile(file, text.split('\n').slice(0, -2).join('\n'));
      expect(await verifyExport(file)).toEqual({ ok: false, error: { kind: 'no-end' } });
      expect(await server.admin({ op: 'export', prefectureCode: '659999', to: file })).toEqual({
        kind: 'refused',
        reason: 'office-unknown',
      });
    });
  });
}
