import 'fake-indexeddb/auto';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { Dexie } from 'dexie';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEquation } from '../../renderer/data/counters.ts';
import { BureauDb } from '../../renderer/data/bureau-db.ts';
import { answerId } from '../../shared/domain/inspections/inspection.ts';
import type { LogId, OfficerId, RecordId } from '../../shared/lib/ids.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { SCHEMA_STEPS } from '../../shared/schema/schema.ts';
import golden from '../golden/device-schema-1.json' with { type: 'json' };
import { DeskDevice, tickingClock } from '../support/desk-device.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

const NAME = 'left-by-release-1';
/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  const old = new Dexie(NAME);
  const [first] = SCHEMA_STEPS;
  old.version(1).stores({ ...first?.stores });
  for (const [table, rows] of Object.entries(golden.tables))
    await old.table(table).bulkAdd(rows.map((row) => withBytes(row)));
  old.close();
}, 60_000);
afterAll(() => server.close());

test('a workstation of schema version 1 with waiting work opens under today’s schema: every act is there, in its state', async () => {
  const db = new BureauDb(NAME);
  expect(await readEquation(db)).toEqual(golden.equation);
  const states = (await db.outbox.toArray()).map((row) => row.state);
  expect(states.filter((state) => state === 'waiting')).toHaveLength(golden.equation.waiting);
  expect(states).toHaveLength(golden.equation.created);
  expect(await db.uploads.count()).toBe(golden.tables.uploads.length);
  db.close();
});

test('S4, S23: its waiting work, and what the region lost since, is delivered by today’s app, once', async () => {
  const officerId = 'officer-golden' as OfficerId;
  for (const [id, roles] of [
    [officerId, ['section-head']],
    ['officer-golden-2' as OfficerId, ['inspector']],
  ] as const)
    await server.createOfficer({ officerId: id, prefectureCode: '653100', roles });
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  const key = createPrivateKey({
    key: Buffer.concat([ED25519_PKCS8, digest('jd-golden-officer')]),
    format: 'der',
    type: 'pkcs8',
  });
  const desk = await DeskDevice.enrol(
    { host: '127.0.0.1', port: server.port, caPem: server.caPem },
    code.value.secret,
    tickingClock(Date.UTC(2026, 10, 24)),
    undefined,
    {
      databaseName: NAME,
      dataKey: new Uint8Array(digest('jd-golden-data')),
      officerSigning: { privateKey: key, publicKey: createPublicKey(key) },
      logId: golden.logId as LogId,
    },
  );
  expect((await desk.sync()).kind).toBe('done');
  expect((await desk.sync()).kind).toBe('done');
  const { created, delivered, waiting, quarantined, withdrawn } = await desk.equation();
  // The withdrawal that was wrong in release 1 is wrong now; everything else ran, anchors of this visit included.
  expect({ waiting, quarantined, withdrawn }).toEqual({ waiting: 0, quarantined: 1, withdrawn: 0 });
  expect(created).toBeGreaterThanOrEqual(golden.equation.created);
  expect(delivered).toBe(created - 1);
  const answer = answerId(golden.inspectionId as RecordId, 'DR-A02');
  expect(await desk.read('answers', answer)).toMatchObject({
    current: { value: { kind: 'choice', choice: 'no' }, note: 'ئىزاھات' },
  });
  const atServer = await server.core.db
    .selectFrom('acts')
    .select(['seq', 'hash'])
    .where('log_id', '=', golden.logId)
    .orderBy('seq')
    .execute();
  expect(atServer.slice(0, golden.tables.outbox.length).map((act) => act.hash)).toEqual(
    golden.tables.outbox.map((row) => row.hash),
  );
  expect(atServer).toHaveLength(created);
  desk.db.close();
});

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Rows are kept as JSON; bytes in them as base64. */
function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withBytes(one));
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withBytes(one)]));
}
