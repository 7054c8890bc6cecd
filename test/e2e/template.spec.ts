import { expect } from '@playwright/test';
import { openPage, startVisit, syncNow } from '../../scripts/demo/driver/frame.ts';
import { order } from '../../server/app/admin-client.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { expectSaid } from '../support/said.ts';
import { test } from '../support/launch-app.ts';

test('a published checklist with a kind of item this app does not know is shown, named, and never answered by guess', async ({
  world,
}) => {
  const server = await world.startServer();
  const newer = {
    ...annual,
    version: '9.0.0',
    items: annual.items.map((item, i) => (i === 2 ? { ...item, kind: 'hologram' } : item)).slice(0, 6),
  };
  const answer = await order(
    { dataFolder: world.dataDir, port: server.port, host: '127.0.0.1', databaseUrl: null },
    { op: 'publish-template', text: JSON.stringify(newer) },
  );
  expect(answer.kind).toBe('template-published');

  const { desk, cast } = world;
  await world.openDesk();
  await syncNow(desk.page, desk.t);
  await desk.untilDelivered(60_000);
  await openPage(desk.page, desk.t, 'work');
  await startVisit(desk.page, desk.t, {
    institution: cast.institution.name.zh,
    partner: cast.partner.name.zh,
  });
  const row = desk.page.locator('[data-item="DR-A03"]');
  await expectSaid(desk.page, 'inspections:item.unknownKind', { kind: 'hologram' });
  await expect(row.getByRole('radio')).toHaveCount(0);
  await expect(row.getByRole('button')).toHaveCount(0);
  await expect(desk.page.getByRole('button', { name: desk.t('inspections:rail.sign') })).toHaveCount(0);
});
