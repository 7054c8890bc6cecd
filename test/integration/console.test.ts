import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAttachment, noteFinding } from '../../shared/domain/inspections/mutations.ts';
import { toHex } from '../../shared/lib/bytes.ts';
import { epochMsOf, instantOf, type CivilDate, type Instant } from '../../shared/lib/dates.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { weekOf } from '../../shared/lib/iso-week.ts';
import type { Role } from '../../shared/domain/org/officer.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { ConsoleBrowser } from '../support/console-browser.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { TestDevice, ulid } from '../support/test-device.ts';
import { addOfficer, answer, attachmentOf, HEAD, startVisit } from './server-suites/world.ts';

// What an officer wrote and what the console must never show.
const SECRET = 'ئەيىبلىگۈچى ئىسمى 张三';
const DAY_MS = 86_400_000;

let nowMs = Date.parse('2026-11-24T04:00:00.000Z');
const clock = { now: (): Instant => instantOf((nowMs += 10)) };
let server: TestServer;
let kashgar: TestDevice;
let hotan: TestDevice;
let refusedSeq = 0;
const browsers: ConsoleBrowser[] = [];

function browser(): ConsoleBrowser {
  const made = new ConsoleBrowser(server);
  browsers.push(made);
  return made;
}

async function account(
  role: Role,
  login: string,
): Promise<{ readonly officerId: OfficerId; readonly password: string }> {
  const officerId = await server.createOfficer({
    prefectureCode: '650000',
    roles: [role],
    name: { zh: `某${login}`, ug: `${login} خادىم` },
  });
  const answer = await server.admin({ op: 'create-console-user', officerId, login });
  if (answer.kind !== 'console-user') throw new Error(JSON.stringify(answer));
  return { officerId, password: answer.password };
}

/** Signs in with the one-time password and chooses a lasting one. */
async function signedIn(role: Role, login: string): Promise<ConsoleBrowser> {
  const { password } = await account(role, login);
  const page = browser();
  await page.signIn(login, password);
  await page.send('/console/password', {
    password: 'a long enough password',
    again: 'a long enough password',
  });
  expect(page.path).toBe('/console');
  return page;
}

function stated(created: number, waiting: number): Record<string, never> {
  const counts = { created, delivered: created - waiting, waiting, quarantined: 0, withdrawn: 0 };
  return {
    v: 3,
    sentAt: instantOf(nowMs + 20 * 60_000),
    stated: { counts, waitingBytes: 5_000, photosWaiting: 1, photoBytesWaiting: 10, snapshotAt: null },
  } as unknown as Record<string, never>;
}

beforeAll(async () => {
  server = await startTestServer({ clock });
  kashgar = new TestDevice(server);
  await addOfficer(server, kashgar, { roles: HEAD });
  hotan = new TestDevice(server);
  await addOfficer(server, hotan, { prefectureCode: '653200', roles: HEAD });
  await hotan.hello();
  nowMs += 12 * DAY_MS;
  await kashgar.hello();

  const visit = startVisit(kashgar);
  answer(kashgar, visit.inspectionId, 'DR-A01', { note: SECRET });
  const photo = sha256(randomBytes(10));
  kashgar.act(addAttachment, { attachment: attachmentOf(visit.inspectionId, toHex(photo)) });
  // A visit nobody started here is waited for; a finding due before its visit is refused; the last act nobody can read.
  answer(kashgar, ulid() as never, 'DR-A02', { note: SECRET });
  const finding = { itemId: 'DR-A01', severity: 'minor', text: SECRET, basis: '' } as const;
  refusedSeq = kashgar.act(noteFinding, {
    ...{ findingId: ulid() as never, inspectionId: visit.inspectionId, dueOn: '2020-01-01' as CivilDate },
    ...finding,
  }).seq;
  kashgar.append(new TextEncoder().encode(`{"nobody can read":"${SECRET}"}`));
  await kashgar.push();
  // Three more are made, one of them sent ahead of the two before it.
  answer(kashgar, visit.inspectionId, 'DR-A03');
  answer(kashgar, visit.inspectionId, 'DR-A04');
  const ahead = answer(kashgar, visit.inspectionId, 'DR-A05').seq;
  expect((await kashgar.push(ahead, ahead)).pending).toBe(true);
  const body = kashgar.helloBody(stated(kashgar.acts.length, 3));
  expect((await kashgar.post('/v1/hello', kashgar.signHello(body))).status).toBe(200);
}, 120_000);

afterAll(async () => {
  for (const one of browsers) one.close();
  kashgar.close();
  hotan.close();
  await server.close();
});

test('nobody sees anything before they signed in, and the answer carries a policy without scripts', async () => {
  const page = browser();
  for (const path of ['', '/fleet', '/acts', '/pending', '/photos', '/receipts', '/events']) {
    const shown = await page.open(`/console${path}`);
    expect([page.path, shown.status]).toEqual(['/console/sign-in', 200]);
    expect(shown.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self';/);
    expect(page.text).not.toMatch(/<script|\son[a-z]+=|style=|https?:\/\//i);
  }
  expect((await page.open('/console/assets/console.css')).headers['content-type']).toMatch('text/css');
  expect((await page.open('/console/assets/naskh-400.woff2')).body.length).toBeGreaterThan(10_000);
  expect((await page.open('/console/assets/receipt.key')).status).toBe(404);
});

test('a one-time password opens nothing but the choice of a lasting one, and works once', async () => {
  const { officerId, password } = await account('regional-viewer', 'first');
  const page = browser();
  const answered = await page.signIn('first', password.toLowerCase().replaceAll('-', ' '));
  expect([page.path, answered.status]).toEqual(['/console/password', 200]);
  await page.open('/console/fleet');
  expect(page.path).toBe('/console/password');
  expect((await page.send('/console/password', { password: 'short', again: 'short' })).status).toBe(422);
  expect(
    (await page.send('/console/password', { password: 'long enough 12', again: 'another one 12' })).status,
  ).toBe(422);
  await page.send('/console/password', { password: 'long enough 12', again: 'long enough 12' });
  expect(page.path).toBe('/console');

  const other = browser();
  expect((await other.signIn('first', password)).status).toBe(403);
  expect((await other.signIn('first', 'long enough 12')).status).toBe(200);
  expect(other.path).toBe('/console');
  // A new one-time password ends every session of the account.
  expect((await server.admin({ op: 'create-console-user', officerId, login: null })).kind).toBe(
    'console-user',
  );
  await other.open('/console');
  expect(other.path).toBe('/console/sign-in');
});

test('the session cookie cannot be read or sent from elsewhere, and ends when nobody looks', async () => {
  const { password } = await account('regional-viewer', 'idle');
  const page = browser();
  await page.open('/console/sign-in');
  await page.send('/console/sign-in', { login: 'idle', password });
  expect([...page.cookies.keys()]).toEqual(['__Host-jd-console']);
  expect(page.cookieRules).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
  nowMs += 31 * 60_000;
  await page.open('/console/password');
  expect(page.path).toBe('/console/sign-in');
});

test('wrong passwords block the account for longer and longer, and unknown names look the same', async () => {
  const { password } = await account('regional-viewer', 'guessed');
  const page = browser();
  const unknown = await page.signIn('nobody', 'guess guess guess');
  const known = await page.signIn('guessed', 'guess guess guess');
  const body = (text: string) => text.replaceAll(/value="[^"]*"|datetime="[^"]*"|\d\d:\d\d/g, '');
  expect([unknown.status, body(unknown.body.toString())]).toEqual([403, body(known.body.toString())]);
  for (let i = 0; i < 4; i++) await page.signIn('guessed', 'guess guess guess');
  expect((await page.signIn('guessed', password)).status).toBe(403);
  expect(page.read()).toContain('1 分钟');
  nowMs += 61_000;
  expect((await page.signIn('guessed', password)).status).toBe(200);
});

test('only officers with a role of the region get an account', async () => {
  const officerId = await server.createOfficer({ roles: ['bureau-head'] });
  expect(await server.admin({ op: 'create-console-user', officerId, login: 'head' })).toEqual({
    kind: 'refused',
    reason: 'role-missing',
  });
});

test('the figures are those of the acts that were pushed, and each opens its list', async () => {
  const page = await signedIn('regional-viewer', 'viewer');
  await page.open('/console');
  const text = page.read();
  // One of two devices this week; seven acts logged; three said to wait are not here; one held, two not run, one file.
  expect(text).toMatch(/本周联系的电脑 1 \/ 2 /);
  expect(text).toMatch(/本周收到的操作 7 /);
  expect(text).toMatch(/待上传 3 各电脑/);
  expect(text).toMatch(/暂缓执行 1 /);
  expect(text).toMatch(/未予执行 2 /);
  expect(text).toMatch(/未到附件 1 /);
  expect(text).toContain('1 台电脑已有 10 天以上没有联系');
  for (const href of [
    '/fleet?state=backlog',
    '/acts?state=held',
    '/acts?state=refused',
    '/photos',
    '/fleet?state=silent',
  ])
    expect(page.text).toContain(`href="/console${href}"`);
  expect(text.match(/喀什地区 1 \/ 1 7 3 1 2 1/)).not.toBeNull();
  expect(page.text.match(/<tr>\s*<th scope="row">/g)?.length).toBe(15);

  await page.open('/console/fleet');
  expect(page.read()).toContain('12 天没有联系');
  expect(page.read()).toContain('时钟快 20 分钟');
  await page.open('/console/fleet?state=silent');
  expect(page.text).toContain(hotan.deviceId);
  expect(page.text).not.toContain(kashgar.deviceId);
});

test('work that was not run shows its reason in both languages and what to do, and nothing of what it says', async () => {
  const page = await signedIn('regional-viewer', 'reader');
  await page.open('/console/acts');
  expect(page.read()).toMatch(/记录发现问题 未予执行/);
  expect(page.read()).toContain('整改期限不能早于检查日期');
  expect(page.read()).toContain('操作原文缺少必要的内容');
  await page.open('/console/language/ug-CN?back=%2Fconsole%2Facts%3Fstate%3Drefused');
  expect([page.path, page.text.match(/<html[^>]*>/)?.[0]]).toEqual([
    '/console/acts?state=refused',
    '<html lang="ug-CN" dir="rtl">',
  ]);
  expect(page.read()).toContain('رەت قىلىنغان');
  await page.open('/console/acts?prefecture=653200');
  expect(page.text).not.toContain('errors:');
  await page.open('/console/language/zh-CN?back=https%3A%2F%2Felsewhere.example');
  expect(page.path).toBe('/console');
  for (const path of ['', '/fleet', '/acts', '/pending', '/photos', `/devices/${kashgar.deviceId}`]) {
    await page.open(`/console${path}`);
    expect(page.text).not.toContain('张三');
    expect(page.text).not.toMatch(/console:|errors:|acts:/);
  }
});

test('a segment that overtook another is shown with what is missing, and alarms after three days', async () => {
  const page = await signedIn('regional-viewer', 'waiter');
  await page.open('/console/pending');
  expect(page.read()).toMatch(/10 – 10 8 – 9/);
  expect(page.read()).not.toContain('超过规定时间');
  nowMs += 73 * 3_600_000;
  await page.signIn('waiter', 'a long enough password');
  await page.open('/console/pending');
  expect(page.read()).toContain('超过规定时间');
  nowMs -= 73 * 3_600_000;
});

test('a receipt is found by number and by chain value, verifies, and can be taken along', async () => {
  const page = await signedIn('regional-viewer', 'auditor');
  const act = kashgar.acts[refusedSeq - 1];
  await page.open(`/console/receipts?log=${kashgar.logId}&seq=${refusedSeq}`);
  expect(page.read()).toContain('签名有效');
  const byPlace = page.text.match(/receipts\/file\?[^"]+/)?.[0];
  const spaced = act?.hash.replaceAll(/(.{8})/g, '$1 ') ?? '';
  await page.open(`/console/receipts?chain=${encodeURIComponent(spaced)}`);
  expect(page.text.match(/receipts\/file\?[^"]+/)?.[0]).toBe(byPlace);
  const file = await page.open(`/console/${byPlace?.replaceAll('&amp;', '&')}`);
  expect(file.headers['content-disposition']).toMatch(/^attachment; filename="receipt-/);
  expect(JSON.parse((file.json() as { body: string }).body)).toMatchObject({ logId: kashgar.logId });
  await page.open('/console/receipts?log=x&seq=1');
  expect(page.read()).toContain('写法不对');
});

test('the weekly sheet of a device balances', async () => {
  const page = await signedIn('regional-viewer', 'balance');
  // The acts of the test device claim the real time of this machine.
  await page.open(`/console/devices/${kashgar.deviceId}`);
  const week = weekOf(instantOf(Date.now()));
  expect(page.text).toContain(`/weeks/${week}"`);
  await page.open(`/console/devices/${kashgar.deviceId}/weeks/${week}`);
  // Seven logged: four applied, one held, two not run; one more waits in a segment. The unreadable one belongs to the week it arrived in.
  const [, created, delivered, waiting, quarantined, withdrawn] =
    /合计 (\d+) (\d+) (\d+) (\d+) (\d+)/.exec(page.read())?.map(Number) ?? [];
  expect(created).toBe((delivered ?? 0) + (waiting ?? 0) + (quarantined ?? 0) + (withdrawn ?? 0));
  expect([delivered, waiting, withdrawn]).toEqual([4, 1, 0]);
  expect((await page.open(`/console/devices/${kashgar.deviceId}/weeks/2026-W99`)).status).toBe(404);
});

test('a viewer orders nothing, a foreign form orders nothing, and every order of an administrator is written down', async () => {
  const path = `/console/devices/${hotan.deviceId}/revoke`;
  const fields = { reason: '离职未交回', sure: 'yes' };
  const viewer = await signedIn('regional-viewer', 'looker');
  await viewer.open(`/console/devices/${hotan.deviceId}`);
  expect(viewer.text).not.toContain('/revoke');
  expect((await viewer.send(path, fields)).status).toBe(404);
  const admin = await signedIn('regional-administrator', 'chief');
  await admin.open(`/console/devices/${hotan.deviceId}`);
  expect((await admin.send(path, { ...fields, token: 'f'.repeat(64) })).status).toBe(400);
  await admin.open(`/console/devices/${hotan.deviceId}`);
  await admin.send(path, { reason: ' ', sure: 'yes' });
  expect(admin.read()).toContain('没有执行');
  await admin.send(path, fields);
  expect(admin.read()).toContain('已撤销，并记入');
  await admin.open('/console/events');
  expect(admin.read()).toMatch(/某chief 撤销电脑 …\w{8} 离职未交回/);
  const device = await server.core.db
    .selectFrom('devices')
    .select('revoked_at')
    .where('id', '=', String(hotan.deviceId))
    .executeTakeFirstOrThrow();
  expect(Math.abs(epochMsOf(device.revoked_at as Instant) - nowMs)).toBeLessThan(60_000);
});

test('what a revoked device sent is released by an administrator, with a reason, and judged again', async () => {
  const visit = startVisit(hotan, '653200');
  await hotan.hello();
  await hotan.push();
  const viewer = await signedIn('regional-viewer', 'watcher');
  await viewer.open('/console/acts?state=held&reason=held.revoked-device');
  expect(viewer.read()).toContain('这台电脑已被撤销');
  expect(viewer.text).not.toContain('/acts/release');
  const admin = await signedIn('regional-administrator', 'judge');
  await admin.open('/console/acts?state=held');
  const order = { log: hotan.logId, from: '1', to: '2', decision: 'confirm', sure: 'yes' };
  await admin.send('/console/acts/release', { ...order, reason: '' });
  expect(admin.read()).toContain('没有执行');
  await admin.send('/console/acts/release', { ...order, reason: '核实为本人' });
  expect(admin.read()).toContain('已放行并重新裁定');
  const acts = await server.core.db
    .selectFrom('acts')
    .select('state')
    .where('log_id', '=', hotan.logId)
    .execute();
  expect(acts.map((act) => act.state)).toEqual(visit.acts.map(() => 'delivered'));
  await admin.open('/console/events');
  expect(admin.read()).toMatch(/某judge 放行操作 …\w{6}:1–2 核实为本人/);
});

test('an officer who lost the role is out at once', async () => {
  const { officerId, password } = await account('regional-administrator', 'leaver');
  const page = browser();
  await page.signIn('leaver', password);
  await server.createOfficer({ officerId, prefectureCode: '650000', roles: ['inspector'] });
  await page.open('/console/password');
  expect(page.path).toBe('/console/sign-in');
});
