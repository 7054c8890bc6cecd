import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../server/store/open-database.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { attachmentSuite } from './server-suites/attachments.ts';
import { enrolmentSuite } from './server-suites/enrolment.ts';
import { backupSuite } from './server-suites/backup.ts';
import { judgementSuite } from './server-suites/judgement.ts';
import { rectificationSuite } from './server-suites/rectification.ts';
import { numbersSuite } from './server-suites/numbers.ts';
import { remediesSuite } from './server-suites/remedies.ts';
import { operationsSuite } from './server-suites/operations.ts';
import { pullSuite } from './server-suites/pull.ts';
import { pushSuite } from './server-suites/push.ts';
import { reissueSuite } from './server-suites/reissue.ts';
import { wireSuite } from './server-suites/wire.ts';
import type { StorageUnderTest } from './server-suites/world.ts';

let postgres: TestPostgres | null = null;

function running(): TestPostgres {
  if (!postgres) throw new Error('PostgreSQL has not started');
  return postgres;
}

beforeAll(async () => {
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.stop(), 30_000);

const postgresql: StorageUnderTest = {
  name: 'PostgreSQL',
  options: async () => ({ storage: { kind: 'postgresql', url: await running().newDatabase() } }),
};

enrolmentSuite(postgresql);
pushSuite(postgresql);
reissueSuite(postgresql);
judgementSuite(postgresql);
numbersSuite(postgresql);
rectificationSuite(postgresql);
remediesSuite(postgresql);
pullSuite(postgresql);
attachmentSuite(postgresql);
wireSuite(postgresql);
operationsSuite(postgresql);
backupSuite(postgresql);

describe('PostgreSQL settings', () => {
  test.each([
    ['fsync', 'off'],
    ['synchronous_commit', 'off'],
  ])('with %s %s the server does not start: a receipt would promise too much', async (setting, value) => {
    const folder = await mkdtemp(join(tmpdir(), 'jd-server-'));
    const databaseUrl = await running().newDatabase();
    await running().alterSystem(setting, value);
    await settled(databaseUrl, setting, value);
    await expect(openDatabase({ folder, databaseUrl })).rejects.toThrow(new RegExp(`${setting} off`));
    await running().alterSystem(setting, 'on');
    await settled(databaseUrl, setting, 'on');
    const db = await openDatabase({ folder, databaseUrl });
    await db.destroy();
  });
});

/** A reload reaches new connections a moment later. */
async function settled(databaseUrl: string, setting: string, value: string): Promise<void> {
  const { default: pg } = await import('pg');
  for (;;) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const shown = await client.query<Record<string, string>>(`show ${setting}`);
    await client.end();
    if (shown.rows[0]?.[setting] === value) return;
  }
}
