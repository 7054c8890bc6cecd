import { expect } from '@playwright/test';
import { enrol, lookUpCode } from '../../scripts/demo/driver/enrol.ts';
import { switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { formatEnrolmentCode, parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { expectSaid } from '../support/said.ts';
import { test } from '../support/launch-app.ts';

const PASSWORD = '一个够长的口令 2026';

test('a wrong, used or foreign code, a wrong address and an absent server are each explained, and the right code then works', async ({
  world,
}) => {
  const server = await world.startServer();
  const desk = world.newDesk('new');
  await desk.start();
  const { page, t } = desk;
  const { address } = server;
  const code = await server.createCode('officer-653100-3');
  const parsed = parseEnrolmentCode(code);
  if (!parsed.ok) throw new Error('the server makes readable codes');

  await lookUpCode(page, t, { address, code: `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}` });
  await expectSaid(page, 'errors:enrol.enrolment-code-mistyped.what');

  await lookUpCode(page, t, { address: 'https://', code });
  await expectSaid(page, 'errors:enrol.address-mistyped.what');

  await lookUpCode(page, t, { address: 'https://localhost:9', code });
  await expectSaid(page, 'errors:sync.unreachable.what');

  // Another region's root key: a right code for a server that is not the one it names.
  const foreign = formatEnrolmentCode({ secret: parsed.value.secret, rootFingerprint: '0123456789ABCDEF' });
  await lookUpCode(page, t, { address, code: foreign });
  await expectSaid(page, 'errors:enrol.fingerprint-mismatch.what');

  const unknown = formatEnrolmentCode({
    secret: '000000000000',
    rootFingerprint: parsed.value.rootFingerprint,
  });
  await lookUpCode(page, t, { address, code: unknown });
  await expectSaid(page, 'errors:sync.enrolment-code-unknown.what');

  await enrol(page, t, { address, code, password: PASSWORD });
  await expect(page.getByRole('contentinfo')).toBeVisible();

  const second = world.newDesk('second');
  await second.start();
  await lookUpCode(second.page, second.t, { address, code });
  await expectSaid(second.page, 'errors:sync.enrolment-code-used.what');
});

test('the first start speaks Uyghur, right to left, from the first screen on', async ({ world }) => {
  const server = await world.startServer();
  const desk = world.newDesk('new');
  await desk.start();
  const t = wordsOf('ug-CN');
  await switchLanguage(desk.page, 'ug-CN');
  await enrol(desk.page, t, {
    address: server.address,
    code: await server.createCode('officer-653100-4'),
    password: PASSWORD,
  });
  await expect(desk.page.getByRole('contentinfo')).toBeVisible();
  await expect(desk.page.getByRole('navigation', { name: t('app:nav.label') })).toContainText(
    t('app:nav.work'),
  );
  expect(await desk.page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  // The font that is on the disk is the one that is drawn: all of the interface's letters are in it.
  expect(await desk.page.evaluate(() => document.fonts.check('16px "Noto Naskh Arabic"', 'ئەدلىيە'))).toBe(
    true,
  );
});

test('a wrong password does not open the desk and is counted; the right one does, without any network', async ({
  world,
}) => {
  const { desk, cast } = world;
  await desk.start();
  await desk.page.getByRole('radio', { name: cast.lead.name.zh }).check();
  await desk.page.getByLabel(desk.t('sign-in:password'), { exact: true }).fill('not the password');
  await desk.page.getByRole('button', { name: desk.t('sign-in:enter') }).click();
  await expect(desk.page.getByText(desk.t('sign-in:wrongPassword', { count: 3 }).slice(0, 6))).toBeVisible();
  await desk.signIn(cast.lead);
});
