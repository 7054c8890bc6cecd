import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { openPage, openVisit, startVisit, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { noteFacts, signAs } from '../../scripts/demo/driver/visit.ts';
import { wordsOf, type Words } from '../../scripts/demo/driver/words.ts';
import { passwordOf } from '../../scripts/demo/device.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import fees from '../../resources/domain/templates/fee-inspection.json' with { type: 'json' };
import partyBuilding from '../../resources/domain/templates/party-building-inspection.json' with { type: 'json' };
import { test } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');

test('a photo is marked from the keyboard before it is stored; a power cut in the middle leaves nothing of it', async ({
  world,
}) => {
  const { desk, cast } = world;
  await world.openDesk();
  await startVisit(desk.page, zh, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });
  const path = join(world.folder, 'licence.jpg');
  await writeFile(path, encodeJpeg(drawPicture('licence', 1600, seededDice(7)), 85));

  await pick(desk.page, zh, 'DR-A08', path);
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByRole('button', { name: zh('marking:storeAsIs') }).waitFor();
  await desk.killHard();
  await desk.start();
  await desk.signIn(cast.lead);
  await openVisit(desk.page, zh, cast.institution.name.zh);
  await expect(desk.page.locator('[data-item="DR-A08"] .jd-thumb')).toHaveCount(0);

  await pick(desk.page, zh, 'DR-A08', path);
  const step = desk.page.getByRole('dialog');
  await step.locator('canvas').waitFor();
  await desk.page.keyboard.press('x');
  const cover = step.getByRole('button', {
    name: zh('marking:mark', { kind: zh('marking:tool.cover'), number: 1 }),
  });
  await expect(cover).toBeFocused();
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight']) await desk.page.keyboard.press(key);
  await desk.page.keyboard.press('b');
  await desk.page.keyboard.press('Control+z');
  await expect(step.locator('.jd-mark-box')).toHaveCount(1);
  await desk.page.screenshot({ path: '/tmp/visit-marking-zh.png' });
  await switchLanguageBehind(desk.page);
  await desk.page.screenshot({ path: '/tmp/visit-marking-ug.png' });
  await desk.page.keyboard.press('Control+Enter');
  await expect(desk.page.locator('[data-item="DR-A08"] .jd-thumb img')).toHaveCount(1);
  expect(await middlePixel(desk.page)).toBeLessThan(8);
});

test('the party-building form goes on the same visit; the institution refuses before a witness; two officers sign all forms in one go', async ({
  world,
}) => {
  test.setTimeout(150_000);
  const { desk, cast } = world;
  await world.openDesk();
  const { page } = desk;
  await startByParty(page, cast.institution.name.zh, cast.partner.name.zh);
  const forms = page.getByRole('navigation', { name: zh('visit:forms.label') });
  await forms.getByRole('button', { name: zh('visit:forms.add') }).click();
  await page.getByRole('menuitem', { name: fees.title.zh }).click();
  await expect(page.locator('[data-item="FE-A01"]')).toBeVisible();
  await page.screenshot({ path: '/tmp/visit-forms-zh.png' });
  await page.keyboard.press('s');
  await expect(page.locator('.jd-rail-taker[data-taken="true"]')).toHaveText(cast.lead.name.zh);
  await page.keyboard.press('g');
  await expect(page.locator('[data-item="PB-A01"]')).toBeVisible();
  await answerAll(page, world.folder);
  await page.keyboard.press('g');
  await expect(page.locator('[data-item="FE-A01"]')).toBeVisible();
  await answerAll(page, world.folder);
  await page.getByRole('button', { name: zh('inspections:rail.sign') }).click();

  await expect(page.getByText(zh('visit:waiting.title'))).toBeVisible();
  await page.screenshot({ path: '/tmp/visit-sign1-zh.png' });
  await switchLanguage(page, 'ug-CN');
  await noteFacts(page, ug, { name: 'پالانى', role: 'مەسئۇل' });
  const institution = page.getByRole('region', { name: ug('visit:institution.title'), exact: true });
  await institution.getByText(ug('visit:institution.refuses'), { exact: true }).click();
  await institution.getByLabel(ug('visit:institution.refusalReason')).fill('نەتىجىگە قوشۇلمايدۇ');
  await institution.getByLabel(ug('visit:institution.witnessName')).fill('گۇۋاھچى');
  await institution.getByLabel(ug('visit:institution.witnessUnit')).fill('مەھەللە كومىتېتى');
  await page.screenshot({ path: '/tmp/visit-sign2-ug.png' });
  await institution.getByRole('button', { name: ug('visit:institution.recordRefusal') }).click();
  await expect(institution.getByText(ug('visit:outcome.refused'), { exact: true })).toBeVisible();
  await signAs(page, ug, { name: cast.lead.name.ug, password: null });
  await expect(page.locator('.jd-waiting li')).toHaveCount(1);
  await expect(page.locator('.jd-waiting li')).toContainText(cast.partner.name.ug);
  await page.screenshot({ path: '/tmp/visit-sign3-ug.png' });
  await switchLanguage(page, 'zh-CN');
  await signAs(page, zh, { name: cast.partner.name.zh, password: passwordOf(cast.partner) });
  await page.getByRole('button', { name: zh('inspections:sign.seal') }).click();
  await expect(
    page.locator('.jd-visit-facts').getByText(zh('inspections:state.sealed'), { exact: true }),
  ).toBeVisible();
  await expect(page.getByText(zh('inspections:sealed.mismatch'))).toHaveCount(0);
  await expect(page.getByText(zh('visit:outcome.refused'), { exact: true })).toBeVisible();
  await expect(page.locator('.jd-form-link').filter({ hasText: zh('visit:forms.sealed') })).toHaveCount(2);

  const addenda = page.getByRole('region', { name: zh('visit:addenda.title'), exact: true });
  await addenda.getByLabel(zh('visit:addenda.add')).fill('次日机构补交了委托书复印件');
  await addenda.getByRole('button', { name: zh('visit:addenda.keep') }).click();
  await expect(addenda.getByText('次日机构补交了委托书复印件')).toBeVisible();
  await addenda.scrollIntoViewIfNeeded();
  await page.screenshot({ path: '/tmp/visit-sealed-zh.png' });
  await expect(page.getByText(zh('inspections:sealed.mismatch'))).toHaveCount(0);
  await page.getByRole('link', { name: zh('inspections:visit.toList') }).click();
  await expect(page.getByText(zh('visit:list.forms', { count: 2 }))).toBeVisible();
  await expect(page.getByRole('link', { name: cast.institution.name.zh })).toHaveCount(1);
});

/** Begins with the party-building form; the form of fees comes on top: two short ones. */
async function startByParty(page: Page, institution: string, partner: string): Promise<void> {
  await openPage(page, zh, 'inspections');
  await page
    .getByRole('button', { name: zh('inspections:list.start') })
    .first()
    .click();
  const finder = page.getByRole('combobox', { name: zh('inspections:start.findInstitution') });
  await finder.fill(institution);
  await finder.press('Enter');
  await page.getByRole('combobox', { name: zh('inspections:start.partner') }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: partner }).click();
  await page.getByRole('combobox', { name: zh('inspections:start.template') }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: partyBuilding.title.zh }).click();
  await page.getByRole('button', { name: zh('inspections:start.start') }).click();
  await expect(page.locator('[data-item="PB-A01"]')).toBeVisible();
}

async function pick(page: Page, t: Words, itemId: string, path: string): Promise<void> {
  const row = page.locator(`[data-item="${itemId}"]`);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    row
      .locator('.jd-item-tools')
      .getByRole('button', { name: t('inspections:item.photo') })
      .click(),
  ]);
  await chooser.setFiles(path);
}

/** Answers what is open on the form at hand, from the keyboard. */
async function answerAll(page: Page, folder: string): Promise<void> {
  const rows = page.locator('.jd-items [data-item]');
  for (const row of await rows.all()) {
    const radio = row.getByRole('radio');
    if ((await radio.count()) > 0) {
      await row.focus();
      await page.keyboard.press('3');
      continue;
    }
    const field = row.locator('.jd-item-answer :is(input, textarea)');
    if ((await field.count()) > 0) {
      const isDate = (await row.locator('.jd-typed-date').count()) > 0;
      const isNumber = (await row.locator('.jd-typed-number').count()) > 0;
      await field.fill(isDate ? '2027-03-01' : isNumber ? '3' : '已核对');
      await field.press(isDate || isNumber ? 'Enter' : 'Tab');
      continue;
    }
    const path = join(folder, 'a-photo.jpg');
    await writeFile(path, encodeJpeg(drawPicture('premises', 640, seededDice(3)), 80));
    await pick(page, zh, (await row.getAttribute('data-item')) ?? '', path);
    await expect(page.locator('.jd-marking-board')).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(row.locator('.jd-thumb img')).toHaveCount(1);
  }
}

/** The dialog stands before the language buttons: the keyboard's way to them is closed, not the program's. */
async function switchLanguageBehind(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.querySelector<HTMLElement>('.jd-languages button[lang="ug-CN"]')?.click(),
  );
  await page.locator('html[dir="rtl"]').waitFor({ state: 'attached' });
}

/** Red of the stored picture near its middle, where the cover lies. */
async function middlePixel(page: Page): Promise<number> {
  return page.evaluate(`(async () => {
    const image = document.querySelector('[data-item="DR-A08"] .jd-thumb img');
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    return pen.getImageData(Math.round(canvas.width * 0.48), Math.round(canvas.height * 0.48), 1, 1).data[0];
  })()`);
}
