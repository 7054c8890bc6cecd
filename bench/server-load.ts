import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { order } from '../server/app/admin-client.ts';
import type { ServerConfig } from '../server/app/config.ts';
import { registerInstitution } from '../shared/domain/registry/mutations.ts';
import type { RecordId } from '../shared/lib/ids.ts';
import { anInstitution } from '../test/support/inspection-builders.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { startServerProcess, type ServerProcess } from '../test/support/server-process.ts';
import { TestDevice, ulid } from '../test/support/test-device.ts';

// Acts per second that real server processes judge on one PostgreSQL, one process against two, in one run on this machine.
// Devices belong to as many prefectures, since acts of one prefecture are judged one after another by design.

const PREFECTURES = ['650100', '650400', '652300', '652900', '653100', '653200', '654000', '654300'];
const ACTS = 256;
const ROUNDS = 3;

/** No absolute claim: the numbers are this machine's; the ratio is what a second process brings where there are cores for it. */
export async function benchServerLoad(): Promise<Record<string, number>> {
  const postgres = await startPostgres();
  try {
    const one = await actsPerSecond(await postgres.newDatabase(), 1);
    const two = await actsPerSecond(await postgres.newDatabase(), 2);
    return {
      devices: PREFECTURES.length,
      acts: PREFECTURES.length * ACTS * ROUNDS,
      oneProcessActsPerSecond: Math.round(one),
      twoProcessesActsPerSecond: Math.round(two),
      twoToOne: Math.round((two / one) * 100) / 100,
    };
  } finally {
    await postgres.stop();
  }
}

async function actsPerSecond(databaseUrl: string, processes: number): Promise<number> {
  const base = await mkdtemp(join(tmpdir(), 'jd-bench-server-'));
  const servers: ServerProcess[] = [];
  const devices: TestDevice[] = [];
  try {
    for (let no = 0; no < processes; no++) servers.push(await start(base, databaseUrl, no));
    for (const [no, prefectureCode] of PREFECTURES.entries()) {
      const server = servers[no % processes];
      if (server) devices.push(await deviceOf(base, databaseUrl, server, prefectureCode));
    }
    const begun = performance.now();
    await Promise.all(devices.map((device, no) => pushRounds(device, PREFECTURES[no] ?? '')));
    return (devices.length * ACTS * ROUNDS * 1000) / (performance.now() - begun);
  } finally {
    for (const device of devices) device.close();
    for (const server of servers) await server.stop();
    await rm(base, { recursive: true, force: true });
  }
}

function start(base: string, databaseUrl: string, no: number): Promise<ServerProcess> {
  const { dataFolder, trustFolder, filesFolder } = configOf(base, databaseUrl, no);
  return startServerProcess({
    args: ['--data', dataFolder, '--trust', trustFolder, '--files', filesFolder],
    trustFolder,
    env: { DATABASE_URL: databaseUrl },
  });
}

function configOf(
  base: string,
  databaseUrl: string,
  no: number,
): ServerConfig & { readonly trustFolder: string; readonly filesFolder: string } {
  return {
    dataFolder: join(base, `data-${no}`),
    trustFolder: join(base, 'trust'),
    filesFolder: join(base, 'files'),
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
  };
}

async function deviceOf(
  base: string,
  databaseUrl: string,
  server: ServerProcess,
  prefectureCode: string,
): Promise<TestDevice> {
  const config = configOf(base, databaseUrl, 0);
  const created = await order(config, {
    op: 'create-officer',
    officerId: null,
    prefectureCode,
    name: { zh: '某科长', ug: 'بۆلۈم باشلىقى' },
    roles: ['section-head'],
    certificateNo: null,
    active: true,
  });
  if (created.kind !== 'officer-created') throw new Error(created.kind);
  const code = await order(config, { op: 'create-device-code', officerId: created.officerId, validDays: 1 });
  if (code.kind !== 'device-code') throw new Error(code.kind);
  const device = new TestDevice(server);
  await device.enrol(code.code);
  await device.hello();
  return device;
}

async function pushRounds(device: TestDevice, prefectureCode: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < ACTS; i++)
      device.act(registerInstitution, {
        institution: anInstitution({ id: ulid() as RecordId, prefectureCode }),
      });
    const pushed = await device.push(round * ACTS + 1);
    if (pushed.head.seq !== (round + 1) * ACTS) throw new Error('a push was not taken whole');
  }
}
