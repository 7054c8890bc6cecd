import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BureauDb } from '../../renderer/data/bureau-db.ts';
import { evidenceByRecord } from '../../renderer/data/evidence.ts';
import { setMeta } from '../../renderer/data/meta.ts';
import { photoBox } from '../../renderer/data/photo-box.ts';
import { LivePhotoCare } from '../../renderer/data/photo-care.ts';
import { uploadWaiting } from '../../renderer/data/uploads.ts';
import { verifyWith } from '../../renderer/data/verify-signed.ts';
import { connectBureau, type Bureau } from '../../renderer/platform/bureau.ts';
import { addAttachment } from '../../shared/domain/inspections/mutations.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import type { RecordBase } from '../../shared/lib/record-kind.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { KeyManifest } from '../../shared/protocol/manifest.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { TestDevice } from '../support/test-device.ts';
import { UploadShell } from '../support/upload-shell.ts';
import { addOfficer, attachmentOf, HEAD, startVisit } from './server-suites/world.ts';

// Window and main process of the shipped code around one IndexedDB and one disk in memory, against the real server.

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

let databases = 0;

class PhotoDesk {
  readonly db = new BureauDb(`photo-care-${++databases}`);
  readonly records = new Map<string, RecordBase>();
  readonly shell: UploadShell;
  readonly bureau: Bureau;
  readonly care: LivePhotoCare;
  readonly photos: ReturnType<typeof photoBox>;
  daysLater = 0;
  readonly #clock = { now: () => instantOf(Date.now() + this.daysLater * 86_400_000) };
  readonly #verify = verifyWith(
    () => KeyManifest.parse(JSON.parse(server.core.trust.manifest.body)).receiptKeys,
  );

  private constructor(shell: UploadShell) {
    this.shell = shell;
    this.bureau = connectBureau({
      call: (name, input) => this.#main(name, input),
      takeDropped: async () => [],
      on: () => () => undefined,
    });
    const reader = {
      get: async (_kind: unknown, id: string) => this.records.get(id) ?? null,
      list: async () => [],
      all: async () => [],
    };
    this.photos = photoBox(this.bureau, this.db, reader as never, this.#clock);
    this.care = new LivePhotoCare({
      db: this.db,
      bureau: this.bureau,
      verify: this.#verify,
      clock: this.#clock,
      records: reader as never,
      officerId: 'O' as never,
      photos: this.photos,
    });
  }

  static async open(): Promise<PhotoDesk> {
    const device = new TestDevice(server);
    await addOfficer(server, device, { roles: HEAD });
    await device.hello();
    return new PhotoDesk(await UploadShell.open(device, server));
  }

  /** A photo as the visit's screen leaves it: staged, its act at the region, its row waiting. */
  async addPhoto(bytes: Uint8Array, visitState: 'in-progress' | 'sealed'): Promise<UploadRow> {
    const { inspectionId } = startVisit(this.shell.device);
    const attachment = attachmentOf(inspectionId, sha256Hex(bytes), bytes.length);
    const act = this.shell.device.act(addAttachment, { attachment });
    await this.shell.device.push(act.seq - 2);
    await this.shell.attachments.stage(bytes);
    this.records.set(attachment.id, attachment as never);
    const record = { scope: '', version: 1, dirty: 0 as const, payload: new Uint8Array() };
    await this.db.records('attachments').put({ ...record, id: attachment.id, recordId: inspectionId });
    await this.db.records('inspections').put({ ...record, id: inspectionId, state: visitState });
    const { id: attachmentId, sha256, sizeBytes } = attachment;
    const row = {
      attachmentId,
      sha256,
      sizeBytes,
      state: 'waiting',
      sentBytes: 0,
      receipt: null,
    } as UploadRow;
    await this.db.uploads.put(row);
    return row;
  }

  upload(pushText: () => Promise<null> = async () => null): ReturnType<typeof uploadWaiting> {
    return uploadWaiting({
      db: this.db,
      bureau: this.bureau,
      verify: this.#verify,
      isCancelled: () => false,
      pushText,
      sentBytesOf: (row) => row.sentBytes,
      mayUpload: () => true,
      onUploaded: () => undefined,
    });
  }

  async states(): Promise<readonly string[]> {
    return (await this.db.uploads.toArray()).map((row) => row.state);
  }

  /** As `electron/ipc/files-calls.ts` does it. */
  async #main(name: string, input: unknown): Promise<unknown> {
    const file = input as never;
    const sha256 = (input as { readonly sha256: never } | null)?.sha256 as never;
    const link = this.shell.restartedLink();
    switch (name) {
      case 'files/read':
        return this.shell.attachments.read(sha256);
      case 'files/check':
        return this.shell.attachments.check(sha256);
      case 'files/remove':
        return this.shell.attachments.remove(sha256);
      case 'files/upload':
        return link.upload(file);
      case 'files/fetch':
        return link.fetch(file);
      case 'files/held':
        return link.held(file);
      default:
        throw new Error(name);
    }
  }

  close(): void {
    this.shell.close();
    this.db.close();
  }
}

const photo = (size = 30_000): Uint8Array => new Uint8Array(randomBytes(size));
const daysAgoMark = { keepDays: 30, waitForBackup: false };

describe('a delivered photo', () => {
  test('S73: leaves the disk after its days, is told as removed, and comes back whole when it is asked for', async () => {
    const desk = await PhotoDesk.open();
    const row = await desk.addPhoto(photo(), 'sealed');
    await desk.care.setRules(daysAgoMark);
    expect(await desk.upload()).toBeNull();
    expect(await desk.care.letGo()).toEqual({ files: 0, bytes: 0 });
    desk.daysLater = 31;
    expect(await desk.care.letGo()).toEqual({ files: 1, bytes: row.sizeBytes });
    expect([await desk.states(), desk.shell.disk.files.has(`files/${row.sha256}.jda`)]).toEqual([
      ['removed'],
      false,
    ]);
    expect(await desk.photos.open(row.sha256, 'image/jpeg')).toEqual({ kind: 'remote' });
    expect(await desk.photos.fetch(row.attachmentId)).toEqual({ kind: 'fetched' });
    expect([await desk.states(), (await desk.shell.attachments.check(row.sha256)).kind]).toEqual([
      ['delivered'],
      'whole',
    ]);
    // Asked for again, it stays as long again.
    expect(await desk.care.letGo()).toEqual({ files: 0, bytes: 0 });
    desk.close();
  });

  test('S73: stays while its visit is open, while it waits, without a backup mark, and when its receipt does not verify', async () => {
    const desk = await PhotoDesk.open();
    const [open, sealed] = [
      await desk.addPhoto(photo(), 'in-progress'),
      await desk.addPhoto(photo(), 'sealed'),
    ];
    await desk.upload();
    const waiting = await desk.addPhoto(photo(), 'sealed');
    desk.daysLater = 400;
    // The backup mark is waited for, and none has come.
    expect((await desk.care.letGo()).files).toBe(0);
    await desk.care.setRules({ waitForBackup: false });
    const signed = JSON.parse((await desk.db.uploads.get(sealed.attachmentId))?.receipt ?? '{}') as object;
    await desk.db.uploads.update(sealed.attachmentId, {
      receipt: JSON.stringify({ ...signed, signature: 'AAAA' }),
    });
    expect((await desk.care.letGo()).files).toBe(0);
    for (const one of [open, sealed, waiting])
      expect((await desk.shell.attachments.check(one.sha256)).kind).toBe('whole');
    desk.close();
  });

  test('S73: the region’s signed mark opens the door for what it covers, a foreign or unsigned one does not', async () => {
    const desk = await PhotoDesk.open();
    await desk.addPhoto(photo(), 'sealed');
    await desk.upload();
    desk.daysLater = 31;
    const mark = (epoch: string): unknown =>
      server.core.trust.sign('jd-backup-1', {
        v: 1,
        epoch,
        at: instantOf(Date.now() + 60_000),
        attachmentsBefore: instantOf(Date.now() + 60_000),
        logs: [],
      });
    await setMeta(desk.db, 'epoch', 'E1');
    await setMeta(desk.db, 'backupMark', mark('E0'));
    expect((await desk.care.letGo()).files).toBe(0);
    await setMeta(desk.db, 'backupMark', { ...(mark('E1') as object), signature: 'AAAA' });
    expect((await desk.care.letGo()).files).toBe(0);
    await setMeta(desk.db, 'backupMark', mark('E1'));
    expect((await desk.care.letGo()).files).toBe(1);
    desk.close();
  });

  test('a removal that was cut off after its first step is ended the next time', async () => {
    const desk = await PhotoDesk.open();
    const row = await desk.addPhoto(photo(), 'sealed');
    await desk.upload();
    await desk.db.uploads.update(row.attachmentId, { state: 'leaving' });
    expect((await desk.care.letGo()).files).toBe(1);
    expect(await desk.states()).toEqual(['removed']);
    desk.close();
  });
});

describe('on the way', () => {
  test('text goes between photos, photos of open visits first, then the smallest', async () => {
    const desk = await PhotoDesk.open();
    const [sealedSmall, openLarge, openSmall] = [
      await desk.addPhoto(photo(1000), 'sealed'),
      await desk.addPhoto(photo(9000), 'in-progress'),
      await desk.addPhoto(photo(4000), 'in-progress'),
    ];
    const delivered: string[] = [];
    await desk.upload(async () => {
      for (const row of await desk.db.uploads.where('state').equals('delivered').toArray())
        if (!delivered.includes(row.attachmentId)) delivered.push(row.attachmentId);
      return null;
    });
    expect(delivered).toEqual([openSmall.attachmentId, openLarge.attachmentId]);
    expect((await desk.db.uploads.get(sealedSmall.attachmentId))?.state).toBe('delivered');
    desk.close();
  });

  test('a damaged photo is named once, holds up nothing, and a second record of a picture costs no bytes', async () => {
    const desk = await PhotoDesk.open();
    const bytes = photo();
    const damaged = await desk.addPhoto(photo(), 'in-progress');
    desk.shell.disk.bytesOf(`files/${damaged.sha256}.jda`).fill(0, 50, 60);
    await desk.addPhoto(bytes, 'in-progress');
    expect(await desk.upload()).toEqual({ kind: 'photo-damaged' });
    expect((await desk.db.uploads.get(damaged.attachmentId))?.problem).toBe('damaged');
    const again = await desk.addPhoto(bytes, 'sealed');
    const before = desk.shell.http.asked.length;
    expect(await desk.upload()).toBeNull();
    expect((await desk.db.uploads.get(again.attachmentId))?.state).toBe('delivered');
    expect(desk.shell.http.asked.slice(before)).toEqual(['POST /v1/attachments/held']);
    desk.close();
  });

  test('S72: evidence is incomplete until the last receipt, also for what another device sent', async () => {
    const desk = await PhotoDesk.open();
    const row = await desk.addPhoto(photo(), 'sealed');
    const other = await desk.addPhoto(photo(), 'sealed');
    const visitOf = async (one: UploadRow): Promise<string> =>
      String((await desk.db.records('attachments').get(one.attachmentId))?.['recordId']);
    const evidence = async (one: UploadRow): Promise<unknown> =>
      (await evidenceByRecord(desk.db)).get((await visitOf(one)) as never);
    expect([await evidence(row), await evidence(other)]).toEqual([
      { received: 0, total: 1 },
      { received: 0, total: 1 },
    ]);
    // A colleague's computer uploaded the other one: only the server's word about it comes by pull.
    await desk.db.uploads.delete(other.attachmentId);
    const told = {
      id: other.attachmentId,
      scope: '',
      version: 1,
      dirty: 0 as const,
      payload: new Uint8Array(),
    };
    await desk.db.records('attachmentReceipts').put({ ...told, recordId: await visitOf(other) });
    await desk.upload();
    expect([await evidence(row), await evidence(other)]).toEqual([
      { received: 1, total: 1 },
      { received: 1, total: 1 },
    ]);
    desk.close();
  });
});

describe('on this disk', () => {
  test('reading every file through finds what is damaged or gone, and fetching mends it', async () => {
    const desk = await PhotoDesk.open();
    const [damaged, gone] = [await desk.addPhoto(photo(), 'sealed'), await desk.addPhoto(photo(), 'sealed')];
    await desk.addPhoto(photo(), 'sealed');
    await desk.upload();
    desk.shell.disk.bytesOf(`files/${damaged.sha256}.jda`).fill(0, 50, 60);
    desk.shell.disk.files.delete(`files/${gone.sha256}.jda`);
    const seen: string[] = [];
    expect(await desk.care.checkAll((done, total) => seen.push(`${done}/${total}`))).toEqual({
      checked: 3,
      damaged: 1,
      missing: 1,
    });
    expect(seen).toEqual(['1/3', '2/3', '3/3']);
    expect(await desk.photos.open(damaged.sha256, 'image/jpeg')).toEqual({
      kind: 'damaged',
      isAtRegion: true,
    });
    expect(await desk.photos.open(gone.sha256, 'image/jpeg')).toEqual({ kind: 'missing', isAtRegion: true });
    for (const row of [damaged, gone])
      expect((await desk.photos.fetch(row.attachmentId)).kind).toBe('fetched');
    expect(await desk.care.checkAll(() => undefined)).toEqual({ checked: 3, damaged: 0, missing: 0 });
    expect((await desk.db.uploads.toArray()).every((row) => !row.problem)).toBe(true);
    desk.close();
  });

  test('what waits and is damaged exists nowhere else, and is told so', async () => {
    const desk = await PhotoDesk.open();
    const row = await desk.addPhoto(photo(), 'in-progress');
    desk.shell.disk.files.delete(`files/${row.sha256}.jda`);
    expect(await desk.photos.open(row.sha256, 'image/jpeg')).toEqual({ kind: 'missing', isAtRegion: false });
    desk.close();
  });
});
