import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import fees from '../../resources/domain/templates/fee-inspection.json' with { type: 'json' };
import { openPage, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { addPhoto, institutionSigns, signAs } from '../../scripts/demo/driver/visit.ts';
import { wordsOf, type Words } from '../../scripts/demo/driver/words.ts';
import { passwordOf } from '../../scripts/demo/device.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import type { Officer } from '../../shared/domain/org/officer.ts';
import { test, type World } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');

test('from the item list to the archive, offline and in Chinese: nobody approves their own work, and no name is published', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const { desk, cast } = world;
  await world.openDesk();
  const { page } = desk;
  await enterListAndPool(world);

  // The inspector drafts; the section head, who may approve, did not draft.
  await changeOfficer(world, cast.lead, cast.partner);
  await tab(page, zh, 'plan:tab.plans');
  await page
    .getByRole('button', { name: zh('plan:plans.draft') })
    .first()
    .click();
  await page.getByLabel(zh('plan:field.title')).fill('年度双随机抽查计划（收费）');
  await expect(page.getByRole('region', { name: zh('plan:pool.title') })).toContainText(
    zh('plan:pool.targets'),
  );
  await page.getByRole('button', { name: zh('plan:act.save') }).click();
  await expect(page.getByRole('button', { name: zh('plan:act.approve') })).toBeDisabled();
  await expect(page.getByText(zh('plan:missing.right'))).toBeVisible();
  await makeTask(world);

  await changeOfficer(world, cast.partner, cast.lead);
  await tab(page, zh, 'plan:tab.plans');
  await page.getByRole('link', { name: '年度双随机抽查计划（收费）' }).click();
  await page.getByRole('button', { name: zh('plan:act.approve') }).click();
  await page.getByRole('button', { name: zh('plan:act.publish') }).click();
  await page.getByLabel(zh('plan:act.publishWhere')).fill('司法局门户网站');
  await page.keyboard.press('Enter');
  await expect(page.getByText(zh('plan:state.published')).first()).toBeVisible();

  await openTask(page, zh, cast.institution.name.zh);
  await take(page, zh, 'approve');
  await notify(page, zh);
  await page.getByRole('button', { name: zh('tasks:task.startVisit') }).click();
  await fillAndSeal(world);

  await openTask(page, zh, cast.institution.name.zh);
  await take(page, zh, 'sign');
  await take(page, zh, 'conclude');
  await feedBack(page, zh);
  const text = field(page, 'text');
  const publication = await text.inputValue();
  expect(publication).toContain(cast.institution.name.zh);
  await text.fill(`${publication}检查人员：${cast.lead.name.zh}，电话 138 0013 8000`);
  const step = panel(page, zh);
  await expect(step.getByRole('button', { name: zh('tasks:step.publish') })).toBeDisabled();
  await expect(step.locator('mark')).toHaveText([cast.lead.name.zh, '138 0013 8000']);
  await text.fill(publication);
  await take(page, zh, 'publish');
  await field(page, 'place').fill('一号柜');
  await take(page, zh, 'close-archive');
  await expect(page.getByText(zh('tasks:task.done'))).toBeVisible();
  await expect(page.locator('.jd-timeline [data-event]')).toHaveCount(10);

  await world.startServer();
  await desk.untilDelivered(60_000);
  expect(await desk.equation()).toMatchObject({ quarantined: 0, waiting: 0 });
});

test('a visit that was refused, from the approval to the archive, in Uyghur', async ({ world }) => {
  test.setTimeout(180_000);
  const { desk, cast } = world;
  await world.openDesk();
  const { page } = desk;
  await enterListAndPool(world);
  await changeOfficer(world, cast.lead, cast.partner);
  await makeTask(world);
  await changeOfficer(world, cast.partner, cast.lead);
  await switchLanguage(page, 'ug-CN');
  await openTask(page, ug, cast.institution.name.ug);
  await take(page, ug, 'approve');
  await notify(page, ug);
  const step = panel(page, ug);
  await step.getByRole('button', { name: ug('tasks:step.record-failed-visit') }).click();
  await choose(page, field(page, 'result'), ug('tasks:result.refused'));
  await field(page, 'text').fill('ئاپپارات تەكشۈرۈشنى رەت قىلدى');
  await field(page, 'witness').fill('مەھەللە كومىتېتى');
  await take(page, ug, 'record-failed-visit');
  await expect(step.getByText(ug('tasks:result.refused')).first()).toBeVisible();
  await take(page, ug, 'conclude');
  await feedBack(page, ug);
  await take(page, ug, 'publish');
  await field(page, 'place').fill('1-ئىشكاپ');
  await take(page, ug, 'close-archive');
  await expect(page.getByText(ug('tasks:task.done'))).toBeVisible();
});

async function tab(page: Page, t: Words, words: string): Promise<void> {
  await openPage(page, t, 'inspections');
  const tabs = page.getByRole('navigation', { name: t('inspections:tab.label') });
  await tabs.getByRole('link', { name: t(words), exact: true }).click();
}

function panel(page: Page, t: Words): Locator {
  return page.getByRole('region', { name: t('tasks:task.next') });
}

function field(page: Page, name: string): Locator {
  return page.locator(`#task-step-${name}`);
}

/** Takes the step on screen with what its form holds, and waits until the next one is there. */
async function take(page: Page, t: Words, step: string): Promise<void> {
  const before = await page.locator('.jd-timeline [data-event]').count();
  await panel(page, t)
    .locator('button[type="submit"]')
    .filter({ hasText: t(`tasks:step.${step}`) })
    .click();
  await expect(page.locator('.jd-timeline [data-event]').nth(before)).toBeVisible();
}

async function choose(page: Page, select: Locator, option: string): Promise<void> {
  await select.click();
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click();
}

/** The house's items and the two officers of this computer as inspectors. */
async function enterListAndPool({ desk, cast }: World): Promise<void> {
  const { page } = desk;
  await tab(page, zh, 'plan:tab.pools');
  await page.getByRole('button', { name: zh('plan:items.publishHouse', { count: 6 }) }).click();
  await expect(page.getByRole('region', { name: '司法鉴定收费检查' })).toBeVisible();
  await page.getByText(zh('plan:pools.inspectors'), { exact: true }).click();
  await page.getByRole('button', { name: zh('plan:inspectors.add') }).waitFor();
  for (const officer of [cast.lead, cast.partner]) {
    const inPool = page.locator('.jd-plan-table').getByRole('button', { name: officer.name.zh, exact: true });
    const candidate = page.locator('.jd-plan-candidates').getByRole('button', { name: officer.name.zh });
    await inPool.or(candidate).first().waitFor();
    if ((await inPool.count()) > 0) continue;
    await candidate.click();
    const form = page.getByRole('form', { name: zh('plan:inspectors.entry') });
    const unit = zh('plan:inspectors.unit');
    await form.getByLabel(`${unit} · ${zh('plan:inspectors.language.zh')}`).fill('喀什地区司法局');
    await form
      .getByLabel(`${unit} · ${zh('plan:inspectors.language.ug')}`)
      .fill('قەشقەر ۋىلايەتلىك ئەدلىيە ئىدارىسى');
    await form.getByLabel(zh('plan:inspectors.certValidTo')).fill('2029-12-31');
    await form.getByLabel(zh('plan:inspectors.certValidTo')).press('Enter');
    await form.getByRole('button', { name: zh('plan:inspectors.save') }).click();
    await expect(inPool).toBeVisible();
  }
}

async function changeOfficer({ desk }: World, from: Officer, to: Officer): Promise<void> {
  const { page } = desk;
  await page.getByRole('banner').getByRole('button', { name: from.name.zh }).click();
  await page.getByRole('menuitem', { name: zh('app:officer.lock') }).click();
  await desk.signIn(to);
}

/** A task from a complaint, with both officers of this computer. */
async function makeTask({ desk, cast }: World): Promise<void> {
  const { page } = desk;
  await tab(page, zh, 'tasks:tab');
  await page.getByRole('button', { name: zh('tasks:list.create') }).click();
  const box = (label: string): Locator => page.getByRole('combobox', { name: label, exact: true });
  await choose(page, box(zh('tasks:task.institution')), cast.institution.name.zh);
  await choose(page, box(zh('tasks:task.items')), '司法鉴定收费检查');
  await page.keyboard.press('Escape');
  await choose(page, box(zh('tasks:new.officers')), cast.lead.name.zh);
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: cast.partner.name.zh })
    .click();
  await page.keyboard.press('Escape');
  await page.getByLabel(zh('tasks:new.reason')).fill('收费问题投诉集中');
  await page.getByRole('button', { name: zh('tasks:new.make'), exact: true }).click();
  await expect(panel(page, zh).getByText(zh('tasks:task.noRight'))).toBeVisible();
}

async function openTask(page: Page, t: Words, institution: string): Promise<void> {
  await tab(page, t, 'tasks:tab');
  await page.locator('.jd-board').getByRole('link', { name: institution }).first().click();
  await panel(page, t).waitFor();
}

async function notify(page: Page, t: Words): Promise<void> {
  const step = panel(page, t);
  await expect(step.getByRole('list', { name: t('tasks:task.missingTitle') })).toContainText(
    t('tasks:missing.rights'),
  );
  await choose(page, field(page, 'servedHow'), t('tasks:served.in-person'));
  await field(page, 'rightsTold').check();
  await take(page, t, 'notify');
}

async function feedBack(page: Page, t: Words): Promise<void> {
  await choose(page, field(page, 'servedHow'), t('tasks:served.in-person'));
  await field(page, 'proof').fill('送达回证');
  await take(page, t, 'feed-back');
}

async function fillAndSeal({ desk, cast, folder }: World): Promise<void> {
  const { page } = desk;
  await page.locator('.jd-items [data-item]').first().waitFor();
  for (const item of TemplateBody.parse(fees).items) {
    const row = page.locator(`[data-item="${item.id}"]`);
    if (item.kind === 'photo') {
      const path = join(folder, `${item.id}.jpg`);
      await writeFile(path, encodeJpeg(drawPicture('licence', 300, seededDice(1)), 85));
      await addPhoto(page, zh, item.id, path);
    } else if (item.kind === 'yes-no-na') {
      await row.focus();
      await page.keyboard.press('3');
      await expect(row.getByRole('radio', { name: zh('inspections:choice.na'), exact: true })).toBeChecked();
    } else {
      const input = row.locator('.jd-item-answer :is(input, textarea)');
      await input.fill(item.kind === 'number' ? '0' : '无');
      await input.press(item.kind === 'text' ? 'Tab' : 'Enter');
    }
  }
  await page.getByRole('button', { name: zh('inspections:rail.sign') }).click();
  await institutionSigns(page, zh, { name: cast.institution.head.zh, role: '负责人' });
  await signAs(page, zh, { name: cast.lead.name.zh, password: null });
  await signAs(page, zh, { name: cast.partner.name.zh, password: passwordOf(cast.partner) });
  await page.getByRole('button', { name: zh('inspections:sign.seal') }).click();
  await expect(page.getByText(zh('inspections:state.sealed'), { exact: true })).toBeVisible();
}
