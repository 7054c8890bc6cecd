import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeEnrolment, prepareEnrolment } from '../../electron/keys/enrolment-keys.ts';
import { checkManifest } from '../../electron/keys/manifest.ts';
import { nodeRandom } from '../../electron/keys/node-random.ts';
import { Doctor } from '../../electron/net/doctor.ts';
import { nodeProbes } from '../../electron/net/doctor-probes.ts';
import { Enrolment } from '../../electron/net/enrolment.ts';
import { Pinger } from '../../electron/net/pinger.ts';
import { DOCTOR_STEPS, type DoctorResult } from '../../shared/ipc/link-calls.ts';
import { PING_PAD_LIMIT } from '../../shared/protocol/ping.ts';
import { CustodyWorld, PASSWORD } from '../support/custody-world.ts';
import { startFaultyLink, type FaultyLink } from '../support/faulty-link.ts';
import { MemoryDisk } from '../support/memory-disk.ts';
import { nodeHttp } from '../support/node-http.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

// The doctor of the main process against the real server; only Chromium's network stack is replaced by Node's.

let server: TestServer;
let link: FaultyLink;
beforeAll(async () => {
  server = await startTestServer();
  link = await startFaultyLink({ port: Number(new URL(server.url).port), dataDir: server.folder });
});
afterAll(async () => {
  await link.stop();
  await server.close();
});

interface Patient {
  readonly doctor: Doctor;
  readonly pinger: Pinger;
  /** Where the doctor looks for the server. */
  origin: string;
  proxy: string;
  nowMs: number | null;
  /** Believes this server's authority from now on. */
  readonly trust: (of: TestServer) => Promise<void>;
}

/** An enrolled computer with its doctor. */
async function aPatient(): Promise<Patient> {
  const world = new CustodyWorld(new MemoryDisk(), 'none');
  const http = nodeHttp();
  const enrolment = new Enrolment({
    send: http.send,
    pin: (pem) => http.trust(pem),
    believe: (signed, fingerprint) => {
      const checked = checkManifest(signed, { fingerprint });
      return checked.kind === 'valid' ? checked.manifest : null;
    },
  });
  const address = new URL(server.url).host;
  await enrolment.look(address, await server.createCode(await server.createOfficer()));
  const keys = prepareEnrolment(world.custody, world.tools);
  if (keys === null) throw new Error('locked');
  const answer = await enrolment.finish({ ...keys.public, deviceLabel: 'test' });
  if ('kind' in answer) throw new Error(answer.kind);
  await completeEnrolment(world.custody, world.tools, keys, answer, address, PASSWORD);
  const patient = { origin: link.address, proxy: 'DIRECT', nowMs: null as number | null };
  const origin = (): string => patient.origin;
  const pinger = new Pinger(
    http.send,
    {
      origin,
      deviceId: () => world.custody.registry.device?.deviceId ?? null,
      signAsDevice: (bytes) => world.custody.current?.signAsDevice(bytes) ?? null,
      sessionHeaders: () => ({}),
    },
    nodeRandom,
  );
  const doctor = new Doctor({
    probes: nodeProbes,
    send: http.send,
    pinger,
    origin,
    resolveProxy: () => Promise.resolve(patient.proxy),
    isThroughBureau: () => false,
    nowMs: () => patient.nowMs ?? Date.now(),
  });
  const trust = (of: TestServer): Promise<void> =>
    http.trust(readFileSync(join(of.folder, 'trust/tls-ca.pem'), 'utf8'));
  return Object.assign(patient, { doctor, pinger, trust });
}

async function run(patient: Patient): Promise<Map<string, DoctorResult>> {
  const results = new Map<string, DoctorResult>();
  for (const step of DOCTOR_STEPS) results.set(step, await patient.doctor.check(step));
  return results;
}

/** The first step that fails, with what it names; everything after it is skipped. */
async function failure(patient: Patient): Promise<{ step: string; kind: string } | null> {
  const results = [...(await run(patient)).values()];
  const at = results.findIndex((result) => result.state === 'failed');
  if (at < 0) return null;
  expect(results.slice(at + 1).every((result) => result.state === 'skipped')).toBe(true);
  return { step: results[at]?.step ?? '', kind: results[at]?.failure?.kind ?? '' };
}

describe('the connection doctor', () => {
  let patient: Patient;
  beforeAll(async () => {
    patient = await aPatient();
  });

  test('on a good line every step is right, and both ways are measured', async () => {
    link.set({ kind: 'pass' });
    const results = await run(patient);
    expect([...results.values()].filter((result) => result.state === 'failed')).toEqual([]);
    expect(results.get('tls')?.code).toBe('tls-ours');
    expect(results.get('rate')?.details['up']).toBeGreaterThan(0);
    expect(results.get('rate')?.details['down']).toBeGreaterThan(0);
  });

  test('each bad line fails at its own step under its own name', async () => {
    link.set({ kind: 'html' });
    expect(await failure(patient)).toEqual({ step: 'tls', kind: 'portal' });
    link.set({ kind: 'half' });
    expect(await failure(patient)).toEqual({ step: 'tls', kind: 'cut-off' });
    link.set({ kind: 'closed' });
    expect(await failure(patient)).toEqual({ step: 'tls', kind: 'cut-off' });
    link.set({ kind: 'status', status: 503, retryAfterSeconds: 5 });
    expect(await failure(patient)).toEqual({ step: 'tls', kind: 'http' });
    link.set({ kind: 'status', status: 429 }, '/v1/ping');
    expect(await failure(patient)).toEqual({ step: 'device', kind: 'http' });
    link.set({ kind: 'half' }, '/v1/ping');
    expect(await failure(patient)).toEqual({ step: 'device', kind: 'cut-off' });
    link.set({ kind: 'pass' });
    expect(await failure(patient)).toBeNull();
  });

  test('a name that is not there, a closed port and a proxy that is not there are told apart', async () => {
    const { origin } = patient;
    const closed = await closedPort();
    patient.origin = 'https://no-such-host.invalid:8443';
    expect(await failure(patient)).toEqual({ step: 'name', kind: 'name-not-found' });
    patient.origin = `https://127.0.0.1:${closed}`;
    expect(await failure(patient)).toEqual({ step: 'tcp', kind: 'refused' });
    patient.origin = origin;
    patient.proxy = `PROXY 127.0.0.1:${closed}`;
    expect(await failure(patient)).toEqual({ step: 'proxy', kind: 'proxy-unreachable' });
    patient.proxy = 'DIRECT';
  });

  test('a clock that is off is shown with both times, and nothing fails for it', async () => {
    patient.nowMs = Date.now() + 400 * 86_400_000;
    const results = await run(patient);
    expect(results.get('clock')).toMatchObject({ state: 'warn', code: 'clock-ahead' });
    expect(results.get('rate')?.state).not.toBe('skipped');
    patient.nowMs = null;
  });

  test('a server that does not know this computer says so', async () => {
    const other = await startTestServer();
    try {
      await patient.trust(other);
      patient.origin = other.url;
      expect(await failure(patient)).toEqual({ step: 'device', kind: 'http' });
    } finally {
      patient.origin = link.address;
      await patient.trust(server);
      await other.close();
    }
  });

  test('a ping is signed, limited in size and changes nothing', async () => {
    const tooLarge = await patient.pinger.ping({ padBytes: PING_PAD_LIMIT + 1, wantBytes: 0 });
    expect(tooLarge).toMatchObject({ kind: 'http', status: 400, error: 'bad-request' });
    const pong = await patient.pinger.ping({ padBytes: 0, wantBytes: 1_000 });
    if (pong.kind !== 'pong') throw new Error(pong.kind);
    expect([pong.answer.pad.length, pong.answer.sessionValid]).toEqual([1_000, false]);
  });
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const listener: Server = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise<void>((resolve) => listener.close(() => resolve()));
  return port;
}
