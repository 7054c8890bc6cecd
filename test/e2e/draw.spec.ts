import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { enrol } from '../../scripts/demo/driver/enrol.ts';
import { openPage, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf, type Words } from '../../scripts/demo/driver/words.ts';
import { passwordOf } from '../../scripts/demo/device.ts';
import { rootDir } from '../../scripts/lib/paths.ts';
import { test, type World } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');

test('a draw before witnesses: committed, the app restarted, digits, picks, a recusal, a transcript that the command verifies; another one is voided by the head', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const { desk, cast, samples } = world;
  const head = samples.officers.find((one) => one.id === 'officer-653100-6');
  if (!head) throw new Error('no bureau head among the samples');
  const server = await world.startServer();
  await world.openDesk();
  await desk.page.evaluate(() => (location.hash = '#/settings/add-officer'));
  const code = await server.createCode(head.id);
  await enrol(desk.page, zh, { address: server.address, code, password: passwordOf(head) });
  await desk.page.waitForURL(/#\/settings$/);
  await server.stop();

  // Committed in Chinese; the seed is on the disk and survives a power cut.
  await commit(desk.page, zh);
  const commitment = await desk.page.locator('.jd-hash-large').innerText();
  await shoot(desk.page, 'draw-commitment-zh');
  await desk.killHard();
  await world.openDesk();
  await switchLanguage(desk.page, 'ug-CN');
  await openDraws(desk.page, ug);
  await desk.page.locator('.jd-draws [data-row]').first().click();
  expect(await desk.page.locator('.jd-hash-large').innerText()).toBe(commitment);

  // Witnesses and picks in Uyghur, by keyboard.
  await reveal(desk.page, ug, '482915');
  await shoot(desk.page, 'draw-picks-ug');
  const list = desk.page.getByRole('list', { name: ug('draw:picks.list') });
  await expect(list).toHaveAttribute('aria-live', 'polite');
  for (let at = 0; at < 9; at++) await desk.page.keyboard.press('Space');
  await expect(list.getByRole('listitem')).toHaveCount(9);
  await desk.page.getByRole('button', { name: ug('draw:picks.done') }).click();
  await shoot(desk.page, 'draw-result-ug');

  await switchLanguage(desk.page, 'zh-CN');
  const pairs = desk.page.getByRole('region', { name: zh('draw:pairs.title') });
  const firstPair = pairs.locator('.jd-draw-pair').first();
  const before = await firstPair.innerText();
  await pairs
    .getByRole('button', { name: zh('draw:recuse.open') })
    .first()
    .click();
  await desk.page.getByLabel(zh('draw:reasonField.label')).fill('近亲属在该机构任职');
  await desk.page.getByRole('button', { name: zh('draw:recuse.confirm') }).click();
  await expect(pairs.getByRole('list', { name: zh('draw:recuse.history') })).toBeVisible();
  expect(await firstPair.innerText()).not.toBe(before);
  await shoot(desk.page, 'draw-result-zh');

  const file = await saveTranscript(world);
  expect(verify(file)).toMatchObject({ status: 0, answer: { ok: true, targets: 3, sealed: true } });
  await checkInTheApp(desk.page, file);

  // Another draw is voided: not by the one who drew, but by the head with their own password.
  await commit(desk.page, zh);
  await reveal(desk.page, zh, '000007');
  await desk.page.getByRole('button', { name: zh('draw:picks.done') }).click();
  await desk.page.getByRole('button', { name: zh('draw:void.open') }).click();
  await desk.page.getByLabel(zh('draw:reasonField.label')).fill('名单有误');
  await desk.page.getByLabel(zh('draw:void.password', { name: head.name.zh })).fill(passwordOf(head));
  await desk.page.getByRole('button', { name: zh('draw:void.confirm') }).click();
  await expect(desk.page.getByRole('region', { name: zh('draw:state.voided') })).toBeVisible();
  const voided = await saveTranscript(world);
  expect(verify(voided)).toMatchObject({ status: 0, answer: { ok: true, voided: true } });
  await openDraws(desk.page, zh);
  await expect(desk.page.locator('.jd-draws tbody tr')).toHaveCount(2);
  await shoot(desk.page, 'draw-list-zh');

  await world.startServer();
  await desk.untilDelivered(60_000);
  expect((await desk.equation()).quarantined).toBe(0);
  expect(cast.lead.id).toBe('officer-653100-1');
});

async function openDraws(page: Page, t: Words): Promise<void> {
  await openPage(page, t, 'inspections');
  await page.getByRole('link', { name: t('draw:tab'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: t('draw:list.title') }).waitFor();
}

async function commit(page: Page, t: Words): Promise<void> {
  await openDraws(page, t);
  await page.getByRole('button', { name: t('draw:list.new') }).click();
  await page.getByRole('region', { name: t('draw:pool.targets') }).waitFor();
  await shoot(page, 'draw-pools');
  await page.getByRole('button', { name: t('draw:new.commit') }).click();
  await page.getByRole('region', { name: t('draw:commitment.title') }).waitFor();
}

async function reveal(page: Page, t: Words, digits: string): Promise<void> {
  await page.getByLabel(t('draw:witness.name', { at: 1 })).fill('古丽娜尔');
  await page.getByLabel(t('draw:witness.unit', { at: 1 })).fill('قەشقەر شەھەرلىك گۇۋاھچىلىق ئورنى');
  await page.getByLabel(t('draw:witness.digits')).pressSequentially(digits);
  await shoot(page, 'draw-digits');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: t('draw:picks.title') }).waitFor();
}

/** The system's own dialog cannot be driven: it answers with this file. */
async function saveTranscript({ desk, folder }: World): Promise<string> {
  const path = join(folder, `transcript-${Date.now()}.json`);
  await desk.app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await desk.page.getByRole('button', { name: zh('draw:transcript.save') }).click();
  await expect(desk.page.getByText(zh('draw:transcript.saved'), { exact: true })).toBeVisible();
  return path;
}

function verify(file: string): { readonly status: number | null; readonly answer: unknown } {
  const ran = spawnSync(
    join(rootDir, 'node_modules/.bin/node'),
    ['scripts/draw/main.ts', 'verify', file, '--json'],
    { cwd: rootDir, encoding: 'utf8' },
  );
  return { status: ran.status, answer: JSON.parse(ran.stdout) as unknown };
}

async function checkInTheApp(page: Page, file: string): Promise<void> {
  await openDraws(page, zh);
  await page.getByRole('button', { name: zh('draw:list.verify') }).click();
  const input = page.locator('input[type="file"]');
  await input.setInputFiles(file);
  await expect(page.getByText(zh('draw:verify.sameAsHere'))).toBeVisible();
  await shoot(page, 'draw-verdict-good');
  const forged = `${file}.forged.json`;
  await writeFile(forged, (await readFile(file, 'utf8')).replace('近亲属', '近亲友'));
  await input.setInputFiles(forged);
  await expect(page.getByRole('alert')).toContainText(zh('draw:wrong.transcript-hash'));
  await shoot(page, 'draw-verdict-bad');
}

async function shoot(page: Page, name: string): Promise<void> {
  if (process.env['JD_SHOTS']) await page.screenshot({ path: join(process.env['JD_SHOTS'], `${name}.png`) });
}
