import { expect, type Page } from '@playwright/test';
import { openPage, openVisit, startVisit, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { test } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');
test('a bureau gives its checklist a rule and publishes it; a visit follows the rule, keeps its version, and is moved to the next one', async ({
  world,
}) => {
  test.setTimeout(180_000);
  const { desk, cast } = world;
  await world.openDesk();
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  const row = (id: string) => page.locator(`.jd-items [data-item="${id}"]`);

  // From the region's checklist to the bureau's own, with a demand and a further question.
  await openPage(page, zh, 'inspections');
  await page.getByRole('link', { name: zh('templates:tab') }).click();
  await page.getByRole('link', { name: '双随机执业检查表' }).click();
  await page.getByRole('button', { name: zh('templates:page.draftFrom', { version: '1.0.0' }) }).click();
  await page.locator('.jd-outline').getByRole('button', { name: /^A04/ }).click();
  await page.getByRole('button', { name: zh('templates:rule.addDemand') }).click();
  await page.getByRole('button', { name: zh('templates:rule.addShow') }).click();
  await page.locator('.jd-rule').nth(1).getByRole('combobox').nth(1).click();
  await page.locator('.ant-select-item-option').filter({ hasText: /^A05/ }).click();
  await page.keyboard.press('Escape');
  await expect(page.locator('.jd-preview [data-item="DR-A05"]')).toHaveCount(0);
  await switchLanguage(page, 'ug-CN');
  // A word that is missing in one language leads to its field.
  const text = page.getByRole('textbox', {
    name: `${ug('templates:field.text')} · ${ug('templates:language.ug')}`,
  });
  const words = await text.inputValue();
  await text.fill('');
  await text.press('Tab');
  await page.getByText(ug('templates:editor.problems', { count: 1 })).click();
  await page.locator('.jd-problems button').click();
  await expect(text).toBeFocused();
  await text.fill(words);
  await text.press('Tab');
  await expect(page.getByText(ug('templates:problems.none'))).toBeVisible();
  await switchLanguage(page, 'zh-CN');
  await publish(page, '1.0.0');

  // A visit by it: the answer demands a photo, and the next question appears after it.
  await startVisit(page, zh, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });
  await expect(row('DR-A05')).toHaveCount(0);
  await row('DR-A04').focus();
  await page.keyboard.press('2');
  await expect(row('DR-A04').getByText(zh('inspections:demand.photo'))).toBeVisible();
  await expect(row('DR-A05')).toBeVisible();
  await expect(row('DR-A04').locator('textarea').first()).toBeFocused();
  await switchLanguage(page, 'ug-CN');
  await expect(row('DR-A04').getByText(ug('inspections:demand.photo'))).toBeVisible();
  await switchLanguage(page, 'zh-CN');
  await row('DR-A05').focus();
  await page.keyboard.press('1');
  await expect(
    row('DR-A05').getByRole('radio', { name: zh('inspections:choice.yes'), exact: true }),
  ).toBeChecked();
  await row('DR-A04').focus();
  await page.keyboard.press('1');
  await expect(row('DR-A05')).toHaveCount(0);
  await expect(page.locator('[data-kept="DR-A05"]')).toContainText(zh('inspections:kept.not-asked'));
  await row('DR-A06').focus();
  await page.keyboard.press('1');

  // The next version drops an item and changes the words of another; the open visit stays with its own.
  await openPage(page, zh, 'inspections');
  await page.getByRole('link', { name: zh('templates:tab') }).click();
  await page.getByRole('link', { name: '双随机执业检查表' }).first().click();
  await page.getByRole('button', { name: zh('templates:page.draftFrom', { version: '1.0.0' }) }).click();
  await page.locator('.jd-outline').getByRole('button', { name: /^A06/ }).click();
  await page.getByRole('button', { name: zh('templates:item.remove') }).click();
  await page.locator('.jd-outline').getByRole('button', { name: /^A04/ }).click();
  const chinese = page.getByRole('textbox', {
    name: `${zh('templates:field.text')} · ${zh('templates:language.zh')}`,
  });
  await chinese.fill('机构名称、住所与许可证一致');
  await chinese.press('Tab');
  await publish(page, '2.0.0');
  await openVisit(page, zh, cast.institution.name.zh);
  await expect(row('DR-A06')).toBeVisible();

  // Moved by hand: what is gone asks for a home or a reason, and stays readable on the visit.
  await page.getByRole('link', { name: zh('templates:move.newer', { version: '2.0.0' }) }).click();
  const go = page.getByRole('button', { name: zh('templates:move.go', { version: '2.0.0' }) });
  await expect(go).toBeDisabled();
  await page.getByRole('combobox', { name: zh('templates:move.home', { id: 'DR-A06' }) }).click();
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: zh('templates:move.nowhere') })
    .click();
  await page
    .getByRole('textbox', { name: zh('templates:move.reasonFor', { id: 'DR-A06' }) })
    .fill('不再检查');
  await switchLanguage(page, 'ug-CN');
  await switchLanguage(page, 'zh-CN');
  await go.click();
  await expect(row('DR-A04')).toContainText('机构名称、住所与许可证一致');
  await expect(
    row('DR-A04').getByRole('radio', { name: zh('inspections:choice.yes'), exact: true }),
  ).toBeChecked();
  await expect(page.locator('[data-kept="DR-A06"]')).toContainText('不再检查');
  await page.locator('[data-kept="DR-A06"]').scrollIntoViewIfNeeded();

  // The region takes all of it.
  await world.startServer();
  const equation = await desk.untilDelivered(60_000);
  expect(equation.quarantined).toBe(0);
});

async function publish(page: Page, version: string): Promise<void> {
  await page.getByRole('button', { name: zh('templates:editor.publish') }).click();
  await page.getByLabel(zh('templates:publish.version')).fill(version);
  await page.getByRole('button', { name: zh('templates:publish.go', { version }) }).click();
  await expect(page.getByRole('button', { name: zh('templates:page.draftFrom', { version }) })).toBeVisible();
}
