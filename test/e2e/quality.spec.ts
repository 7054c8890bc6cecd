import { expect, type Page } from '@playwright/test';
import type { DemoDevice } from '../../scripts/demo/device.ts';
import { switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf, type Words } from '../../scripts/demo/driver/words.ts';
import type { Officer } from '../../shared/domain/org/officer.ts';
import type { Bilingual } from '../../shared/lib/text.ts';
import { test } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');

test('two reviewers on two computers score blind, a third is called, the institution answers, a head decides', async ({
  world,
}) => {
  test.setTimeout(300_000);
  const { cast, samples, desk } = world;
  const server = await world.startServer();
  const officer = (id: string): Officer => {
    const found = samples.officers.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  const [first, second, third] = [officer('officer-653100-3'), officer('officer-653100-4'), cast.partner];
  const [b, c] = [world.newDesk('b'), world.newDesk('c')];
  await world.openDesk();
  const { page } = desk;
  for (const one of [first, second, third]) await enterExpert(page, one.name);

  const number = await drawOneFile(page, cast.institution.name.zh);
  await page.getByRole('link', { name: number }).click();
  await assign(page, first.name.zh);
  await assign(page, second.name.zh);
  const review = new URL(page.url()).hash;
  await desk.untilDelivered(60_000);

  await b.enrolFirst(server, first);
  await b.untilDelivered(60_000);
  await switchLanguage(b.page, 'ug-CN');
  await score(b.page, ug, review, (max) => max);
  await switchLanguage(b.page, 'zh-CN');
  await b.untilDelivered(60_000);

  await c.enrolFirst(server, second);
  await c.untilDelivered(60_000);
  await open(c.page, review);
  const reviewers = c.page.getByRole('region', { name: zh('quality:column.reviewers') });
  await expect(reviewers.getByText(zh('quality:reviewers.in'))).toBeVisible();
  expect(await storedScores(c)).toBe(0);
  await score(c.page, zh, review, (max) => Math.max(1, max - 1));
  await c.untilDelivered(60_000);
  expect(await storedScores(c)).toBe(1);

  await desk.untilDelivered(60_000);
  await open(page, review);
  await expect(page.getByText(zh('quality:third.difference'))).toBeVisible();
  expect(await storedScores(desk)).toBe(0);
  await assign(page, third.name.zh);
  await desk.untilDelivered(60_000);
  await signOver(desk, third);
  await score(page, zh, review, (max) => max);
  await desk.untilDelivered(60_000);
  await signOver(desk, cast.lead);
  await open(page, review);
  const result = page.getByRole('region', { name: zh('quality:result.title') });
  await expect(result.getByText(zh('quality:result.whole'))).toHaveCount(3);

  await page.getByRole('button', { name: zh('quality:tell.save') }).click();
  const decide = page.getByRole('button', { name: zh('quality:final.save'), exact: true });
  await expect(decide).toBeDisabled();
  await page.getByText(zh('quality:answerKind.objects'), { exact: true }).click();
  await page.getByLabel(zh('quality:answer.text')).fill('对两处扣分有异议');
  await page.getByRole('button', { name: zh('quality:answer.save') }).click();
  await page.getByLabel(zh('quality:final.reason')).fill('复核后维持评分');
  await decide.click();
  await expect(page.getByRole('region', { name: zh('quality:final.title') })).toBeVisible();
  await switchLanguage(page, 'ug-CN');
  await expect(page.getByRole('region', { name: ug('quality:final.title') })).toBeVisible();
  await switchLanguage(page, 'zh-CN');
  await desk.untilDelivered(60_000);
  expect(await desk.equation()).toMatchObject({ waiting: 0, quarantined: 0 });
  await server.stop();
});

async function open(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => (location.hash = to), hash);
}

async function enterExpert(page: Page, name: Bilingual): Promise<void> {
  await open(page, '#/inspections/experts/new');
  await page.getByLabel(zh('experts:field.name.zh')).fill(name.zh);
  await page.getByLabel(zh('experts:field.name.ug')).fill(name.ug);
  await page.getByLabel(zh('experts:field.unit.zh')).fill('某医学院');
  await page.getByLabel(zh('experts:field.unit.ug')).fill('تىببىي ئىنستىتۇت');
  for (const box of await page
    .getByRole('group', { name: zh('experts:column.fields') })
    .getByRole('checkbox')
    .all())
    await box.check();
  await page.getByLabel(zh('experts:column.account')).click();
  await page.locator('.ant-select-item-option').filter({ hasText: name.zh }).click();
  await page.getByRole('button', { name: zh('experts:save') }).click();
  await page.getByRole('link', { name: name.zh }).waitFor();
}

/** The plan of the year and one file of twelve; returns its number. */
async function drawOneFile(page: Page, institution: string): Promise<string> {
  await open(page, '#/inspections/quality');
  await page
    .getByRole('button', { name: zh('quality:plan.new') })
    .first()
    .click();
  await page.getByRole('button', { name: zh('quality:plan.save') }).click();
  await page.getByRole('button', { name: zh('quality:sample.open') }).click();
  await page.getByLabel(zh('quality:column.institution')).click();
  await page.keyboard.type(institution);
  await page.keyboard.press('Enter');
  await page.getByLabel(zh('quality:sample.count')).fill('1');
  const year = new Date().getUTCFullYear() - 1;
  const rows = Array.from(
    { length: 12 },
    (_, i) => `临鉴${i + 1}号\t${zh('registry:category.forensic-medicine')}\t${year}/5/${i + 1}`,
  );
  await page.getByLabel(zh('quality:sample.paste')).fill(rows.join('\n'));
  await page.getByRole('button', { name: zh('quality:sample.commit') }).click();
  await page.getByLabel(zh('quality:sample.witness'), { exact: true }).fill('某公证员');
  await page.getByLabel(zh('quality:sample.witnessUnit')).fill('公证处');
  await page.getByLabel(zh('quality:sample.digits')).fill('314159');
  await page.getByRole('button', { name: zh('quality:sample.draw') }).click();
  const picked = page.getByRole('list', { name: zh('quality:sample.picked') }).getByRole('link');
  await expect(picked).toHaveCount(1);
  return (await picked.textContent()) ?? '';
}

async function assign(page: Page, name: string): Promise<void> {
  const panel = page.getByRole('region', { name: zh('quality:column.reviewers') });
  await panel.getByRole('combobox').click();
  await page.locator('.ant-select-item-option').filter({ hasText: name }).click();
  await panel.getByRole('button', { name: zh('quality:reviewers.give') }).click();
  await expect(panel.getByText(name)).toBeVisible();
}

/** Fills the whole form from the keyboard and hands it in. */
async function score(page: Page, t: Words, review: string, points: (max: number) => number): Promise<void> {
  await open(page, review);
  const form = page.getByRole('region', { name: t('quality:score.title') });
  await form.locator('[data-item]').first().waitFor();
  const fields = await form.getByRole('spinbutton').all();
  for (const field of fields) {
    const max = Number(await field.getAttribute('aria-valuemax'));
    await field.fill(String(points(max)));
    await field.press('Tab');
  }
  for (const choice of await form.getByText(t('quality:choice.yes'), { exact: true }).all())
    await choice.click();
  await form.getByRole('button', { name: t('quality:score.submit') }).click();
  await expect(form.getByText(t('quality:score.submitted'))).toBeVisible();
}

/** What lies in the window's own database, whatever the screen shows. */
function storedScores(desk: DemoDevice): Promise<number> {
  return desk.page.evaluate(async () => {
    const [info] = await indexedDB.databases();
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(info?.name ?? '');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('no database'));
    });
    const count = await new Promise<number>((resolve) => {
      const asking = db.transaction('reviewScores').objectStore('reviewScores').count();
      asking.onsuccess = () => resolve(asking.result);
    });
    db.close();
    return count;
  });
}

async function signOver(desk: DemoDevice, officer: Officer): Promise<void> {
  await desk.page.keyboard.press('Control+k');
  await desk.page.keyboard.type(zh('app:palette.lock'));
  await desk.page.keyboard.press('Enter');
  await desk.signIn(officer);
}
