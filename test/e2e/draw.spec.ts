import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import {
  commitDraw,
  openDraws,
  revealDraw,
  saveTranscript,
  shownCommitment,
} from '../../scripts/demo/driver/draw.ts';
import { enrol } from '../../scripts/demo/driver/enrol.ts';
import { switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { passwordOf } from '../../scripts/demo/device.ts';
import { rootDir } from '../../scripts/lib/paths.ts';
import { test } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');
const witness = { name: '古丽娜尔', unit: 'قەشقەر شەھەرلىك گۇۋاھچىلىق ئورنى' };

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
  const commitment = await commitDraw(desk.page, zh);
  await shoot(desk.page, 'draw-commitment-zh');
  await desk.killHard();
  await world.openDesk();
  await switchLanguage(desk.page, 'ug-CN');
  await openDraws(desk.page, ug);
  await desk.page.locator('.jd-draws [data-row]').first().click();
  expect(await shownCommitment(desk.page)).toBe(commitment);

  // Witnesses and picks in Uyghur, by keyboard.
  await revealDraw(desk.page, ug, { witness, digits: '482915' });
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

  const file = join(world.folder, 'transcript.json');
  await saveTranscript(desk.app, zh, file);
  expect(verify(file)).toMatchObject({ status: 0, answer: { ok: true, targets: 3, sealed: true } });
  await checkInTheApp(desk.page, file);

  // Another draw is voided: not by the one who drew, but by the head with their own password.
  await commitDraw(desk.page, zh);
  await revealDraw(desk.page, zh, { witness, digits: '000007' });
  await desk.page.getByRole('button', { name: zh('draw:picks.done') }).click();
  await desk.page.getByRole('button', { name: zh('draw:void.open') }).click();
  await desk.page.getByLabel(zh('draw:reasonField.label')).fill('名单有误');
  await desk.page.getByLabel(zh('draw:void.password', { name: head.name.zh })).fill(passwordOf(head));
  await desk.page.getByRole('button', { name: zh('draw:void.confirm') }).click();
  await expect(desk.page.getByRole('region', { name: zh('draw:state.voided') })).toBeVisible();
  const voided = join(world.folder, 'voided.json');
  await saveTranscript(desk.app, zh, voided);
  expect(verify(voided)).toMatchObject({ status: 0, answer: { ok: true, voided: true } });
  await openDraws(desk.page, zh);
  await expect(desk.page.locator('.jd-draws tbody tr')).toHaveCount(2);
  await shoot(desk.page, 'draw-list-zh');

  await world.startServer();
  await desk.untilDelivered(60_000);
  expect((await desk.equation()).quarantined).toBe(0);
  expect(cast.lead.id).toBe('officer-653100-1');
});

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
