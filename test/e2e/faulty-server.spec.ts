import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startVisit, syncNow } from '../../scripts/demo/driver/frame.ts';
import { isConserved } from '../../scripts/demo/driver/figures.ts';
import { startServer } from '../../server/app/start-server.ts';
import { openLog } from '../../server/app/logger.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { startFaultyLink, type LinkMode } from '../support/faulty-link.ts';
import { expectSaid } from '../support/said.ts';
import { test } from '../support/launch-app.ts';

const YEAR_MS = 365 * 86_400_000;

const FAULTS: readonly {
  readonly mode: LinkMode;
  readonly said: string;
  readonly values?: Record<string, string>;
}[] = [
  { mode: { kind: 'html' }, said: 'errors:sync.portal.what', values: { title: '上网认证' } },
  { mode: { kind: 'status', status: 413 }, said: 'errors:sync.body-too-large.what' },
  {
    mode: { kind: 'status', status: 429, retryAfterSeconds: 600 },
    said: 'errors:sync.too-many-requests.what',
  },
  { mode: { kind: 'status', status: 500 }, said: 'errors:sync.server-error.what' },
  { mode: { kind: 'half' }, said: 'errors:sync.cut-off.what' },
  { mode: { kind: 'closed' }, said: 'errors:sync.cut-off.what' },
];

test('whatever answers on the way: it is named in both languages, nothing is lost, and it is delivered once the line is right', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const server = await world.startServer();
  const link = await startFaultyLink(server);
  try {
    const desk = world.newDesk('linked');
    const { cast } = world;
    await desk.enrolFirst({ ...server, address: link.address }, cast.lead);
    await desk.untilDelivered(60_000);
    const { page, t } = desk;
    // From here on only the officer's button starts a round: what is on screen then belongs to this fault.
    link.set({ kind: 'closed' });
    await startVisit(page, t, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });
    const before = await desk.equation();
    for (const { mode, said, values } of FAULTS) {
      link.set(mode, mode.kind === 'status' && mode.status === 413 ? '/v1/push' : '/');
      await syncNow(page, t);
      await expectSaid(page, said, values);
      expect(link.faults.length, said).toBeGreaterThan(0);
      const equation = await desk.equation();
      expect(isConserved(equation), said).toBe(true);
      expect(equation.created, said).toBeGreaterThanOrEqual(before.created);
    }
    link.set({ kind: 'pass' });
    const equation = await desk.untilDelivered(60_000);
    expect(equation).toMatchObject({ waiting: 0, quarantined: 0, delivered: equation.created });
  } finally {
    await link.stop();
  }
});

test('another region’s server behind the same address gets nothing, and the officer is told that its certificate is not ours', async ({
  world,
}) => {
  await world.openDesk();
  const { page, t } = world.desk;
  const foreign = join(world.folder, 'foreign');
  const stranger = await startServer({
    dataFolder: foreign,
    port: world.port,
    host: '127.0.0.1',
    databaseUrl: null,
    log: openLog('silent'),
  });
  try {
    await syncNow(page, t);
    await expectSaid(page, 'errors:sync.certificate.what');
  } finally {
    await stranger.close();
  }
});

test('S22: with clocks a year apart, either way, work is delivered, not refused, and the officer is told', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const { desk, cast } = world;
  // Two computers that start alike: the second is a copy of the first, taken before it ever ran.
  const behind = world.newDesk('behind');
  await cp(desk.profileDir, behind.profileDir, { recursive: true });
  await cp(world.dataDir, `${world.dataDir}-copy`, { recursive: true });
  const halves = [
    { desk, serverMs: -YEAR_MS, said: 'sync-centre:skew.ahead' },
    { desk: behind, serverMs: YEAR_MS, said: 'sync-centre:skew.behind' },
  ] as const;
  for (const half of halves) {
    const server = await startServer({
      dataFolder: half.desk === desk ? world.dataDir : `${world.dataDir}-copy`,
      port: world.port,
      host: '127.0.0.1',
      databaseUrl: null,
      log: openLog('silent'),
      clock: { now: () => instantOf(Date.now() + half.serverMs) },
    });
    try {
      await half.desk.start();
      await half.desk.signIn(cast.lead);
      await startVisit(half.desk.page, half.desk.t, {
        institution: cast.institution.name.zh,
        partner: cast.partner.name.zh,
      });
      const equation = await half.desk.untilDelivered(60_000);
      expect(equation).toMatchObject({ waiting: 0, quarantined: 0 });
      await expectSaid(half.desk.page, half.said, (t) => ({
        amount: t('sync-centre:skew.days', { count: 365 }),
      }));
      await half.desk.killHard();
    } finally {
      await server.close();
    }
  }
});
