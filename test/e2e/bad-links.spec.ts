import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { openPage, startVisit, switchLanguage, syncNow } from '../../scripts/demo/driver/frame.ts';
import type { Language, Words } from '../../scripts/demo/driver/words.ts';
import { firstProxy, proxyConfig } from '../../electron/net/proxy.ts';
import { startFaultyLink, type FaultyLink } from '../support/faulty-link.ts';
import { makeGateway } from '../support/gateway-certificate.ts';
import { test } from '../support/launch-app.ts';
import { startOfficeProxy } from '../support/office-proxy.ts';
import { expectSaid } from '../support/said.ts';

const DECADES_MS = 30 * 365 * 86_400_000;
const SECRET = 'proxy-secret-7741';
const SHOTS = process.env['JD_LINK_SHOTS'];

/** Runs the doctor to its end; the states of its steps by name. */
async function diagnose(page: Page, t: Words): Promise<Record<string, string>> {
  await page.evaluate(() => (location.hash = '#/sync/doctor'));
  const list = page.locator('.jd-doctor-steps');
  const runs = Number(await list.getAttribute('data-runs'));
  await page.getByRole('button', { name: new RegExp(`${t('doctor:start')}|${t('doctor:again')}`) }).click();
  await page.locator(`.jd-doctor-steps[data-runs="${runs + 1}"]`).waitFor({ timeout: 60_000 });
  const rows = await page.locator('[data-step]').all();
  return Object.fromEntries(
    await Promise.all(
      rows.map(async (row) => [await row.getAttribute('data-step'), await row.getAttribute('data-state')]),
    ),
  ) as Record<string, string>;
}

async function chooseProxy(page: Page, t: Words, mode: 'fixed' | 'pac-file' | 'none'): Promise<void> {
  await page.getByRole('combobox', { name: t('link:network.proxy') }).click();
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: t(`link:network.mode.${mode}`) })
    .click();
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  for (const language of ['ug-CN', 'zh-CN'] as readonly Language[]) {
    await switchLanguage(page, language);
    await page.screenshot({ path: join(SHOTS, `${name}-${language}.png`) });
  }
}

async function textOf(folder: string): Promise<string> {
  const names = await readdir(folder, { withFileTypes: true });
  const texts = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(folder, entry.name), 'latin1').catch(() => '')),
  );
  return texts.join('\n');
}

test('S135: the doctor says in both languages which step fails: portal, opened traffic, wrong clock, proxy login', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const server = await world.startServer();
  const link: FaultyLink = await startFaultyLink(server);
  const proxy = await startOfficeProxy({ user: 'office', password: SECRET });
  const gateway = await makeGateway('localhost');
  try {
    const desk = world.newDesk('linked');
    const { cast } = world;
    await desk.enrolFirst({ ...server, address: link.address }, cast.lead);
    await desk.untilDelivered(60_000);
    const { page, t } = desk;
    const delivered = (): Promise<unknown> => desk.untilDelivered(60_000);
    await startVisit(page, t, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });

    await test.step('a good line: every step is right', async () => {
      const states = await diagnose(page, t);
      expect(states).toMatchObject({
        proxy: 'ok',
        name: 'ok',
        tcp: 'ok',
        tls: 'ok',
        server: 'ok',
        device: 'ok',
        session: 'ok',
        clock: 'ok',
        upload: 'ok',
        download: 'ok',
        rate: 'ok',
      });
      await shoot(page, 'doctor-good');
    });

    await test.step('a portal is named with its title; what rests on it is not tried', async () => {
      link.set({ kind: 'html' });
      const states = await diagnose(page, t);
      expect(states).toMatchObject({ tcp: 'ok', tls: 'failed', server: 'skipped', rate: 'skipped' });
      await expectSaid(page, 'errors:sync.portal.what', { title: '上网认证' });
      await expectSaid(page, 'doctor:failedAt', (words) => ({ step: words('doctor:step.tls') }));
      await shoot(page, 'doctor-portal');
      link.set({ kind: 'pass' });
    });

    await test.step('a device that opens encrypted traffic is named with its issuer, and gets nothing', async () => {
      link.present(gateway);
      const before = link.asked.length;
      const states = await diagnose(page, t);
      expect(states).toMatchObject({ tcp: 'ok', tls: 'failed' });
      await expectSaid(page, 'errors:reason.certificate.intercepted', {
        issuer: 'CN=Bureau Gateway CA, O=Test Bureau',
      });
      await shoot(page, 'doctor-intercepted');
      await syncNow(page, t);
      await expectSaid(page, 'errors:reason.certificate.intercepted', {
        issuer: 'CN=Bureau Gateway CA, O=Test Bureau',
      });
      expect(link.asked.length).toBe(before);
    });

    await test.step('the bureau’s authority, confirmed by fingerprint, lets work through; the doctor says so', async () => {
      await openPage(page, t, 'settings');
      const choose = async (buffer: Buffer): Promise<void> => {
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: t('link:authority.add') }).click();
        await (await chooser).setFiles({ name: 'ca.crt', mimeType: 'application/x-x509-ca-cert', buffer });
      };
      await choose(Buffer.from(`${gateway.authorityPem}\n${gateway.keyPem}`));
      await expectSaid(page, 'link:authority.problem.has-private-key');
      await choose(Buffer.from(gateway.authorityDer));
      await expectSaid(page, 'link:authority.warning');
      await shoot(page, 'authority-confirm');
      await page.getByRole('button', { name: t('link:authority.confirm') }).click();
      await page.getByRole('button', { name: t('link:authority.remove') }).waitFor();
      await delivered();
      await diagnose(page, t);
      await expectSaid(page, 'doctor:result.tls-bureau');
      await openPage(page, t, 'settings');
      await page.getByRole('button', { name: t('link:authority.remove') }).click();
      await expectSaid(page, 'link:authority.none');
      link.present(null);
    });

    await test.step('hours and a byte budget are kept by the installation; the line says when it starts by itself', async () => {
      await openPage(page, t, 'settings');
      await page.getByText(t('link:plan.modes.hours'), { exact: true }).click();
      const days = page.getByRole('group', { name: t('link:plan.days') });
      for (const day of [1, 2, 3, 4, 5])
        await days.getByRole('checkbox', { name: t(`link:plan.day.${day}`) }).uncheck();
      await page.getByRole('spinbutton', { name: t('link:plan.dayBudget') }).fill('5');
      await page.getByRole('spinbutton', { name: t('link:plan.dayBudget') }).press('Tab');
      await expect.poll(() => textOf(desk.profileDir)).toContain('"days":[],"dayBudgetBytes":5000000');
      await shoot(page, 'settings-plan');
      await openPage(page, t, 'sync');
      await expectSaid(page, 'link:status.manual');
      await shoot(page, 'sync-metered');
      await openPage(page, t, 'settings');
      await page.getByText(t('link:plan.modes.automatic'), { exact: true }).click();
      await expect.poll(() => textOf(desk.profileDir)).toContain('"mode":"automatic"');
    });

    await test.step('a proxy that asks who we are: named, then let through with a sealed password', async () => {
      await openPage(page, t, 'settings');
      await chooseProxy(page, t, 'fixed');
      await page.getByRole('textbox', { name: t('link:network.address') }).fill(proxy.address);
      await page.getByRole('button', { name: t('link:network.save') }).click();
      await page.getByText(t('link:network.saved')).first().waitFor();
      const states = await diagnose(page, t);
      expect(states).toMatchObject({ proxy: 'ok', name: 'skipped', tcp: 'skipped', tls: 'failed' });
      await expectSaid(page, 'errors:sync.proxy-login.what');
      await shoot(page, 'doctor-proxy');

      await openPage(page, t, 'settings');
      await page.getByRole('textbox', { name: t('link:network.user') }).fill('office');
      await page.getByLabel(t('link:network.password')).fill(SECRET);
      await page.getByRole('button', { name: t('link:network.save') }).click();
      await shoot(page, 'settings-network');
      await page.getByRole('button', { name: t('link:network.forget') }).waitFor();
      await delivered();
      expect(proxy.opened.length).toBeGreaterThan(0);
      expect(await textOf(desk.profileDir)).not.toContain(SECRET);
      expect(await textOf(join(desk.profileDir, 'logs'))).not.toContain(SECRET);
    });

    await test.step('a PAC file says which proxy', async () => {
      await openPage(page, t, 'settings');
      await chooseProxy(page, t, 'pac-file');
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: t('link:network.pacFile') }).click();
      const script = `function FindProxyForURL(url, host) { return "PROXY ${proxy.address}"; }`;
      await (
        await chooser
      ).setFiles({
        name: 'office.pac',
        mimeType: 'application/x-ns-proxy-autoconfig',
        buffer: Buffer.from(script),
      });
      await page.getByRole('button', { name: t('link:network.save') }).click();
      await expect.poll(() => textOf(desk.profileDir)).toContain('FindProxyForURL');
      // Chromium asks no script about this computer itself, so it is asked about a server elsewhere.
      const config = proxyConfig({ mode: 'pac-file', address: '', pacUrl: '', pacText: script });
      const chosen = await desk.app.electron.evaluate(async ({ session }, pac) => {
        const probe = session.fromPartition('pac-probe');
        await probe.setProxy(pac);
        return probe.resolveProxy('https://sfj.example:8443/');
      }, config);
      expect(firstProxy(chosen)?.text).toBe(proxy.address);
      await delivered();
    });

    await test.step('a clock thirty years ahead: explained with both times, and work is delivered all the same', async () => {
      await desk.app.electron.evaluate((_electron, ms) => {
        const real = Date.now.bind(Date);
        Date.now = () => real() + ms;
      }, DECADES_MS);
      // Another proxy setting: certificates are judged anew, by this clock.
      await openPage(page, t, 'settings');
      await chooseProxy(page, t, 'none');
      await page.getByRole('button', { name: t('link:network.save') }).click();
      const states = await diagnose(page, t);
      expect(states).toMatchObject({ tls: 'ok', clock: 'warn', rate: 'ok' });
      await expectSaid(page, 'doctor:advice.clock-ahead');
      await shoot(page, 'doctor-clock');
      await delivered();
    });
  } finally {
    await link.stop();
    await proxy.stop();
  }
});

test('a new computer whose clock stands in the year 2000 is told so, with both times, and gets in once it is set', async ({
  world,
}) => {
  const server = await world.startServer();
  const desk = world.newDesk('old-clock');
  await desk.start();
  const { page, t } = desk;
  await page.getByText(t('link:network.before')).click();
  await page.getByRole('combobox', { name: t('link:network.proxy') }).waitFor();
  await shoot(page, 'before-enrolment');
  const setClock = (ms: number): Promise<void> =>
    desk.app.electron.evaluate((_electron, shift) => {
      const real = performance.timeOrigin;
      Date.now = () => Math.round(real + performance.now()) + shift;
    }, ms);
  await setClock(Date.UTC(2000, 0, 1) - Date.now());
  await page.getByLabel(t('enrolment:code.address'), { exact: true }).fill(server.address);
  await page
    .getByLabel(t('enrolment:code.code'), { exact: true })
    .fill(await server.createCode(world.cast.lead.id));
  await page.getByRole('button', { name: t('enrolment:code.look') }).click();
  await expect(page.getByRole('alert').getByText('2000-01-01')).toBeVisible();
  await expectSaid(page, 'errors:sync.clock-certificate.next');
  await setClock(0);
  await page.getByRole('button', { name: t('enrolment:code.look') }).click();
  await expect(page.getByText(world.cast.lead.name.zh).first()).toBeVisible();
});

test('a window closed while work is on the line only hides; shown again it is locked; with nothing left the app ends', async ({
  world,
}) => {
  await world.startServer();
  await world.openDesk();
  const { desk, cast } = world;
  const { page, t, app } = desk;
  const say = (notice: { title: string; body: string } | null): Promise<unknown> =>
    page.evaluate(
      (said) =>
        (
          window as unknown as { bureau: { call(name: string, input: unknown): Promise<unknown> } }
        ).bureau.call('link/background', said),
      notice,
    );
  const closeWindow = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const isVisible = (): Promise<boolean | undefined> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

  await desk.untilDelivered(60_000);
  await say({ title: 'leaving', body: 'leaving' });
  await closeWindow();
  expect(await isVisible()).toBe(false);
  // The app is started again: the same window comes back, and whoever sits there now has to sign in.
  await app.electron.evaluate(({ app: main }) => void main.emit('second-instance'));
  await page.getByLabel(t('sign-in:password'), { exact: true }).waitFor();
  expect(await isVisible()).toBe(true);

  await desk.signIn(cast.lead);
  await desk.untilDelivered(60_000);
  await say({ title: 'leaving', body: 'leaving' });
  await closeWindow();
  const ended = new Promise<void>((resolve) => app.electron.process().once('exit', () => resolve()));
  // The answer may be lost with the window.
  await say(null).catch(() => undefined);
  await ended;
});
