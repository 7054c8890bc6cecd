import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { order } from '../../server/app/admin-client.ts';
import { FilesElsewhere, TrustDiffers } from '../../server/app/same-installation.ts';
import { TrustMissing } from '../../server/app/open-core.ts';
import type { ServerConfig } from '../../server/app/config.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import type { FeedEntry } from '../../shared/protocol/pull.ts';
import type { PushAnswer } from '../../shared/protocol/push.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { sendPhoto } from '../support/send-photo.ts';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { startTestServer } from '../support/start-server.ts';
import { TestDevice } from '../support/test-device.ts';
import { answer, HEAD, startVisit, type Visit } from './server-suites/world.ts';

// Two real server processes on one PostgreSQL, with one trust and one attachments folder. Devices go to either as it comes.

const DEVICES = 4;
const ROUNDS = 6;

let postgres: TestPostgres | null = null;
let base = '';
let databaseUrl = '';
const processes: (ServerProcess | null)[] = [null, null];

beforeAll(async () => {
  postgres = await startPostgres();
  base = await mkdtemp(join(tmpdir(), 'jd-two-'));
  databaseUrl = await postgres.newDatabase();
  // Both at once on an empty database: one makes the installation, the other finds it.
  await Promise.all([begin(0), begin(1)]);
}, 180_000);
afterAll(async () => {
  for (const one of processes) await one?.stop();
  await postgres?.stop();
  await rm(base, { recursive: true, force: true });
}, 60_000);

const config = (no: number): ServerConfig => ({
  dataFolder: join(base, `data-${no}`),
  trustFolder: join(base, 'trust'),
  filesFolder: join(base, 'files'),
  databaseUrl,
  host: '127.0.0.1',
  port: 0,
});

async function begin(no: number): Promise<void> {
  const { dataFolder } = config(no);
  processes[no] = await startServerProcess({
    args: ['--data', dataFolder, '--trust', join(base, 'trust'), '--files', join(base, 'files')],
    trustFolder: join(base, 'trust'),
    env: { DATABASE_URL: databaseUrl, JD_LOG_LEVEL: 'info' },
  });
}

function running(no: number): ServerProcess {
  const one = processes[no];
  if (!one) throw new Error('the process does not run');
  return one;
}

/** One workstation that speaks to whichever process it likes: one log, one session, one cursor. */
class Rover {
  readonly ways: readonly [TestDevice, TestDevice];
  readonly state = new Map<string, string>();

  constructor(device: TestDevice) {
    const other = device.copy(running(1));
    other.acts = device.acts;
    this.ways = [device, other];
  }

  get device(): TestDevice {
    return this.ways[0];
  }

  way(turn: number): TestDevice {
    return this.ways[turn % 2 === 0 ? 0 : 1];
  }

  /** What a device would do: take what is new and fold it in. */
  async pull(turn: number): Promise<void> {
    const way = this.way(turn);
    const { entries } = await way.pullAll();
    fold(this.state, entries);
    for (const one of this.ways) Object.assign(one, { cursors: way.cursors, epoch: way.epoch });
  }

  close(): void {
    for (const way of this.ways) way.close();
  }
}

function fold(state: Map<string, string>, entries: readonly FeedEntry[]): void {
  for (const entry of entries) {
    const key = `${entry.table}|${entry.id}`;
    if (entry.op === 'put') state.set(key, JSON.stringify([entry.version, entry.record]));
    else state.delete(key);
  }
}

async function rover(no: number): Promise<Rover> {
  const created = await order(config(no), {
    op: 'create-officer',
    officerId: null,
    prefectureCode: '653100',
    name: { zh: '某科长', ug: 'بۆلۈم باشلىقى' },
    roles: [...HEAD],
    certificateNo: null,
    active: true,
  });
  if (created.kind !== 'officer-created') throw new Error(created.kind);
  const device = new TestDevice(running(0));
  await device.enrol(await codeFor(1 - no, created.officerId));
  await device.hello();
  return new Rover(device);
}

async function codeFor(no: number, officerId: OfficerId): Promise<string> {
  const code = await order(config(no), { op: 'create-device-code', officerId, validDays: 1 });
  if (code.kind !== 'device-code') throw new Error(code.kind);
  return code.code;
}

/** What a device without anything is given. */
async function everything(device: TestDevice): Promise<ReadonlyMap<string, string>> {
  const fresh = device.copy();
  const state = new Map<string, string>();
  fold(state, (await fresh.pullAll({})).entries);
  fresh.close();
  return state;
}

const receiptsOf = (pushed: PushAnswer): unknown => [pushed.receipts, pushed.head];

describe('two server processes on one PostgreSQL', () => {
  test('S80: devices that push and pull at either under concurrent commits each see exactly what was committed, in one order', async () => {
    const rovers: Rover[] = [];
    for (let no = 0; no < DEVICES; no++) rovers.push(await rover(no % 2));
    const visits = rovers.map(({ device }): Visit => startVisit(device));
    let done = false;
    // A watcher that never writes: whatever commits around it, its cursor must not pass anything it was not given.
    const watcher = await rover(0);
    const watching = (async () => {
      for (let turn = 0; !done; turn++) {
        await watcher.pull(turn);
        await setTimeout(5);
      }
    })();
    await Promise.all(
      rovers.map(async (one, no) => {
        for (let round = 0; round < ROUNDS; round++) {
          for (let item = 1; item <= 8; item++)
            answer(one.device, visits[no]?.inspectionId ?? ('' as never), `DR-A0${item}`, {
              note: `${no} ${round}`,
            });
          const [half, whole] = [one.device.acts.length - 4, one.device.acts.length];
          // Both processes at once, out of order and overlapping; then everything, so that nothing waits.
          await Promise.all([
            one.way(round + no).push(1, half),
            one.way(round + no + 1).push(half + 1, whole),
          ]);
          const pushed = await one.way(round).push(1, whole);
          expect(pushed.head.seq).toBe(whole);
          await one.pull(round + no);
        }
      }),
    );
    done = true;
    await watching;
    const all = await everything(watcher.device);
    for (const [turn, one] of [watcher, ...rovers].entries()) {
      await one.pull(turn);
      expect(new Map([...one.state].toSorted())).toEqual(new Map([...all].toSorted()));
    }
    for (const one of rovers) {
      const whole = one.device.acts.length;
      const [here, there] = [await one.ways[0].push(1, whole), await one.ways[1].push(1, whole)];
      expect(receiptsOf(here)).toEqual(receiptsOf(there));
      expect((await one.ways[1].hello()).logs).toEqual([
        { logId: one.device.logId, seq: whole, hash: one.device.acts.at(-1)?.hash },
      ]);
    }
    for (const one of [watcher, ...rovers]) one.close();
  }, 120_000);

  test('a photo that came by one process is read by the other', async () => {
    const one = await rover(0);
    const visit = startVisit(one.device);
    await one.device.push();
    const photo = await sendPhoto(one.device, visit.inspectionId);
    one.ways[1].token = one.device.token;
    const content = await one.ways[1].get(`/v1/attachments/${photo.attachmentId}/content`);
    expect(content.body.equals(photo.bytes)).toBe(true);
    one.close();
  });

  test('a process killed in the middle of a push costs nothing: the device goes on at the other, once and no more', async () => {
    const one = await rover(0);
    const visit = startVisit(one.device);
    for (let i = 0; i < 1_500; i++)
      answer(one.device, visit.inspectionId, `DR-A${String((i % 60) + 1).padStart(2, '0')}`);
    const before = await ingestSize(1);
    const cut = one.ways[1].push().catch(() => null);
    while ((await ingestSize(1)) === before) await setTimeout(1);
    // Some chunks are written by then, most are not.
    await setTimeout(40);
    await running(1).kill();
    expect(await cut).toBeNull();
    const pushed = await one.device.push();
    expect(pushed.head.seq).toBe(one.device.acts.length);
    const epoch = (await one.device.pullAll()).last.epoch;

    await begin(1);
    const again = one.device.copy(running(1));
    expect((await again.hello()).logs).toEqual([
      { logId: one.device.logId, seq: one.device.acts.length, hash: one.device.acts.at(-1)?.hash },
    ]);
    const { entries, last } = await again.pullAll();
    expect(last.epoch).toBe(epoch);
    // Sixty answers, each changed as often as it was answered and never twice for one act.
    const versions = entries.flatMap((entry) =>
      entry.table === 'answers' && entry.id.startsWith(visit.inspectionId) ? [entry.version] : [],
    );
    expect(versions.reduce((sum, version) => sum + version, 0)).toBe(1_500);
    expect(receiptsOf(await again.push())).toEqual(receiptsOf(await one.device.push()));
    again.close();
    one.close();
  }, 120_000);

  test('a process that is set up otherwise does not start', async () => {
    const storage = { kind: 'postgresql', url: databaseUrl } as const;
    const folder = async (): Promise<string> => mkdtemp(join(base, 'other-'));
    const trustFolder = join(base, 'trust');
    await expect(startTestServer({ storage, folder: await folder() })).rejects.toThrow(TrustMissing);
    await expect(startTestServer({ storage, folder: await folder(), trustFolder })).rejects.toThrow(
      FilesElsewhere,
    );
    const stranger = await startTestServer();
    await stranger.stop();
    await expect(
      startTestServer({ storage, folder: await folder(), trustFolder: join(stranger.folder, 'trust') }),
    ).rejects.toThrow(TrustDiffers);
    await rm(stranger.folder, { recursive: true, force: true });
  }, 60_000);

  test('a change of an officer by one process is not undone when the other starts again and replays its own', async () => {
    const created = await order(config(1), {
      op: 'create-officer',
      officerId: null,
      prefectureCode: '653100',
      name: { zh: '旧名', ug: 'كونا ئىسىم' },
      roles: ['inspector'],
      certificateNo: null,
      active: true,
    });
    if (created.kind !== 'officer-created') throw new Error(created.kind);
    // Killed at once: its own mark still lies before that order.
    await running(1).kill();
    await order(config(0), {
      op: 'create-officer',
      officerId: created.officerId,
      prefectureCode: '653100',
      name: { zh: '新名', ug: 'يېڭى ئىسىم' },
      roles: ['inspector'],
      certificateNo: null,
      active: true,
    });
    await begin(1);
    const listed = await order(config(1), { op: 'list-officers' });
    const name =
      listed.kind === 'officers'
        ? listed.officers.find(({ officer }) => (officer.id as string) === created.officerId)?.officer.name.zh
        : '';
    expect(name).toBe('新名');
  }, 60_000);
});

async function ingestSize(no: number): Promise<number> {
  const folder = join(config(no).dataFolder, 'ingest');
  let sum = 0;
  for (const name of await readdir(folder)) sum += (await stat(join(folder, name))).size;
  return sum;
}
