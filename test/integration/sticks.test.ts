import 'fake-indexeddb/auto';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { BundleLink } from '../../electron/net/bundle-link.ts';
import { UploadUrls } from '../../electron/net/upload-urls.ts';
import { openOutward } from '../../server/features/bundles/open-bundle.ts';
import type { AdminAnswer } from '../../server/features/org/admin.ts';
import { addAttachment, answerItem, startInspection } from '../../shared/domain/inspections/mutations.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { Hex } from '../../shared/lib/bytes.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type DeviceId, type OfficerId, type RecordId } from '../../shared/lib/ids.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { DeskDevice, nodeRandom, tickingClock } from '../support/desk-device.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { stickDesk } from '../support/stick-desk.ts';
import { attachmentOf } from './server-suites/world.ts';

const clock = tickingClock(Date.UTC(2026, 10, 24));
let server: TestServer;
let stick: string;

beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  stick = await mkdtemp(join(tmpdir(), 'jd-stick-'));
});
afterEach(() => rm(stick, { recursive: true, force: true }));

async function enrol(network?: Parameters<typeof DeskDevice.enrol>[3]): Promise<DeskDevice> {
  const officerId = await server.createOfficer({ roles: ['section-head'] });
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  const place = { host: '127.0.0.1', port: server.port, caPem: server.caPem };
  return DeskDevice.enrol(place, code.value.secret, clock, network);
}

/** A computer that has started by a file: templates and register came with it. */
async function newDesk(options: Parameters<typeof stickDesk>[2] = {}) {
  const desk = await enrol();
  const sticks = stickDesk(desk, clock, options);
  const file = await snapshotFor(desk);
  expect(await sticks.read(file)).toMatchObject({ kind: 'taken', pages: 'applied' });
  return { desk, sticks };
}

async function snapshotFor(desk: DeskDevice): Promise<string> {
  const folder = await mkdtemp(join(stick, 'snapshot-'));
  const written = await server.admin({ op: 'snapshot-bundle', deviceId: idOf(desk), folder });
  if (written.kind !== 'snapshot-written') throw new Error(written.kind);
  return join(folder, written.file);
}

function idOf(desk: DeskDevice): DeviceId {
  return desk.enrolment.answer.deviceId;
}

/** An institution, a visit and three answers: five acts. */
async function work(desk: DeskDevice): Promise<{ institutionId: RecordId; inspectionId: RecordId }> {
  const [institutionId, inspectionId] = [newId(), newId()];
  await desk.act(registerInstitution, { institution: anInstitution({ id: institutionId }) });
  await desk.act(startInspection, {
    inspectionId,
    institutionId,
    templateId: 'annual-practice-inspection',
    templateVersion: '1.0.0',
    partner: 'partner' as OfficerId,
    startedOn: '2026-11-24' as CivilDate,
  });
  for (const item of [1, 2, 3]) await answer(desk, inspectionId, item);
  return { institutionId, inspectionId };
}

function answer(desk: DeskDevice, inspectionId: RecordId, item: number) {
  const value = { kind: 'choice', choice: 'yes' } as const;
  return desk.act(answerItem, { inspectionId, itemId: `DR-A0${item}`, value, note: '', seen: null });
}

function newId(): RecordId {
  return newUlid(clock, nodeRandom) as RecordId;
}

type Bundles = Extract<AdminAnswer, { kind: 'bundles' }>['bundles'];

async function importAll(folder = stick): Promise<Bundles> {
  const taken = await server.admin({ op: 'import-bundle', paths: [folder], returnTo: folder });
  if (taken.kind !== 'bundles') throw new Error(taken.kind);
  return taken.bundles;
}

/** Takes the return bundles off the stick, oldest first, so that the next import stands alone. */
async function collect(): Promise<string[]> {
  const box = await mkdtemp(join(stick, 'collected-'));
  const names = (await readdir(stick)).filter((name) => name.endsWith('.jdb')).sort();
  const found: string[] = [];
  for (const name of names) {
    await rename(join(stick, name), join(box, name));
    if (name.includes('.return.')) found.push(join(box, name));
  }
  return found;
}

async function onlyReturn(): Promise<string> {
  const [file, ...more] = await collect();
  if (file === undefined || more.length > 0) throw new Error('one return bundle was expected');
  return file;
}

test('S60, S65: a desk without any line starts by a file, delivers all by stick, and sees what others did', async () => {
  const { desk, sticks } = await newDesk();
  const { desk: colleague } = await newDesk();
  const theirs = await work(colleague);
  await colleague.sync();
  const { inspectionId } = await work(desk);

  expect(await sticks.write(stick)).toMatchObject({ kind: 'written', done: { acts: 6 }, missing: 0 });
  // A stick is no receipt.
  expect(await desk.equation()).toMatchObject({ waiting: 6, delivered: 0 });
  expect(await importAll()).toMatchObject([{ outcome: { kind: 'taken', acts: 6, isKnown: false } }]);
  expect(await sticks.read(await onlyReturn())).toMatchObject({ kind: 'taken', pages: 'applied' });

  const counted = await desk.equation();
  expect(counted).toMatchObject({ created: 6, delivered: 6, waiting: 0, quarantined: 0, withdrawn: 0 });
  expect(await desk.store.replaySet()).toEqual([]);
  expect(await desk.read('institutions', theirs.institutionId)).not.toBeNull();
  // The line finds nothing left to do, and the same state.
  expect(await desk.sync()).toMatchObject({ kind: 'done' });
  await colleague.sync();
  expect(await colleague.read('inspections', inspectionId)).toEqual(
    await desk.read('inspections', inspectionId),
  );
});

test('S60: file names and the clear part of a bundle hold nothing personal, and the carrier can read nothing else', async () => {
  const { desk, sticks } = await newDesk();
  await work(desk);
  const written = await sticks.write(stick);
  if (written.kind !== 'written') throw new Error(written.kind);
  expect(written.file.name).toMatch(/^653100-[0-9A-Z]{6}-\d{8}-\d+\.jdb$/);
  const text = (await readFile(join(stick, written.file.name))).toString('latin1');
  expect(text).not.toContain('institution/register');
  expect(text).not.toContain(desk.officerId);
  const other = stickDesk(await enrol(), clock);
  const place = await other.shell.takeFolder(stick);
  const looked = place.kind === 'folder' ? await other.shell.look(place.handle) : place;
  expect(looked).toMatchObject({
    bundles: [{ state: { kind: 'bundle', bundleKind: 'outward', own: false } }],
  });
});

test('S62: the same bundle twice gives the same receipts; photos travel along and are receipted by stick', async () => {
  const bytes = new Uint8Array(randomBytes(700_000));
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Hex;
  const { desk, sticks } = await newDesk({ photos: new Map([[sha256, bytes]]) });
  const { inspectionId } = await work(desk);
  const attachment = attachmentOf(inspectionId, sha256, bytes.length);
  await desk.act(addAttachment, { attachment });
  const photo = { attachmentId: attachment.id, sha256, sizeBytes: bytes.length };

  expect(await sticks.write(stick, [photo])).toMatchObject({ kind: 'written', done: { acts: 7, files: 1 } });
  expect(await importAll()).toMatchObject([{ outcome: { kind: 'taken', files: 1, isKnown: false } }]);
  const again = (await importAll()).filter(({ file }) => !file.includes('.return.'));
  expect(again).toMatchObject([{ outcome: { kind: 'taken', files: 1, isKnown: true } }]);

  const [first, second] = await collect();
  expect(await sticks.read(first ?? '')).toMatchObject({ kind: 'taken', photos: 1, pages: 'applied' });
  const after = await desk.equation();
  expect(after).toMatchObject({ delivered: 7, waiting: 0 });
  expect(sticks.photoReceipts).toMatchObject([
    { attachmentId: attachment.id, sha256, sizeBytes: bytes.length },
  ]);
  expect(await sticks.read(second ?? '')).toMatchObject({ kind: 'taken' });
  expect(await desk.equation()).toEqual(after);
});

test('S63: receipts are taken in any order; overtaken pages are named as known, missing ones ask for a snapshot', async () => {
  const { desk, sticks } = await newDesk();
  const { inspectionId } = await work(desk);
  await sticks.write(stick);
  await importAll();
  const older = await onlyReturn();
  await answer(desk, inspectionId, 4);
  await sticks.write(stick);
  await importAll();
  const newer = await onlyReturn();

  // The newer one begins where the device stood when it was written, so it fits without the older.
  expect(await sticks.read(newer)).toMatchObject({ kind: 'taken', pages: 'applied' });
  expect(await desk.equation()).toMatchObject({ delivered: 7, waiting: 0 });
  const state = await desk.read('inspections', inspectionId);
  expect(await sticks.read(older)).toMatchObject({ kind: 'taken', pages: 'already-known', receipts: 1 });
  expect(await desk.read('inspections', inspectionId)).toEqual(state);

  // A return that begins after where a restored device stands: its pages would leave a gap.
  await answer(desk, inspectionId, 5);
  await sticks.write(stick);
  await importAll();
  const gap = await onlyReturn();
  const cursors = await desk.store.cursors();
  await desk.db.cursors.bulkPut(Object.keys(cursors).map((scope) => ({ scope, position: 0 })) as never);
  expect(await sticks.read(gap)).toMatchObject({ kind: 'taken', pages: 'needs-snapshot', receipts: 1 });
  expect(await desk.equation()).toMatchObject({ delivered: 8, waiting: 0 });
  expect(await sticks.read(await snapshotFor(desk))).toMatchObject({ kind: 'taken', pages: 'applied' });
  expect(await desk.store.cursors()).not.toEqual({});
});

test('S64: a carrier takes a stick over its own line and brings the answer back; a cut upload goes on where it ended', async () => {
  const bytes = new Uint8Array(randomBytes(900_000));
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Hex;
  const { desk, sticks } = await newDesk({ photos: new Map([[sha256, bytes]]) });
  const { inspectionId } = await work(desk);
  const attachment = attachmentOf(inspectionId, sha256, bytes.length);
  await desk.act(addAttachment, { attachment });
  await sticks.write(stick, [{ attachmentId: attachment.id, sha256, sizeBytes: bytes.length }]);

  // The line of the carrier breaks once, in the third piece.
  let [pieces, sentBytes] = [0, 0];
  const carrierDesk = await enrol((send) => async (question) => {
    if (question.method !== 'PATCH') return send(question);
    pieces += 1;
    if (pieces === 3) return { kind: 'failed', code: 'CONNECTION_RESET' };
    sentBytes += question.body?.length ?? 0;
    return send(question);
  });
  const { net, send } = carrierDesk.line;
  const files = new Map<string, Uint8Array>();
  const urls = new UploadUrls({
    read: async (path) => files.get(path) ?? null,
    write: async (path, content) => void files.set(path, content),
  });
  const carrier = stickDesk(carrierDesk, clock, { link: new BundleLink({ net, send, urls }) });
  const place = await carrier.shell.takeFolder(stick);
  const looked = place.kind === 'folder' ? await carrier.shell.look(place.handle) : place;
  const found = looked.kind === 'found' ? looked.bundles[0] : undefined;
  const carry = () => carrier.shell.carry(found?.handle ?? '');

  // Without a session nothing is sent, and the reason is the line's own.
  expect(await carry()).toMatchObject({ kind: 'carry-failed', failure: { error: 'session-expired' } });
  await carrierDesk.sync();
  expect(await carry()).toMatchObject({ kind: 'carry-failed', failure: { kind: 'unreachable' } });
  expect(await carry()).toMatchObject({ kind: 'carried', acts: 7, files: 1, isKnown: false });
  expect(sentBytes).toBe(found?.sizeBytes);
  expect(await carrierDesk.equation()).toMatchObject({ waiting: 0 });

  const file = await onlyReturn();
  expect(await carrier.read(file)).toEqual({ kind: 'bundle-other-device' });
  expect(await sticks.read(file)).toMatchObject({ kind: 'taken', photos: 1, pages: 'applied' });
  expect(await desk.equation()).toMatchObject({ delivered: 7, waiting: 0 });
});

test('S61: whatever byte of a bundle is changed on the way, the server refuses it or reads the very same content', async () => {
  const { desk, sticks } = await newDesk();
  await work(desk);
  const written = await sticks.write(stick);
  if (written.kind !== 'written') throw new Error(written.kind);
  const whole = await readFile(join(stick, written.file.name));
  const path = join(stick, 'changed');
  const readAll = async (): Promise<string | null> => {
    const opened = await openOutward(server.core, path);
    if (!opened.ok) return null;
    const hash = createHash('sha256').update(JSON.stringify(opened.value.facts));
    await opened.value.read(async (section) => {
      hash.update(JSON.stringify(section.head));
      for await (const part of section.stream()) hash.update(part);
    });
    return hash.digest('hex');
  };
  await writeFile(path, whole);
  const honest = await readAll();
  expect(honest).not.toBeNull();
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      await writeFile(path, bytes);
      expect([null, honest]).toContain(await readAll());
    }),
    { numRuns: 150 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
      await writeFile(path, whole.subarray(0, length));
      expect(await readAll()).toBeNull();
    }),
    { numRuns: 50 },
  );
});

test('S61: damaged, cut, altered, foreign, misdirected and newer bundles are each named at the server and change nothing', async () => {
  const { desk, sticks } = await newDesk();
  await work(desk);
  const written = await sticks.write(stick);
  if (written.kind !== 'written') throw new Error(written.kind);
  const whole = await readFile(join(stick, written.file.name));
  const box = join(stick, 'box');
  await mkdir(box);
  const refusalOf = async (bytes: Uint8Array): Promise<unknown> => {
    await writeFile(join(box, 'given.jdb'), bytes);
    const taken = await server.admin({
      op: 'import-bundle',
      paths: [join(box, 'given.jdb')],
      returnTo: box,
    });
    if (taken.kind !== 'bundles') throw new Error(taken.kind);
    const outcome = taken.bundles[0]?.outcome;
    return outcome?.kind === 'refused' ? outcome.refusal : outcome;
  };
  const changed = (at: number): Uint8Array => {
    const bytes = Uint8Array.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };
  expect(await refusalOf(new TextEncoder().encode('a shopping list'))).toEqual({ kind: 'bundle-not' });
  expect(await refusalOf(changed(whole.length - 20))).toEqual({ kind: 'bundle-damaged', part: 2 });
  expect(await refusalOf(whole.subarray(0, whole.length - 5))).toEqual({ kind: 'bundle-cut', part: 2 });
  expect(await refusalOf(changed(whole.indexOf('"kind\\":') + 9))).toMatchObject({ kind: 'bundle-damaged' });
  const swapped = Uint8Array.from(whole);
  const signature = whole.indexOf('"signature":"') + 20;
  swapped.set(Uint8Array.from(whole.subarray(signature + 8, signature + 12)), signature);
  expect(await refusalOf(swapped)).toEqual({ kind: 'bundle-altered' });
  const newer = Uint8Array.from(whole);
  newer[9] = 2;
  expect(await refusalOf(newer)).toEqual({ kind: 'bundle-newer', version: 2 });
  expect(await refusalOf(await readFile(await snapshotFor(desk)))).toEqual({ kind: 'bundle-wrong-way' });
  const logs = await server.core.db
    .selectFrom('logs')
    .selectAll()
    .where('device_id', '=', idOf(desk))
    .execute();
  expect(logs).toEqual([]);

  const stranger = stickDesk(desk, clock, { region: '0123456789ABCDEF' });
  const theirs = await mkdtemp(join(stick, 'theirs-'));
  await stranger.write(theirs);
  expect(await importAll(theirs)).toMatchObject([
    { outcome: { kind: 'refused', refusal: { kind: 'bundle-other-region' } } },
  ]);
  expect(await stranger.read(await snapshotFor(desk))).toEqual({ kind: 'bundle-other-region' });
  expect(await refusalOf(whole)).toMatchObject({ kind: 'taken', acts: 6 });
});

test('S61: a bundle sealed to a key that is gone, or from a device nobody knows, is named; a revoked device is heard and told nothing', async () => {
  const { desk, sticks } = await newDesk();
  await work(desk);
  const retired = stickDesk(desk, clock, { bundleKey: new Uint8Array(randomBytes(32)) });
  await retired.write(stick);
  expect(await importAll()).toMatchObject([
    { outcome: { kind: 'refused', refusal: { kind: 'bundle-retired-key' } } },
  ]);
  await collect();
  const unknown = stickDesk(desk, clock, { deviceId: newId() as string as DeviceId });
  await unknown.write(stick);
  expect(await importAll()).toMatchObject([
    { outcome: { kind: 'refused', refusal: { kind: 'bundle-unknown-device' } } },
  ]);
  await collect();

  await server.admin({ op: 'revoke-device', deviceId: idOf(desk) });
  await sticks.write(stick);
  expect(await importAll()).toMatchObject([{ outcome: { kind: 'taken', isRevoked: true, acts: 6 } }]);
  expect(await sticks.read(await onlyReturn())).toMatchObject({ kind: 'taken', pages: 'none' });
  expect(await desk.equation()).toMatchObject({ waiting: 0 });
});

test('S60: a medium that cannot be written, is full or gone is named, and no half bundle stays', async () => {
  const { desk, sticks } = await newDesk();
  await work(desk);
  const place = await sticks.shell.takeFolder(stick);
  if (place.kind !== 'folder') throw new Error(place.kind);
  expect(await sticks.shell.takeFolder(join(stick, 'nowhere'))).toEqual({
    kind: 'stick-gone',
    code: 'ENOENT',
  });
  await rm(stick, { recursive: true });
  expect(await sticks.write(stick)).toMatchObject({ kind: 'stick-gone' });
  await mkdir(stick);
  const cancelled = await sticks.write(stick, [], () => true);
  expect(cancelled).toEqual({ kind: 'cancelled' });
  expect(await readdir(stick)).toEqual([]);
});
