import { expect, type Page } from '@playwright/test';
import { openPage, startVisit, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { isConserved } from '../../scripts/demo/driver/figures.ts';
import type { DemoDevice } from '../../scripts/demo/device.ts';
import type { EmbeddedServer } from '../../scripts/demo/embedded-server.ts';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { order } from '../../server/app/admin-client.ts';
import type { Officer, Role } from '../../shared/domain/org/officer.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { test } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');

test('two heads change one telephone number without a network: both versions stand side by side, one is chosen, everybody gets it', async ({
  world,
}) => {
  test.setTimeout(300_000);
  const { desk, cast } = world;
  let server = await world.startServer();
  const second = await newOfficer(server, { zh: '热娜', ug: 'رەنا' }, 'section-head');
  const other = world.newDesk('b');
  await other.enrolFirst(server, second);
  await other.untilDelivered(60_000);
  await world.openDesk();
  await desk.untilDelivered(60_000);
  await server.stop();

  await amendPhone(desk.page, cast.institution.name.zh, '0998-1110001');
  await amendPhone(other.page, cast.institution.name.zh, '0998-2220002');
  server = await world.startServer();
  await desk.untilDelivered(60_000);
  await other.untilDelivered(60_000);
  await desk.untilDelivered(60_000);

  const { page } = desk;
  await page.evaluate(() => (location.hash = '#/sync/inbox'));
  await page.getByRole('button', { name: zh('inbox:kind.conflict') }).click();
  const detail = page.getByRole('region', { name: zh('inbox:conflict.label') });
  await expect(detail.getByText('0998-1110001', { exact: true })).toBeVisible();
  await expect(detail.getByText('0998-2220002', { exact: true })).toBeVisible();
  await expect(detail.getByRole('button', { name: zh('inbox:conflict.decide') })).toBeDisabled();
  await switchLanguage(page, 'ug-CN');
  await expect(page.getByRole('region', { name: ug('inbox:conflict.label') })).toBeVisible();
  await switchLanguage(page, 'zh-CN');
  const mine = `${zh('inbox:field.phone')}: ${zh('inbox:conflict.mine')}`;
  await detail.getByRole('radio', { name: mine }).check();
  await detail.getByLabel(zh('inbox:conflict.reason')).fill('已电话核实');
  await detail.getByRole('button', { name: zh('inbox:conflict.decide') }).click();
  await expect(detail.getByRole('columnheader', { name: zh('inbox:conflict.kept') })).toBeVisible();
  await desk.untilDelivered(60_000);
  await other.untilDelivered(60_000);
  await openInstitution(other.page, cast.institution.name.zh);
  await expect(other.page.getByText('0998-2220002')).toBeVisible();
  for (const one of [desk, other]) {
    const equation = await one.equation();
    expect(isConserved(equation)).toBe(true);
    expect(equation).toMatchObject({ waiting: 0, quarantined: 0 });
  }
  await server.stop();
});

test('work of an officer whose role changed meanwhile is held, a head confirms it with a reason, and it runs', async ({
  world,
}) => {
  test.setTimeout(300_000);
  const { desk, cast } = world;
  let server = await world.startServer();
  const inspector = await newOfficer(server, { zh: '木拉提', ug: 'مۇرات' }, 'inspector');
  const laptop = world.newDesk('b');
  await laptop.enrolFirst(server, inspector);
  await laptop.untilDelivered(60_000);
  await server.stop();
  await startVisit(laptop.page, zh, {
    institution: cast.institution.name.zh,
    partner: cast.partner.name.zh,
  });
  server = await world.startServer();
  await changeRole(server, inspector, 'case-handler');
  await untilSent(laptop);
  expect((await laptop.equation()).quarantined).toBeGreaterThan(0);

  await world.openDesk();
  await desk.untilDelivered(60_000);
  const { page } = desk;
  await page.evaluate(() => (location.hash = '#/sync/inbox'));
  await page
    .getByRole('button', { name: zh('inbox:kind.quarantined') })
    .first()
    .click();
  const detail = page.getByRole('region', { name: zh('inbox:held.label') });
  await expect(detail.getByText(zh('errors:held.authority'))).toBeVisible();
  await detail.getByLabel(zh('inbox:held.reason')).fill('当时确为检查员');
  await detail.getByRole('button', { name: zh('inbox:held.confirm') }).click();
  await expect(page.getByText(zh('inbox:empty.title'))).toBeHidden();
  await desk.untilDelivered(60_000);
  await laptop.untilDelivered(60_000);
  expect(await laptop.equation()).toMatchObject({ waiting: 0, quarantined: 0 });
  await server.stop();
});

async function untilSent(desk: DemoDevice): Promise<void> {
  await openPage(desk.page, zh, 'sync');
  await desk.page.getByRole('button', { name: zh('sync-centre:action.now') }).click();
  await expect(async () => expect((await desk.equation()).waiting).toBe(0)).toPass({ timeout: 60_000 });
}

async function openInstitution(page: Page, name: string): Promise<void> {
  await openPage(page, zh, 'registry');
  await page.getByRole('row').filter({ hasText: name }).first().click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor();
}

async function amendPhone(page: Page, institution: string, phone: string): Promise<void> {
  await openInstitution(page, institution);
  await page.getByRole('button', { name: zh('registry:amend.open'), exact: true }).click();
  await page.getByLabel(zh('registry:amend.field.phone'), { exact: true }).fill(phone);
  await page.getByRole('button', { name: zh('registry:amend.save'), exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: zh('registry:amend.saved') })).toBeVisible();
}

async function newOfficer(
  server: EmbeddedServer,
  name: { readonly zh: string; readonly ug: string },
  role: Role,
): Promise<Officer> {
  const officer = {
    prefectureCode: '653100',
    name,
    roles: [role],
    certificateNo: '653100-SF-901',
    active: true,
  };
  const answer = await give(server, { op: 'create-officer', officerId: null, ...officer });
  if (answer.kind !== 'officer-created') throw new Error(JSON.stringify(answer));
  return { id: answer.officerId as string as Officer['id'], ...officer };
}

async function changeRole(server: EmbeddedServer, officer: Officer, role: Role): Promise<void> {
  const { id, ...rest } = officer;
  const answer = await give(server, {
    op: 'create-officer',
    officerId: id as string as OfficerId,
    ...rest,
    roles: [role],
  });
  if (answer.kind !== 'officer-created') throw new Error(JSON.stringify(answer));
}

function give(
  { dataDir, port }: EmbeddedServer,
  request: Parameters<typeof order>[1],
): ReturnType<typeof order> {
  return order({ dataFolder: dataDir, port, host: '127.0.0.1', databaseUrl: null }, request);
}
