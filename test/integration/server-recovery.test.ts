import { cp, mkdtemp, readdir, rename, rm, truncate, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { bootId, FolderInUse } from '../../server/app/data-folder.ts';
import { TrustMissing } from '../../server/app/open-core.ts';
import { openIngest } from '../../server/store/ingest-file.ts';
import { openLog } from '../../shared/domain/log/mutations.ts';
import { readMeta } from '../../server/store/meta-store.ts';
import type { TestServer } from '../support/start-server.ts';
import { startTestServer } from '../support/start-server.ts';
import { readAmendments, readReceipts, TestDevice } from '../support/test-device.ts';
import { addOfficer, answer, HEAD, startVisit, type Visit } from './server-suites/world.ts';

// What a power cut or a restored copy may do to the embedded database, and what the ingest file gives back.

const running: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

async function start(folder?: string): Promise<TestServer> {
  const server = await startTestServer(folder === undefined ? {} : { folder });
  let open = true;
  const once = async (stop: () => Promise<void>): Promise<void> => {
    if (!open) return;
    open = false;
    await stop();
  };
  const kept = {
    ...server,
    stop: () => once(server.stop),
    close: async () => {
      await once(server.stop);
      await rm(server.folder, { recursive: true, force: true });
    },
  };
  running.push(kept);
  return kept;
}

async function deviceOn(server: TestServer): Promise<{ readonly device: TestDevice; readonly visit: Visit }> {
  const device = new TestDevice(server);
  running.push(device);
  await addOfficer(server, device, { roles: HEAD });
  await device.hello();
  const visit = startVisit(device);
  await device.push();
  return { device, visit };
}

function moved(device: TestDevice, server: TestServer): TestDevice {
  const same = device.at(server);
  running.push(same);
  return same;
}

const epochOf = (server: TestServer): Promise<string | null> => readMeta(server.core.db, 'epoch');

/** What the process leaves behind when it is killed while the machine runs on. */
async function leaveLock(folder: string): Promise<void> {
  await writeFile(
    join(folder, 'server.lock'),
    JSON.stringify({ pid: 2 ** 22 + 1, bootId: bootId(), port: 1 }),
  );
}

describe('ingest file and recovery', () => {
  test('an ordinary restart replays nothing, keeps the epoch and the sessions', async () => {
    const first = await start();
    const { device, visit } = await deviceOn(first);
    const before = await device.pullAll();
    const epoch = await epochOf(first);
    await first.stop();
    const second = await start(first.folder);
    const same = moved(device, second);
    expect(await epochOf(second)).toBe(epoch);
    answer(same, visit.inspectionId, 'DR-A01');
    expect((await same.push(3)).head.seq).toBe(3);
    expect((await same.pullAll()).entries).toHaveLength(1);
    expect(before.last.epoch).toBe(epoch);
  });

  test('S54: an act that a fault of the server stopped is judged again at its next start', async () => {
    const first = await start();
    const { device } = await deviceOn(first);
    const opened = { logId: device.logId, previous: null, reason: 'first', lost: null } as const;
    device.act(openLog, opened);
    await device.push(3);
    const stopped = {
      state: 'quarantined',
      outcome: '{"kind":"refused","refusal":{"kind":"server-fault"}}',
    } as const;
    await first.core.db
      .updateTable('acts')
      .set(stopped)
      .where('log_id', '=', device.logId)
      .where('seq', '=', 3)
      .execute();
    await first.stop();
    const second = await start(first.folder);
    const { last } = await moved(device, second).pullAll();
    expect(readAmendments(last.amendments).map(({ seq, outcome }) => [seq, outcome.kind])).toEqual([
      [3, 'applied'],
    ]);
  });

  test('S23: a database that lost its tail gets everything again: enrolment, acts, outcomes; the epoch is new', async () => {
    const first = await start();
    await first.stop();
    const older = await mkdtemp(join(tmpdir(), 'jd-older-'));
    await cp(join(first.folder, 'database'), older, { recursive: true });
    const second = await start(first.folder);
    const { device, visit } = await deviceOn(second);
    for (const item of ['DR-A01', 'DR-A02', 'DR-A03']) answer(device, visit.inspectionId, item);
    await device.push(3);
    const seen = await device.pullAll();
    const epoch = await epochOf(second);
    await second.stop();

    await rm(join(first.folder, 'database'), { recursive: true });
    await rename(older, join(first.folder, 'database'));
    const third = await start(first.folder);
    const same = moved(device, third);
    const hello = await same.hello();
    expect(hello.logs).toContainEqual({ logId: device.logId, seq: 5, hash: device.acts.at(-1)?.hash });
    expect(hello.epoch).not.toBe(epoch);
    const again = await same.pullAll();
    expect(again.last.logs).toEqual([{ logId: device.logId, ranUpTo: 5, unrun: [] }]);
    const payloads = (entries: typeof seen.entries): readonly string[] =>
      entries
        .map((entry) => JSON.stringify([entry.table, entry.id, entry.op === 'put' ? entry.record : null]))
        .toSorted();
    expect(payloads(again.entries)).toEqual(payloads(seen.entries));
    expect(readReceipts(await same.push(1, 5)).at(-1)?.chain).toBe(device.acts.at(-1)?.hash);
  });

  test('S16: a batch that reached only the ingest file before the process died is run at the next start, in the same epoch', async () => {
    const first = await start();
    const { device, visit } = await deviceOn(first);
    const epoch = await epochOf(first);
    answer(device, visit.inspectionId, 'DR-A01');
    await first.stop();
    const ingest = await openIngest(join(first.folder, 'ingest'));
    await ingest.append(
      { kind: 'batch', deviceId: device.deviceId, receivedAt: '2026-11-24T08:00:00.000Z' },
      device.batch(3),
    );
    await ingest.close();
    await leaveLock(first.folder);
    const second = await start(first.folder);
    const same = moved(device, second);
    expect((await same.hello()).logs.map((log) => log.seq)).toEqual([3]);
    expect(await epochOf(second)).toBe(epoch);
    expect(readReceipts(await same.push(3))[0]?.receivedAt).toBe('2026-11-24T08:00:00.000Z');
  });

  test('an ingest file with a cut last entry is read up to it, and the device pushes the rest again', async () => {
    const first = await start();
    const { device, visit } = await deviceOn(first);
    answer(device, visit.inspectionId, 'DR-A01');
    await first.stop();
    const ingest = await openIngest(join(first.folder, 'ingest'));
    await ingest.append(
      { kind: 'batch', deviceId: device.deviceId, receivedAt: '2026-11-24T08:00:00.000Z' },
      device.batch(3),
    );
    await ingest.close();
    const newest = join(
      first.folder,
      'ingest',
      (await readdir(join(first.folder, 'ingest')))
        .filter((name) => name.endsWith('.log'))
        .sort()
        .at(-1) ?? '',
    );
    await truncate(newest, (await stat(newest)).size - 5);
    const second = await start(first.folder);
    const same = moved(device, second);
    expect((await same.hello()).logs.map((log) => log.seq)).toEqual([2]);
    expect((await same.push(3)).head.seq).toBe(3);
  });

  test('acts of a newer app run once a server that knows them starts', async () => {
    const first = await start();
    const { device, visit } = await deviceOn(first);
    const item = answer(device, visit.inspectionId, 'DR-A01');
    await device.push(3);
    const held = JSON.stringify({ for: { kind: 'unknown-act' }, kind: 'held' });
    // As an older server had left it: logged, not run.
    await first.core.db
      .updateTable('acts')
      .set({ state: 'quarantined', outcome: held })
      .where('log_id', '=', device.logId)
      .where('seq', '=', item.seq)
      .execute();
    await first.stop();
    const second = await start(first.folder);
    const same = moved(device, second);
    const { last } = await same.pullAll();
    expect(last.amendments.map((signed) => JSON.parse(signed.body) as unknown)).toMatchObject([
      { seq: 3, number: 1, outcome: { kind: 'applied' } },
    ]);
  });
});

describe('the data folder', () => {
  test('two servers never share one: the second is refused', async () => {
    const first = await start();
    await expect(startTestServer({ folder: first.folder })).rejects.toThrow(FolderInUse);
  });

  test('the lock of a dead process is taken over', async () => {
    const first = await start();
    await first.stop();
    await leaveLock(first.folder);
    expect((await start(first.folder)).port).toBeGreaterThan(0);
  });

  test('a database whose keys are gone is not given new ones', async () => {
    const first = await start();
    await first.stop();
    await rm(join(first.folder, 'trust'), { recursive: true });
    await expect(startTestServer({ folder: first.folder })).rejects.toThrow(TrustMissing);
  });
});
