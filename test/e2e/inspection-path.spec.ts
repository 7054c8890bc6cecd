import { expect, type Page } from '@playwright/test';
import { openPage, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf, type Words } from '../../scripts/demo/driver/words.ts';
import { test } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');

async function tab(page: Page, t: Words, words: string): Promise<void> {
  await openPage(page, t, 'inspections');
  await page
    .getByRole('navigation', { name: t('inspections:tab.label') })
    .getByRole('link', { name: t(words) })
    .click();
}
const shot = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: `/tmp/plan-${name}.png` });

test('screens', async ({ world }) => {
  test.setTimeout(240_000);
  const { desk, cast } = world;
  await world.openDesk();
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await tab(page, zh, 'plan:tab.pools');
  await shot(page, 'items-empty');
  await page.getByRole('button', { name: zh('plan:items.publishHouse', { count: 6 }) }).click();
  await expect(page.getByText(zh('plan:items.inForce')).first()).toBeVisible();
  await page
    .getByRole('button', { name: zh('plan:items.next') })
    .first()
    .click();
  await shot(page, 'items');
  await page.getByText(zh('plan:pools.inspectors'), { exact: true }).click();
  for (const officer of [cast.lead, cast.partner]) {
    await page.locator('.jd-plan-candidates').getByRole('button', { name: officer.name.zh }).click();
    const form = page.getByRole('form', { name: zh('plan:inspectors.entry') });
    await form
      .getByLabel(`${zh('plan:inspectors.unit')} · ${zh('plan:inspectors.language.zh')}`)
      .fill('喀什地区司法局');
    await form
      .getByLabel(`${zh('plan:inspectors.unit')} · ${zh('plan:inspectors.language.ug')}`)
      .fill('قەشقەر ۋىلايەتلىك ئەدلىيە ئىدارىسى');
    await form.getByLabel(zh('plan:inspectors.certValidTo')).fill('2029-12-31');
    await form.getByLabel(zh('plan:inspectors.certValidTo')).press('Enter');
    await form.getByRole('button', { name: zh('plan:inspectors.addConflict') }).click();
    await shot(page, 'inspector-form');
    await form.getByRole('button', { name: zh('plan:inspectors.dropConflict') }).click();
    await form.getByRole('button', { name: zh('plan:inspectors.save') }).click();
    await expect(form).toBeHidden();
  }
  await shot(page, 'inspectors');
  await tab(page, zh, 'plan:tab.plans');
  await shot(page, 'plans-empty');
  await page
    .getByRole('button', { name: zh('plan:plans.draft') })
    .first()
    .click();
  await page.getByLabel(zh('plan:field.title')).fill('2026年度司法鉴定机构双随机抽查计划');
  await shot(page, 'plan-new');
  await page.getByText(zh('plan:layer.county'), { exact: true }).click();
  await page.getByRole('switch').click();
  await shot(page, 'plan-new2');
  await page.getByRole('button', { name: zh('plan:act.save') }).click();
  await expect(page.getByText(zh('plan:state.drafted')).first()).toBeVisible();
  await shot(page, 'plan-drafted');
  await switchLanguage(page, 'ug-CN');
  await shot(page, 'plan-drafted-ug');
  await page.evaluate(() => (location.hash = '#/inspections/pools'));
  await page.waitForTimeout(500);
  await shot(page, 'items-ug');
  await page.evaluate(() => (location.hash = '#/inspections/pools/inspectors'));
  await page.waitForTimeout(500);
  await shot(page, 'inspectors-ug');
  await switchLanguage(page, 'zh-CN');
  await tab(page, zh, 'tasks:tab');
  await shot(page, 'tasks-empty');
  await page.getByRole('button', { name: zh('tasks:list.create') }).click();
  await shot(page, 'task-new');
  const pick = async (label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label }).click();
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: option })
      .first()
      .click();
    await page.keyboard.press('Escape');
  };
  await pick(zh('tasks:task.institution'), cast.institution.name.zh);
  await pick(zh('tasks:task.items'), '司法鉴定收费检查');
  await page.getByRole('combobox', { name: zh('tasks:new.officers') }).click();
  for (const officer of [cast.lead, cast.partner])
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: officer.name.zh })
      .first()
      .click();
  await page.keyboard.press('Escape');
  await page.getByLabel(zh('tasks:new.reason')).fill('投诉集中');
  await shot(page, 'task-new2');
  await page.getByRole('button', { name: zh('tasks:new.make'), exact: true }).click();
  await expect(page.getByRole('heading', { name: zh('tasks:step.approve') })).toBeVisible();
  await shot(page, 'task-created');
  await switchLanguage(page, 'ug-CN');
  await shot(page, 'task-created-ug');
  await page.evaluate(() => (location.hash = '#/inspections/tasks'));
  await page.waitForTimeout(500);
  await shot(page, 'tasks-ug');
});
