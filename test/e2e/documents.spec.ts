import { join } from 'node:path';
import { expect, type ElectronApplication } from '@playwright/test';
import { openPage, startVisit, switchLanguage, syncNow } from '../../scripts/demo/driver/frame.ts';
import noticeTemplate from '../../resources/domain/documents/inspection-notice.json' with { type: 'json' };
import { test } from '../support/launch-app.ts';
import { docxText, holdsWords, pdfText, plain } from '../support/read-paper.ts';

/** The next dialog that asks for a place answers with this one. */
async function saveTo(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

test('a paper is issued offline, gets its official number from the region, and is found again in its PDF and Word file', async ({
  world,
}) => {
  await world.openDesk();
  const { page, t, app } = world.desk;
  const shoot = async (name: string): Promise<void> => {
    if (process.env['JD_SHOTS'])
      await page.screenshot({ path: join(process.env['JD_SHOTS'], `${name}.png`) });
  };
  const { institution, partner } = world.cast;
  const visitId = await startVisit(page, t, { institution: institution.name.zh, partner: partner.name.zh });

  // Offline: the facts come from the records, what only the officer knows is written once, the number is provisional.
  await page.evaluate((id) => (location.hash = `#/inspections/documents/visit/${id}`), visitId);
  const issue = page.getByRole('dialog');
  const fillNotice = async (): Promise<void> => {
    await page.getByRole('button', { name: noticeTemplate.title.zh, exact: true }).click();
    await expect(issue.getByText(institution.name.zh).first()).toBeVisible();
    await expect(issue.getByRole('region', { name: t('documents:issue.missing') })).toBeVisible();
    await expect(issue.getByRole('button', { name: t('documents:issue.issue') })).toBeDisabled();
    await issue
      .getByLabel(noticeTemplate.facts.basis.label.zh)
      .fill('《司法鉴定机构登记管理办法》第三十四条');
    await issue.getByLabel(noticeTemplate.facts.plannedOn.label.zh).fill('2026-12-01');
    await issue.getByLabel(noticeTemplate.facts.plannedOn.label.zh).press('Enter');
    await issue.getByLabel(noticeTemplate.facts.papers.label.zh).fill('许可证正副本、收费公示');
    await issue.getByLabel(noticeTemplate.facts.contact.label.zh).fill('科室 0998-0000000');
  };
  await fillNotice();
  await shoot('documents-issue-zh');
  await issue.getByRole('button', { name: t('documents:issue.issue') }).click();
  await expect(issue.getByText(/临-[0-9A-Z]{8}/).first()).toBeVisible();
  const early = join(world.folder, 'early.pdf');
  await saveTo(app.electron, early);
  await issue.getByRole('button', { name: t('documents:paper.pdf') }).click();
  await expect(issue.getByText(t('documents:saved.saved'))).toBeVisible();
  expect((await pdfText(early)).text).toMatch(/临-[0-9A-Z]{8}/);
  await page.keyboard.press('Escape');

  await world.startServer();
  await syncNow(page, t);
  await world.desk.untilDelivered(60_000);

  // The server gave the number; file and screen bear it now.
  const number = '喀司鉴检通〔2026〕1号'.replace('2026', String(new Date().getFullYear()));
  await page.evaluate((id) => (location.hash = `#/inspections/documents/visit/${id}`), visitId);
  await page.getByRole('button', { name: number }).click();
  await shoot('documents-paper-zh');
  const [pdf, docx] = [join(world.folder, 'notice.pdf'), join(world.folder, 'notice.docx')];
  await saveTo(app.electron, pdf);
  await issue.getByRole('button', { name: t('documents:paper.pdf') }).click();
  await expect(issue.getByText(t('documents:saved.saved'))).toBeVisible();
  await saveTo(app.electron, docx);
  await issue.getByRole('button', { name: t('documents:paper.word') }).click();
  await expect(issue.getByText(t('documents:saved.saved'))).toBeVisible();
  const printed = await pdfText(pdf);
  const typed = await docxText(docx);
  expect(typed.isBidi).toBe(true);
  for (const wanted of [
    number,
    institution.name.zh,
    institution.name.ug,
    '2026年12月1日',
    '2026-يىلى 12-ئاينىڭ 1-كۈنى',
    noticeTemplate.title.ug,
    world.cast.lead.name.zh,
    world.cast.lead.name.ug,
    '申请检查人员回避',
  ]) {
    expect(typed.text, wanted).toContain(plain(wanted));
    expect(holdsWords(printed.text, wanted), wanted).toBe(true);
  }
  await page.keyboard.press('Escape');

  // Numbers asked for beforehand are used offline at once.
  await page.evaluate(() => (location.hash = '#/inspections/documents'));
  await page
    .getByRole('combobox', { name: t('documents:column.kind') })
    .last()
    .click();
  await page.locator('.ant-select-item-option').filter({ hasText: noticeTemplate.title.zh }).last().click();
  await page.getByRole('button', { name: t('documents:numbers.ask') }).click();
  await expect(page.getByText(t('documents:numbers.asked'))).toBeVisible();
  await syncNow(page, t);
  await world.desk.untilDelivered(60_000);
  await openPage(page, t, 'inspections');
  await page.evaluate((id) => (location.hash = `#/inspections/documents/visit/${id}`), visitId);
  await fillNotice();
  const second = number.replace('1号', '2号');
  await expect(issue.getByText(second).first()).toBeVisible();
  await issue.getByRole('button', { name: t('documents:issue.issue') }).click();
  await issue.getByRole('button', { name: t('documents:void.open') }).click();
  await issue.getByLabel(t('documents:void.reason')).fill('机构名称有误');
  await issue.getByRole('button', { name: t('documents:void.do') }).click();
  await expect(issue.getByText(t('documents:state.voided')).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(() => (location.hash = '#/inspections/documents'));
  await expect(page.getByText(t('documents:gap.lent-here'))).toBeVisible();
  await shoot('documents-all-zh');
  await switchLanguage(page, 'ug-CN');
  await shoot('documents-all-ug');
  await page.evaluate((id) => (location.hash = `#/inspections/documents/visit/${id}`), visitId);
  await page.getByRole('button', { name: noticeTemplate.title.ug, exact: true }).click();
  await expect(issue.getByText(institution.name.ug).first()).toBeVisible();
  await shoot('documents-issue-ug');
});
