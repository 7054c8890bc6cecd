import { expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import type { Cipher } from './cipher.ts';
import { LinkStore } from './link-store.ts';
import { SealedLogin } from './sealed-login.ts';
import { smallFiles } from './small-files.ts';

const LOGIN = { user: 'office', password: 's3cret' };
/** Turns bytes round: enough to see that nothing is written in clear. */
const cipher: Cipher = {
  seal: (plain) => Uint8Array.from(plain, (byte) => byte ^ 0x5a),
  open: (sealed) => Uint8Array.from(sealed, (byte) => byte ^ 0x5a),
};

test('what was chosen is there after a restart; a damaged file is as at the first start', async () => {
  const disk = new MemoryDisk();
  const store = new LinkStore(smallFiles(disk));
  await store.load();
  await store.write({ plan: { ...store.get().plan, paused: true } });
  const again = new LinkStore(smallFiles(disk));
  await again.load();
  expect(again.get()).toEqual(store.get());
  disk.files.set('link.json', utf8('{"plan":'));
  await again.load();
  expect(again.get().plan.paused).toBe(false);
});

test('the server’s time only goes forward', async () => {
  const store = new LinkStore(smallFiles(new MemoryDisk()));
  store.noteServerTime(Date.UTC(2026, 10, 24));
  store.noteServerTime(Date.UTC(2020, 0, 1));
  store.noteServerTime(Number.NaN);
  expect(store.serverMs()).toBe(Date.UTC(2026, 10, 24));
});

test('a proxy’s password is on disk sealed only, and goes when it is forgotten', async () => {
  const disk = new MemoryDisk();
  const login = new SealedLogin(smallFiles(disk), () => cipher);
  await login.write(LOGIN);
  expect(await new SealedLogin(smallFiles(disk), () => cipher).read()).toEqual(LOGIN);
  expect(await new SealedLogin(smallFiles(disk), () => null).read()).toBeNull();
  expect([...disk.files.values()].map((bytes) => fromUtf8(bytes)).join()).not.toContain(LOGIN.password);
  await login.write(null);
  expect(await login.read()).toBeNull();
});

test('before the first sign-in it is in memory only, and sealed with the first key', async () => {
  const disk = new MemoryDisk();
  let key: Cipher | null = null;
  const login = new SealedLogin(smallFiles(disk), () => key);
  await login.write(LOGIN);
  expect(await login.read()).toEqual(LOGIN);
  expect(disk.files.size).toBe(0);
  key = cipher;
  await login.read();
  expect(await new SealedLogin(smallFiles(disk), () => cipher).read()).toEqual(LOGIN);
});
