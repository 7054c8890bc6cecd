import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { DemoDevice } from '../../scripts/demo/device.ts';
import { openPage, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import {
  addAfterPicture,
  orderAll,
  orderButton,
  takeStep,
  type RectifyStep,
} from '../../scripts/demo/driver/rectify.ts';
import { wordsOf, type Words } from '../../scripts/demo/driver/words.ts';
import { startEmbeddedServer } from '../../scripts/demo/embedded-server.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import { castOf } from '../../scripts/demo/steps.ts';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { generateSamples } from '../../scripts/samples/generate.ts';
import { SAMPLE_SEED } from '../../scripts/samples/load.ts';
import { prepareSystem, startDisplay } from '../../scripts/system.ts';
import { civilDateOf, instantOf } from '../../shared/lib/dates.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');

test('a finding is ordered, planned, reported with a photo, not accepted, ordered again, accepted and closed, in both languages', async () => {
  test.setTimeout(300_000);
  prepareSystem(await resolveElectron());
  const display = await startDisplay();
  const folder = await mkdtemp(join(tmpdir(), 'jd-e2e-rectify-'));
  const today = civilDateOf(instantOf(Date.now()));
  const cast = castOf(await generateSamples({ seed: SAMPLE_SEED, today, visits: false }));
  // The past year: sealed visits with findings to choose from.
  const server = await startEmbeddedServer({ dataDir: join(folder, 'region') });
  const desk = new DemoDevice(folder, 'a');
  try {
    await desk.enrolFirst(server, cast.lead);
    await desk.untilDelivered(120_000);
    const { page } = desk;
    await openPage(page, zh, 'inspections');
    await page.getByRole('link', { name: zh('rectify:tab'), exact: true }).click();
    await expect(page.getByText(zh('rectify:list.empty'))).toBeVisible();

    const visitId = await sealedWithFindings(page);
    await orderButton(page, zh).click();
    await shot(page, 'order-zh');
    await orderAll(page, zh);
    await shot(page, 'list-zh');
    await switchLanguage(page, 'ug-CN');
    await shot(page, 'list-ug');
    await page.locator('[data-row]').first().click();
    await page.waitForURL(/#\/inspections\/rectify\/.+/);

    await takeStep(page, ug, 'submit-plan', 'ئۈسكۈنىلەرنى قايتا تەكشۈرتىمىز');
    await takeStep(page, ug, 'agree-plan', '');
    await expect(page.getByRole('button', { name: ug('rectify:step.report'), exact: true })).toBeDisabled();
    const photo = join(folder, 'after.jpg');
    await writeFile(photo, encodeJpeg(drawPicture('premises', 900, seededDice(7)), 85));
    await addAfterPicture(page, ug, photo);
    await takeStep(page, ug, 'report', 'تۈزىتىلدى');
    await shot(page, 'reported-ug');
    await switchLanguage(page, 'zh-CN');
    await recheck(page, zh, cast.partner.name.zh);
    await choose(page, zh, 'not-accept');
    await takeStep(page, zh, 'not-accept', '校准证书仍未更新');
    await expect(page.locator('[data-event="ordered"]')).toHaveCount(2);

    await takeStep(page, zh, 'submit-plan', '本周完成校准');
    await takeStep(page, zh, 'agree-plan', '');
    await takeStep(page, zh, 'report', '已完成校准');
    await recheck(page, zh, cast.partner.name.zh);
    await takeStep(page, zh, 'accept', '现场核对，符合要求');
    await takeStep(page, zh, 'close', '');
    await expect(page.getByText(zh('rectify:step.done'))).toBeVisible();
    await shot(page, 'closed-zh');
    await page.getByRole('link', { name: zh('figures:tab'), exact: true }).click();
    await page.locator('.jd-chart canvas').first().waitFor();
    await shot(page, 'figures-zh');
    await switchLanguage(page, 'ug-CN');
    await page.locator('.jd-chart canvas').first().waitFor();
    await shot(page, 'figures-ug');
    const inTime = page.locator('[data-figure="rectified.late"] a').last();
    await expect(inTime).toHaveText('1');
    await inTime.click();
    await expect(page.locator('[data-row]')).toHaveCount(1);
    await shot(page, 'behind-ug');
    await switchLanguage(page, 'zh-CN');
    await desk.untilDelivered(60_000);
    expect((await desk.equation()).quarantined).toBe(0);
    expect(visitId).not.toBe('');
  } finally {
    await desk.killHard();
    await server.stop();
    await display.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Opens sealed visits from the list until one has findings; its id. */
async function sealedWithFindings(page: Page): Promise<string> {
  await openPage(page, zh, 'inspections');
  const rows = page.locator('[data-row]');
  await expect(rows.first()).toBeVisible();
  const links = await rows.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  for (const link of links) {
    await page.evaluate(`location.hash = ${JSON.stringify(link.replace(/^#/, ''))}`);
    await page.locator('.jd-visit-head').waitFor();
    const order = orderButton(page, zh);
    if (await order.isVisible({ timeout: 1_000 }).catch(() => false)) return link.split('/').at(-1) ?? '';
    await order.waitFor({ timeout: 1_500 }).catch(() => undefined);
    if (await order.isVisible()) return link.split('/').at(-1) ?? '';
  }
  throw new Error('no sealed visit with findings among the samples');
}

async function choose(page: Page, t: Words, name: RectifyStep): Promise<void> {
  await page
    .locator('.jd-rectify-step .ant-segmented')
    .getByText(t(`rectify:step.${name}`), { exact: true })
    .click();
}

async function recheck(page: Page, t: Words, partner: string): Promise<void> {
  await page.getByRole('combobox', { name: t('rectify:label.partner') }).click();
  await page.getByTitle(partner, { exact: true }).click();
  await page.getByRole('button', { name: t('rectify:step.recheck'), exact: true }).click();
  await expect(page.locator('[data-event="recheck-begun"]').last()).toBeVisible();
}

async function shot(page: Page, name: string): Promise<void> {
  if (process.env['JD_SHOTS']) await page.screenshot({ path: `/tmp/rectify-${name}.png` });
}
