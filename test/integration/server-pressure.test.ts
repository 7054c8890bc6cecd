import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout } from 'node:timers/promises';
import { ErrorBody } from '../../shared/protocol/errors.ts';
import { PushAnswer } from '../../shared/protocol/push.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { TestDevice } from '../support/test-device.ts';
import { addOfficer, answer, HEAD, startVisit } from './server-suites/world.ts';

// Fifty workstations come back to the link in the same minute.

const DEVICES = 50;
const ACTS = 12;
const LIMITS = { running: 2, waiting: 12, bodyBytes: 4 * 1024 * 1024 };
/** The others' greetings and pulls while all that is judged, on a busy machine with two cores. */
const ANSWERED_WITHIN_MS = 8_000;

let server: TestServer;
const devices: TestDevice[] = [];

beforeAll(async () => {
  server = await startTestServer({ push: LIMITS });
  for (let no = 0; no <= DEVICES; no++) {
    const device = new TestDevice(server);
    await addOfficer(server, device, { roles: HEAD });
    await device.hello();
    devices.push(device);
  }
}, 120_000);
afterAll(async () => {
  for (const device of devices) device.close();
  await server.close();
});

/** What the metrics say now. */
async function figure(name: string): Promise<number> {
  const { body } = await bystander().get('/v1/metrics');
  const line = body
    .toString('utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name} `));
  return Number(line?.split(' ')[1]);
}

function bystander(): TestDevice {
  const one = devices[DEVICES];
  if (!one) throw new Error('nobody stands by');
  return one;
}

test('S81: fifty devices push at once: what is held stays within its bounds, all is delivered, the others are answered', async () => {
  const pushing = devices.slice(0, DEVICES);
  for (const device of pushing) {
    const { inspectionId } = startVisit(device);
    for (let no = 2; no < ACTS; no++) answer(device, inspectionId, `DR-A${String(no).padStart(2, '0')}`);
  }
  let refused = 0;
  const waits: number[] = [];
  const deliver = async (device: TestDevice): Promise<void> => {
    for (;;) {
      const answered = await device.pushBytes(device.batch());
      if (answered.status === 200) {
        expect(PushAnswer.parse(answered.json()).head.seq).toBe(ACTS);
        return;
      }
      expect(answered.status).toBe(503);
      const { error } = ErrorBody.parse(answered.json());
      expect([error.kind, String(error.retryAfterSeconds)]).toEqual([
        'server-busy',
        answered.headers['retry-after'],
      ]);
      refused += 1;
      // A tenth of what the server asks for: the test need not wait as long as a bureau would.
      await setTimeout((error.retryAfterSeconds ?? 1) * 100);
    }
  };
  let done = false;
  const peaks = { running: 0, waiting: 0, bodyBytes: 0 };
  const watching = (async () => {
    while (!done) {
      const begun = performance.now();
      await bystander().hello();
      await bystander().pullPage();
      waits.push(performance.now() - begun);
      peaks.running = Math.max(peaks.running, await figure('jd_push_running'));
      peaks.waiting = Math.max(peaks.waiting, await figure('jd_push_waiting'));
      peaks.bodyBytes = Math.max(peaks.bodyBytes, await figure('jd_push_body_bytes'));
      await setTimeout(20);
    }
  })();
  await Promise.all(pushing.map(deliver));
  done = true;
  await watching;
  expect(refused).toBeGreaterThan(0);
  expect(peaks.running).toBeGreaterThan(0);
  expect(peaks.running).toBeLessThanOrEqual(LIMITS.running);
  expect(peaks.waiting).toBeLessThanOrEqual(LIMITS.waiting);
  expect(peaks.bodyBytes).toBeLessThanOrEqual(LIMITS.bodyBytes);
  expect(Math.max(...waits)).toBeLessThan(ANSWERED_WITHIN_MS);
  expect(await figure('jd_push_body_bytes')).toBe(0);
  expect(await figure('jd_acts{state="delivered"}')).toBe(DEVICES * ACTS);
}, 120_000);

test('the metrics name no person, no device and no record, and are not for strangers', async () => {
  const device = bystander();
  const { body, headers } = await device.get('/v1/metrics');
  expect(headers['content-type']).toContain('text/plain');
  const text = body.toString('utf8');
  for (const name of [
    'jd_http_request_seconds_bucket{le="0.1",route="/v1/push"}',
    'jd_http_requests_total{route="/v1/push",status="503"}',
    'jd_pending_batches 0',
    'jd_backup_age_seconds +Inf',
    'jd_ingest_bytes',
    'jd_attachments 0',
    'jd_devices{state="active"} 51',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(name);
  const ids = [
    device.deviceId,
    device.officerId,
    device.logId,
    ...devices.map((one) => one.deviceId),
    '653100',
  ];
  expect(ids.filter((id) => id !== null && text.includes(id))).toEqual([]);
});
