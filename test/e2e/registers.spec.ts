import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { DemoDevice } from '../../scripts/demo/device.ts';
import { switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { test } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');
const HEAD =
  '许可证号,机构名称,机构名称（维吾尔文）,县（市）,业务类别,发证日期,有效期至,专职人数,保险公司,保险有效期至';

async function shoot(page: Page, name: string): Promise<void> {
  if (process.env['JD_SHOTS']) await page.screenshot({ path: join(process.env['JD_SHOTS'], `${name}.png`) });
}

/** The next file that the app asks a place for goes there. */
async function saveTo(desk: DemoDevice, filePath: string): Promise<void> {
  await desk.app.electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}

async function openFile(page: Page, t: typeof zh, path: string): Promise<void> {
  await page.getByLabel(t('register-import:open')).setInputFiles(path);
  await page.getByRole('listbox', { name: t('register-import:rows.label') }).waitFor();
}

async function count(page: Page, t: typeof zh, status: string): Promise<number> {
  const chip = page.getByRole('button', { name: new RegExp(`^${t(`register-import:status.${status}`)}`) });
  return Number(/\d+/.exec((await chip.innerText()).replaceAll(/[\u2066-\u2069]/g, ''))?.[0]);
}

test('a list with errors is tried, corrected and taken in, told in the history, and what is taken out comes in without a change', async ({
  world,
}) => {
  test.setTimeout(180_000);
  await world.startServer();
  await world.openDesk();
  const { desk, cast, folder } = world;
  const { page } = desk;
  const { licenceNo, name, licenceIssuedOn, licenceValidTo } = cast.institution;
  const known = `${licenceNo},${name.zh},${name.ug},653122,法医类,${licenceIssuedOn},${licenceValidTo},4,某保险公司,2020-01-31`;
  const rows = [
    '653199901,喀什试行司法鉴定所,قەشقەر سىناق ئورنى,喀什市,法医类、物证类,2024-01-05,2029-01-04,5,,',
    '653199902,喀什待改司法鉴定所,قەشقەر تۈزىتىش ئورنى,喀什市,法医类,2024-02-30,2029-01-04,5,,',
    '653199903,和田外地司法鉴定所,خوتەن ئورنى,和田市,法医类,2024-01-05,2029-01-04,5,,',
    known,
  ];
  const file = join(folder, 'list.csv');
  await writeFile(file, `\uFEFF${[HEAD, ...rows].join('\r\n')}\r\n`);

  await page.evaluate(() => (location.hash = '#/registry/exchange'));
  await openFile(page, zh, file);
  await expect(page.getByText(zh('register-import:file.encoding.utf-8-bom'))).toBeVisible();
  expect([
    await count(page, zh, 'new'),
    await count(page, zh, 'changed'),
    await count(page, zh, 'refused'),
  ]).toEqual([1, 1, 2]);
  await page.getByRole('option').filter({ hasText: '喀什待改' }).click();
  const detail = page.getByRole('region', { name: zh('register-import:rows.line', { line: 3 }) });
  await expect(
    detail.getByText(zh('register-import:problem.not-a-date', { column: '发证日期' })),
  ).toBeVisible();
  await shoot(page, 'registers-dry-run-zh');
  await switchLanguage(page, 'ug-CN');
  await page.getByRole('option').filter({ hasText: '和田外地' }).click();
  await expect(
    page.getByRole('region').getByText(ug('register-import:problem.foreign-prefecture')),
  ).toBeVisible();
  await shoot(page, 'registers-dry-run-ug');
  await switchLanguage(page, 'zh-CN');
  await page.getByRole('option').filter({ hasText: name.zh }).click();
  await shoot(page, 'registers-dry-run-changed');

  await saveTo(desk, join(folder, 'to-correct.csv'));
  await page.getByRole('button', { name: zh('register-import:bad.button', { count: 2 }) }).click();
  await page.getByRole('button', { name: zh('register-import:apply.cancel') }).click();
  expect((await desk.equation()).waiting).toBe(0);

  await writeFile(file, [HEAD, rows[0], rows[1]?.replace('2024-02-30', '2024-02-29'), known].join('\n'));
  await openFile(page, zh, file);
  await page.getByRole('button', { name: zh('register-import:apply.button', { count: 3 }) }).click();
  await expect(page.getByText(zh('register-import:apply.done', { count: 3 }))).toBeVisible();
  await desk.untilDelivered(60_000);

  await page.evaluate((id) => (location.hash = `#/registry/${id}?tab=history`), cast.institution.id);
  const history = page.getByRole('list', { name: zh('registers:history.title') });
  await expect(history.getByText(zh('registers:history.imported')).first()).toBeVisible();
  await expect(history.getByText('653122')).toBeVisible();
  await shoot(page, 'registers-history-zh');
  await page.getByRole('link', { name: zh('registers:entryTab.facts') }).click();
  await expect(page.getByText('某保险公司', { exact: false })).toBeVisible();
  await shoot(page, 'registers-facts-zh');
  await page.evaluate(() => (location.hash = '#/registry/warnings?kind=insurance'));
  await expect(page.getByRole('row').filter({ hasText: name.zh })).toBeVisible();
  await shoot(page, 'registers-warnings-zh');

  const book = join(folder, 'out.xlsx');
  await saveTo(desk, book);
  await page.evaluate(() => (location.hash = '#/registry/exchange'));
  await page.getByRole('button', { name: zh('register-import:exportXlsx') }).click();
  await expect(page.getByText(zh('register-import:saved.saved'))).toBeVisible();
  await openFile(page, zh, book);
  expect(await count(page, zh, 'same')).toBe(await count(page, zh, 'all'));
  await expect(page.getByText(zh('register-import:apply.nothing'))).toBeVisible();
  await page.getByRole('button', { name: zh('register-import:apply.cancel') }).click();

  await page.evaluate(() => (location.hash = '#/registry/appraisers'));
  await page.getByRole('table').waitFor();
  await shoot(page, 'registers-appraisers-zh');
  await page.getByRole('table').getByRole('row').nth(1).click();
  await page.getByRole('button', { name: zh('registry:amend.open') }).click();
  const form = page.getByRole('form', { name: zh('registers:appraiser.edit') });
  await form.getByRole('button', { name: zh('registers:training.add') }).click();
  await form.getByLabel(zh('registers:training.hours')).fill('24');
  await shoot(page, 'registers-appraiser-form-zh');
  await form.getByRole('button', { name: zh('registry:amend.save') }).click();
  await expect(page.getByRole('status').filter({ hasText: zh('registry:amend.saved') })).toBeVisible();
  await expect(page.getByRole('list', { name: zh('registers:history.title') })).toBeVisible();
  await switchLanguage(page, 'ug-CN');
  await shoot(page, 'registers-appraiser-ug');
  await page.evaluate((id) => (location.hash = `#/registry/${id}?tab=certificates`), cast.institution.id);
  await page.getByRole('button', { name: ug('registers:certificates.add') }).click();
  const certificate = page.getByRole('form', { name: ug('registers:certificates.edit') });
  await certificate.getByLabel(ug('registers:field.certNo')).fill('220021340001');
  await certificate.getByLabel(ug('registers:field.issuedOn')).fill('2022-01-01');
  await certificate.getByLabel(ug('registers:field.validTo')).fill('2027-12-31');
  await certificate.getByRole('button', { name: ug('registry:amend.save') }).click();
  await expect(page.getByText('2027-09-30')).toBeVisible();
  await shoot(page, 'registers-certificates-ug');
  await switchLanguage(page, 'zh-CN');
  await desk.untilDelivered(60_000);
  expect(await desk.equation()).toMatchObject({ waiting: 0, quarantined: 0 });
});
