import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startVisit } from '../../scripts/demo/driver/frame.ts';
import { rootDir } from '../../scripts/lib/paths.ts';
import { expectSaid } from '../support/said.ts';
import { test, type World } from '../support/launch-app.ts';

test('S60, S63: without any line the work leaves on a stick and the receipts come back on it; damage is named in both languages', async ({
  world,
}) => {
  const stick = join(world.folder, 'KINGSTON');
  await mkdir(stick);
  await world.openDesk();
  const { desk, cast } = world;
  const { page, t } = desk;
  await startVisit(page, t, {
    institution: cast.institution.name.zh,
    partner: cast.partner.name.zh,
  });
  const before = await desk.equation();
  expect(before.waiting).toBeGreaterThan(0);

  await page.evaluate(() => (location.hash = '#/sync/stick'));
  await chooseIn(world, stick);
  await page.getByRole('button', { name: t('sticks:folder.choose') }).click();
  await page.getByRole('button', { name: t('sticks:write.do') }).click();
  await expect(page.getByText(t('sticks:write.done'))).toBeVisible();
  await expectSaid(page, 'sticks:write.noReceipt');
  // A stick is no receipt.
  expect(await desk.equation()).toEqual(before);
  await photograph(world, 'written');

  // The server takes it without ever listening: the same folder, the command line, no network.
  const given = ['import-bundle', stick, '--return-to', stick, '--data', world.dataDir, '--json'];
  execFileSync('node', [join(rootDir, 'server/app/main.ts'), ...given], { cwd: rootDir });
  const returned = (await readdir(stick)).find((name) => name.endsWith('.return.jdb'));
  const whole = await readFile(join(stick, returned ?? ''));
  const damaged = Uint8Array.from(whole);
  damaged[whole.length - 30] = (damaged[whole.length - 30] ?? 0) ^ 1;
  await writeFile(join(stick, 'damaged.jdb'), damaged);

  await page.getByRole('button', { name: t('sticks:folder.again') }).click();
  const broken = page.getByRole('listitem').filter({ hasText: 'damaged.jdb' });
  await broken.getByRole('button', { name: t('sticks:found.read') }).click();
  await expectSaid(page, 'sticks:problem.bundle-damaged.what', { part: 2 });
  expect(await desk.equation()).toEqual(before);
  await photograph(world, 'damaged');

  await drop(world, join(stick, returned ?? ''));
  await expectSaid(page, 'sticks:taken.applied');
  await expect(async () => {
    expect(await desk.equation()).toEqual({
      ...before,
      delivered: before.delivered + before.waiting,
      waiting: 0,
    });
  }).toPass({ timeout: 15_000 });
  await photograph(world, 'read');
});

/** The system's own dialog cannot be driven: it answers with this folder. */
async function chooseIn(world: World, folder: string): Promise<void> {
  await world.desk.app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
}

/** A file dragged from the desktop onto the reading panel, as Chromium itself would deliver it. */
async function drop(world: World, path: string): Promise<void> {
  const { page, t } = world.desk;
  const panel = page.getByRole('region', { name: t('sticks:read.title') });
  const box = await panel.boundingBox();
  if (!box) throw new Error('the panel is not on screen');
  const { electron } = world.desk.app;
  await electron.evaluate(
    async ({ BrowserWindow }, { x, y, file }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.debugger.attach();
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'])
        await contents?.debugger.sendCommand('Input.dispatchDragEvent', { type, x, y, data });
      contents?.debugger.detach();
    },
    { x: box.x + box.width / 2, y: box.y + box.height / 2, file: path },
  );
}

/** For whoever looks at the screens: only where a folder is named. */
async function photograph(world: World, name: string): Promise<void> {
  const folder = process.env['JD_SCREENSHOTS'];
  if (folder === undefined) return;
  const { page } = world.desk;
  for (const language of ['ug-CN', 'zh-CN']) {
    await page.locator(`.jd-languages button[lang="${language}"]`).click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${name}-${language}.png`) });
  }
}
