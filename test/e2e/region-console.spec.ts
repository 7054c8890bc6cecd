import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, expect, test, type Page } from '@playwright/test';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { rootDir } from '../../scripts/lib/paths.ts';
import { prepareSystem, rootSwitches, startDisplay } from '../../scripts/system.ts';
import { busyDevice } from '../support/console-people.ts';
import { startTestServer } from '../support/start-server.ts';

const t = wordsOf('zh-CN');
const PASSWORD = 'a long enough password';

/** Presses Tab until the link or field is reached, as somebody without a mouse does; fails after a round of the page. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const [text, outline] = await page.evaluate(() => {
      const at = document.activeElement;
      const label =
        at?.getAttribute('aria-label') ?? at?.closest('label')?.textContent ?? at?.textContent ?? '';
      return [label.trim(), at ? getComputedStyle(at).outlineStyle : 'none'];
    });
    if (!text?.includes(name)) continue;
    expect([name, outline]).toEqual([name, 'solid']);
    return;
  }
  throw new Error(`no way by keyboard to ${name}`);
}

test('the console is walked through by keyboard alone, in both languages, at 1366 by 768', async () => {
  const runtime = await resolveElectron();
  prepareSystem(runtime);
  const display = await startDisplay();
  const server = await startTestServer();
  const devices = [await busyDevice(server, '653100'), await busyDevice(server, '650100')];
  const officerId = await server.createOfficer({
    prefectureCode: '650000',
    roles: ['regional-administrator'],
    name: { zh: '阿依古丽', ug: 'ئايگۈل' },
  });
  const created = await server.admin({ op: 'create-console-user', officerId, login: 'aygul' });
  if (created.kind !== 'console-user') throw new Error(created.kind);
  const caFile = join(server.folder, 'ca.pem');
  await writeFile(caFile, server.caPem);
  const script = join(rootDir, 'test/support/console-window.js');
  const app = await _electron.launch({
    executablePath: runtime.executablePath,
    // A browser that was never here: cookies know no ports, and would carry the language of an earlier run.
    args: [
      ...rootSwitches(),
      `--user-data-dir=${join(server.folder, 'browser')}`,
      script,
      `${server.url}/console`,
      caFile,
    ],
  });
  try {
    const page = await app.firstWindow();
    const shoot = async (name: string): Promise<void> => {
      if (process.env['JD_SHOTS'])
        await page.screenshot({ path: join(process.env['JD_SHOTS'], `${name}.png`), fullPage: true });
      // Nothing is wider than the screen: tables scroll within their own frame.
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([name, overflow]).toEqual([name, 0]);
    };
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));

    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console:signIn.title'));
    await shoot('sign-in');
    await page.keyboard.type('aygul');
    await page.keyboard.press('Tab');
    await page.keyboard.type(created.password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console:password.title'));
    await tabTo(page, t('console:password.new'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');

    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console:overview.title'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await shoot('overview-zh');
    await tabTo(page, t('console:figure.held'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('console:acts.title'));
    await expect(page.getByRole('row').nth(1)).toContainText(t('errors:held.predecessor-record'));
    await shoot('acts-zh');

    for (const id of ['fleet', 'pending', 'photos', 'receipts', 'events'] as const) {
      await tabTo(page, t(`console:nav.${id}`));
      await page.keyboard.press('Enter');
      await expect(page.locator('nav [aria-current]')).toHaveText(t(`console:nav.${id}`));
      await shoot(`${id}-zh`);
    }
    await tabTo(page, t('console:nav.fleet'));
    await page.keyboard.press('Enter');
    await page.locator('tbody th a').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(t('console:device.facts'));
    await shoot('device-zh');
    await page.locator('a[href*="/weeks/"]').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('-W');
    await shoot('week-zh');

    await page.locator('a.language').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('html[lang="ug-CN"][dir="rtl"]')).toBeAttached();
    await shoot('week-ug');
    const ug = wordsOf('ug-CN');
    for (const id of ['overview', 'fleet', 'acts', 'pending', 'receipts'] as const) {
      await tabTo(page, ug(`console:nav.${id}`));
      await page.keyboard.press('Enter');
      await expect(page.locator('nav [aria-current]')).toHaveText(ug(`console:nav.${id}`));
      await shoot(`${id}-ug`);
    }
    expect(problems).toEqual([]);
  } finally {
    await app.close();
    for (const device of devices) device.close();
    await server.close();
    await display.stop();
  }
});
