import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AdminAnswer } from '../../server/features/org/admin.ts';
import { utf8 } from '../../shared/lib/bytes.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { freshServerFolder } from '../support/server-folder.ts';
import { TestDevice } from '../support/test-device.ts';
import { answer, startVisit } from './server-suites/world.ts';

// The server as people start it: a process of its own, orders from the command line, stopped by a signal.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NODE = join(ROOT, 'node_modules/.bin/node');
const MAIN = join(ROOT, 'server/app/main.ts');
const PLANTED = ['种植姓名甲', 'ئۆستۈرۈلگەن ئىسىم', '种植的备注内容'];

let folder = '';
let process_: ChildProcess | null = null;
let output = '';

beforeAll(async () => {
  folder = await freshServerFolder();
}, 120_000);
afterEach(async () => {
  // Only after a failed test is one still there.
  if (process_ === null || process_.exitCode !== null) return;
  process_.kill('SIGKILL');
  await once(process_, 'exit');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function serve(): Promise<{ readonly url: string; readonly caPem: string }> {
  output = '';
  const child = spawn(NODE, [MAIN, '--data', folder, '--port', '0', '--host', '127.0.0.1'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process_ = child;
  const port = await new Promise<number>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const line = output.split('\n').find((one) => one.includes('"listening"'));
      if (line) resolve((JSON.parse(line) as { port: number }).port);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => reject(new Error(`the server ended:\n${output}`)));
  });
  return { url: `https://localhost:${port}`, caPem: readFileSync(join(folder, 'trust/tls-ca.pem'), 'utf8') };
}

async function stop(signal: 'SIGTERM' | 'SIGINT'): Promise<number | null> {
  const child = process_;
  if (!child) throw new Error('no server runs');
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  process_ = null;
  return code;
}

async function cli(...args: readonly string[]): Promise<AdminAnswer> {
  const { stdout } = await promisify(execFile)(NODE, [MAIN, ...args, '--data', folder, '--json'], {
    cwd: ROOT,
  });
  return AdminAnswer.parse(JSON.parse(stdout));
}

/** Grows when the server has taken a push and not yet answered it. */
function ingestBytes(): number {
  const ingest = join(folder, 'ingest');
  return readdirSync(ingest).reduce((sum, name) => sum + statSync(join(ingest, name)).size, 0);
}

async function newOfficer(): Promise<OfficerId> {
  const [zh, ug] = PLANTED;
  const made = await cli(
    'create',
    'officer',
    '--prefecture',
    '653100',
    '--zh',
    zh ?? '',
    '--ug',
    ug ?? '',
    '--role',
    'section-head',
  );
  if (made.kind !== 'officer-created') throw new Error(made.kind);
  return made.officerId;
}

async function newCode(officerId: OfficerId): Promise<string> {
  const code = await cli('create', 'device-code', '--officer', officerId);
  if (code.kind !== 'device-code') throw new Error(code.kind);
  return code.code;
}

describe('the server process', () => {
  test('orders are carried out when no server runs, and by the running server when one does', async () => {
    const before = await newOfficer();
    const at = await serve();
    const during = await newOfficer();
    const device = new TestDevice(at);
    await device.enrol(await newCode(before));
    await device.hello();
    const listed = await cli('list', 'officers');
    const devices =
      listed.kind === 'officers'
        ? new Map(listed.officers.map(({ officer, devices: ids }) => [officer.id as string, ids]))
        : new Map();
    expect([devices.get(before), devices.get(during)]).toEqual([[device.deviceId], []]);
    expect(
      await cli(
        'publish',
        'template',
        join(ROOT, 'resources/domain/templates/annual-practice-inspection.json'),
      ),
    ).toEqual({
      kind: 'template-published',
      id: 'annual-practice-inspection@1.0.0',
    });
    await expect(cli('create', 'device-code', '--officer', 'NOBODY')).rejects.toThrow();
    device.close();
    expect(await stop('SIGTERM')).toBe(0);
  });

  test('offices, revocations, backups and exports are ordered on the command line, with and without a running server', async () => {
    const to = await mkdtemp(join(tmpdir(), 'jd-cli-backup-'));
    const officeArgs = ['--zh', '某直辖市', '--ug', 'شەھەر', '--bureau-zh', '某局', '--bureau-ug', 'ئىدارە'];
    expect(await cli('create', 'office', '659001', ...officeArgs)).toEqual({
      kind: 'office-created',
      code: '659001',
    });
    expect(await cli('backup', '--to', to)).toMatchObject({ kind: 'backed-up', cutFiles: 0 });
    const at = await serve();
    await expect(cli('create', 'office', '659001', ...officeArgs)).rejects.toMatchObject({
      stdout: expect.stringContaining('office-exists') as string,
    });
    const officer = await cli(
      ...[
        'create',
        'officer',
        '--prefecture',
        '659001',
        '--zh',
        '甲',
        '--ug',
        'ئا',
        '--role',
        'section-head',
      ],
    );
    if (officer.kind !== 'officer-created') throw new Error(officer.kind);
    const device = new TestDevice(at);
    const enrolled = await device.enrol(await newCode(officer.officerId));
    expect(enrolled.bureau).toEqual({ zh: '某局', ug: 'ئىدارە' });
    expect((await device.hello()).scopes).toContain('659001/ordinary');
    startVisit(device, '659001');
    expect((await device.push()).head.seq).toBe(2);
    expect(await cli('backup', '--to', to, '--cut-ingest')).toMatchObject({ kind: 'backed-up' });
    expect(await cli('export', '--prefecture', '659001', '--to', join(to, 'acts.ndjson'))).toEqual({
      kind: 'exported',
      logs: 1,
      acts: 2,
    });
    const checked = await promisify(execFile)(NODE, [MAIN, 'verify-backup', to, '--json'], { cwd: ROOT });
    expect(JSON.parse(checked.stdout)).toMatchObject({
      kind: 'whole',
      hasKeys: true,
      logs: expect.any(Number) as number,
    });
    expect(await cli('revoke', 'device', device.deviceId ?? '', '--stolen')).toMatchObject({
      kind: 'device-revoked',
    });
    expect((await device.post('/v1/hello', device.signHello(device.helloBody()))).status).toBe(403);
    device.close();
    await stop('SIGTERM');
    await rm(to, { recursive: true, force: true });
  });

  test('SIGTERM and SIGINT end it cleanly: the running push is answered, the folder is given back', async () => {
    const at = await serve();
    const device = new TestDevice(at);
    await device.enrol(await newCode(await newOfficer()));
    await device.hello();
    const visit = startVisit(device);
    for (let i = 0; i < 200; i++)
      answer(device, visit.inspectionId, `DR-A${String(i % 60).padStart(2, '0')}`);
    const before = ingestBytes();
    const pushed = device.push();
    while (ingestBytes() === before) await setTimeout(2);
    const ended = stop('SIGINT');
    expect((await pushed).head.seq).toBe(202);
    expect(await ended).toBe(0);
    expect(() => statSync(join(folder, 'server.lock'))).toThrow(/ENOENT/);
    device.close();
  });

  test('its log names ids, kinds and counts, and nothing that people wrote', async () => {
    const at = await serve();
    const device = new TestDevice(at);
    await device.enrol(await newCode(await newOfficer()));
    await device.hello();
    const visit = startVisit(device);
    answer(device, visit.inspectionId, 'DR-A01', { note: PLANTED[2] ?? '' });
    await device.push();
    await device.pullAll();
    await device.pushBytes(utf8(PLANTED.join()));
    await device.post('/v1/pull', { v: 1, text: PLANTED });
    await device.get(`/v1/${encodeURIComponent(PLANTED[0] ?? '')}`);
    await device.get(`/v1/attachments/${encodeURIComponent(PLANTED[0] ?? '')}/receipt`);
    await stop('SIGTERM');
    expect(output).toContain(device.deviceId);
    const forms = PLANTED.flatMap((text) => [
      text,
      encodeURIComponent(text),
      JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`),
      device.token,
    ]);
    expect(forms.filter((text) => output.includes(text))).toEqual([]);
    expect(output).not.toContain(visit.institutionId);
    device.close();
  });

  test('keys are readable by their owner only', () => {
    const names = [
      'root.key',
      'receipt.key',
      'publishing.key',
      'bundle.key',
      'storage.key',
      'tls.json',
      'admin.secret',
    ];
    expect(names.map((name) => (statSync(join(folder, 'trust', name)).mode & 0o777).toString(8))).toEqual(
      names.map(() => '600'),
    );
  });

  test('orders from the network without the secret are not even acknowledged', async () => {
    const at = await serve();
    const device = new TestDevice(at);
    expect((await device.post('/v1/admin', { op: 'list-officers' })).status).toBe(404);
    device.close();
    await stop('SIGTERM');
  });
});
