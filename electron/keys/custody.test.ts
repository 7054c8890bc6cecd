import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../shared/lib/bytes.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { CustodyWorld, PASSWORD } from '../../test/support/custody-world.ts';
import { FaultyDisk } from '../../test/support/faulty-disk.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { prepareEnrolment } from './enrolment-keys.ts';
import { SessionEnded } from './open-session.ts';
import { COSIGN_MS } from './cosign-key.ts';

const ANAR = 'officer-anar' as OfficerId;
const LI = 'officer-li' as OfficerId;

async function enrolled(keystore: 'real' | 'none' = 'real'): Promise<CustodyWorld & { recoveryKey: string }> {
  const world = new CustodyWorld(new MemoryDisk(), keystore);
  const recoveryKey = await world.enrol(ANAR);
  return Object.assign(world, { recoveryKey });
}

describe('enrolment', () => {
  test('enrols the device and signs the officer in', async () => {
    const world = await enrolled();
    expect(await world.custody.status()).toMatchObject({
      device: { address: 'localhost:8443', receiptKeys: [{ keyId: 'r1' }] },
      officers: [{ officerId: ANAR }],
      signedIn: ANAR,
      keyFilesReadable: true,
      isRevoked: false,
    });
  });

  test('a further officer needs somebody signed in, gets the same data key, and does not end their session', async () => {
    const world = await enrolled();
    const dataKey = world.custody.session()?.dataKey;
    await world.enrol(LI);
    expect((await world.custody.status()).signedIn).toBe(ANAR);
    await world.custody.lock();
    expect(prepareEnrolment(world.custody, world.tools)).toBeNull();
    expect(await world.custody.signIn(LI, PASSWORD)).toMatchObject({
      kind: 'signed-in',
      session: { dataKey },
    });
  });

  test.each(['device.json', 'keybag'])(
    'cut off by a crash before %s was written, it can simply be done again',
    async (last) => {
      const inner = new MemoryDisk();
      const disk = new FaultyDisk(inner);
      const world = new CustodyWorld(disk);
      const original = disk.rename.bind(disk);
      disk.rename = async (from, to) => {
        if (to.includes(last)) disk.breakStep('rename', 'EIO');
        await original(from, to);
      };
      await expect(world.enrol(ANAR)).rejects.toMatchObject({ code: 'EIO' });
      disk.rename = original;
      disk.mend();
      const custody = await world.restart();
      expect(await custody.status()).toMatchObject({ device: null, officers: [], keyFilesReadable: true });
      await world.enrol(ANAR);
      expect((await world.custody.status()).signedIn).toBe(ANAR);
    },
  );
});

describe('sign-in', () => {
  test('works after a restart without any network', async () => {
    const world = await enrolled();
    const dataKey = world.custody.session()?.dataKey;
    const custody = await world.restart();
    expect((await custody.status()).signedIn).toBeNull();
    expect(await custody.signIn(ANAR, PASSWORD)).toEqual({
      kind: 'signed-in',
      session: { officerId: ANAR, prefectureCode: '653100', dataKey },
    });
  });

  test('an officer without keys here is unknown', async () => {
    expect(await (await enrolled()).custody.signIn(LI, PASSWORD)).toEqual({ kind: 'unknown-officer' });
  });

  test('a lost keystore asks for the recovery key, which opens and binds a new password', async () => {
    const world = await enrolled();
    const custody = await world.restart();
    world.keystore.lose();
    expect(await custody.signIn(ANAR, PASSWORD)).toEqual({ kind: 'keystore-lost' });
    world.keystore.kind = 'none';
    expect(await custody.recover(ANAR, 'AAAA', 'a new password')).toEqual({ kind: 'wrong-recovery-key' });
    expect(await custody.recover(ANAR, world.recoveryKey, 'short')).toEqual({
      kind: 'password-too-weak',
      minLength: 10,
    });
    expect(await custody.recover(ANAR, world.recoveryKey, 'a new password')).toMatchObject({
      kind: 'signed-in',
    });
    await custody.lock();
    expect(await custody.signIn(ANAR, PASSWORD)).toMatchObject({ kind: 'wrong-password' });
    expect(await custody.signIn(ANAR, 'a new password')).toMatchObject({ kind: 'signed-in' });
  });

  test('wrong passwords: three are free, then waits grow, and ending the app or setting the clock shortens none', async () => {
    const world = await enrolled();
    let custody = await world.restart();
    for (const left of [3, 2, 1])
      expect(await custody.signIn(ANAR, 'wrong password')).toEqual({
        kind: 'wrong-password',
        triesBeforeWait: left,
      });
    const waits: number[] = [];
    for (let i = 0; i < 5; i++) {
      expect(await custody.signIn(ANAR, 'wrong password')).toEqual({
        kind: 'wrong-password',
        triesBeforeWait: 0,
      });
      const refused = await custody.signIn(ANAR, PASSWORD);
      if (refused.kind !== 'wait') throw new Error(refused.kind);
      waits.push(refused.seconds);
      custody = await world.restart();
      expect(await custody.signIn(ANAR, PASSWORD)).toEqual(refused);
      world.boot.ms += refused.seconds * 1000;
    }
    expect(waits).toEqual([5, 15, 60, 300, 300]);
    expect(await custody.signIn(ANAR, PASSWORD)).toMatchObject({ kind: 'signed-in' });
    await custody.lock();
    expect(await custody.signIn(ANAR, 'wrong password')).toEqual({
      kind: 'wrong-password',
      triesBeforeWait: 3,
    });
  });

  test('after the machine restarted the whole wait is due again', async () => {
    const world = await enrolled();
    for (let i = 0; i < 5; i++) {
      await world.custody.signIn(ANAR, 'wrong password');
      world.boot.ms += i < 4 ? 5000 : 0;
    }
    world.boot.restart();
    const custody = await world.restart();
    expect(await custody.signIn(ANAR, PASSWORD)).toEqual({ kind: 'wait', seconds: 15 });
    world.boot.ms = 15_000;
    expect(await custody.signIn(ANAR, PASSWORD)).toMatchObject({ kind: 'signed-in' });
  });

  test('a damaged keybag is told as such, and nothing may be made anew beside it', async () => {
    const world = await enrolled();
    await world.disk.rename('keys/keybag-officer-anar.json', 'keys/x');
    const file = await world.disk.open('keys/keybag-officer-anar.json', 'create');
    await file.write(0, utf8('{"v":1'));
    const custody = await world.restart();
    expect(await custody.signIn(ANAR, PASSWORD)).toEqual({ kind: 'key-file-damaged' });
    expect((await custody.status()).keyFilesReadable).toBe(false);
  });

  test('a device file that names another root is refused at sign-in', async () => {
    const world = await enrolled();
    const stranger = new CustodyWorld(new MemoryDisk());
    await stranger.enrol(ANAR);
    const foreign = await stranger.disk.read('keys/device.json');
    await world.disk.remove('keys/device.json');
    const file = await world.disk.open('keys/device.json', 'create');
    await file.write(0, foreign ?? new Uint8Array());
    expect(await (await world.restart()).signIn(ANAR, PASSWORD)).toEqual({ kind: 'key-file-damaged' });
  });

  test('changing the password needs the old one', async () => {
    const { custody } = await enrolled();
    expect(await custody.changePassword('wrong password', 'a new password')).toMatchObject({
      kind: 'wrong-password',
    });
    expect(await custody.changePassword(PASSWORD, 'short')).toEqual({
      kind: 'password-too-weak',
      minLength: 10,
    });
    expect(await custody.changePassword(PASSWORD, 'a new password')).toEqual({ kind: 'changed' });
    await custody.lock();
    expect(await custody.changePassword('a new password', PASSWORD)).toEqual({ kind: 'locked' });
    expect(await custody.signIn(ANAR, 'a new password')).toMatchObject({ kind: 'signed-in' });
  });
});

describe('lock', () => {
  test('ends what works with the keys first, then nothing can be sealed, opened or signed', async () => {
    const world = await enrolled();
    const { custody } = world;
    const cipher = custody.cipher('journal');
    const sealed = cipher?.seal(utf8('x'), 'c') ?? new Uint8Array();
    await custody.lock();
    expect(world.locks).toBe(1);
    expect([custody.session(), custody.cipher('journal'), custody.sign(ANAR, utf8('x'))]).toEqual([
      null,
      null,
      null,
    ]);
    expect(() => cipher?.seal(utf8('x'), 'c')).toThrow(SessionEnded);
    expect(() => cipher?.open(sealed, 'c')).toThrow(SessionEnded);
  });

  test('S84: a revoked device opens for nobody any more, also after a restart, and erases nothing', async () => {
    const world = await enrolled();
    await world.custody.lockRevoked();
    const custody = await world.restart();
    expect((await custody.status()).isRevoked).toBe(true);
    expect(await custody.signIn(ANAR, PASSWORD)).toEqual({ kind: 'device-revoked' });
    expect(await custody.recover(ANAR, world.recoveryKey, 'a new password')).toEqual({
      kind: 'device-revoked',
    });
    expect((await custody.bags.officers()).length).toBeGreaterThan(0);
  });

  test('what one store sealed another cannot open', async () => {
    const { custody } = await enrolled();
    const sealed = custody.cipher('journal')?.seal(utf8('x'), 'c') ?? new Uint8Array();
    expect(custody.cipher('files')?.open(sealed, 'c')).toBeNull();
    expect(custody.cipher('journal')?.open(sealed, 'other')).toBeNull();
    expect(custody.cipher('journal')?.open(sealed, 'c')).toEqual(utf8('x'));
  });
});

describe('co-signing', () => {
  test('a partner signs beside the signed-in officer for 120 seconds at most', async () => {
    const world = await enrolled();
    await world.enrol(LI);
    const { custody } = world;
    expect(custody.sign(LI, utf8('x'))).toBeNull();
    expect(await custody.cosign(LI, 'wrong password')).toMatchObject({ kind: 'wrong-password' });
    expect(await custody.cosign(LI, PASSWORD)).toEqual({ kind: 'ready' });
    expect(custody.sign(LI, utf8('x'))).toHaveLength(64);
    world.timers.get(COSIGN_MS)?.();
    expect(custody.sign(LI, utf8('x'))).toBeNull();
  });

  test('ends when it is ended and at lock, and needs an open session', async () => {
    const world = await enrolled();
    await world.enrol(LI);
    const { custody } = world;
    await custody.cosign(LI, PASSWORD);
    custody.endCosign();
    expect(custody.sign(LI, utf8('x'))).toBeNull();
    await custody.cosign(LI, PASSWORD);
    await custody.lock();
    expect(custody.sign(LI, utf8('x'))).toBeNull();
    expect(await custody.cosign(LI, PASSWORD)).toEqual({ kind: 'locked' });
  });
});

describe('officers as the server last named them', () => {
  const named = { name: { zh: '甲', ug: 'ئا' }, roles: [], prefectureCode: '653100' };

  test('one who was removed loses their keys here', async () => {
    const world = await enrolled();
    await world.enrol(LI);
    await world.custody.setOfficers([{ ...named, officerId: ANAR, active: true }]);
    await world.custody.lock();
    expect(await world.custody.signIn(LI, PASSWORD)).toEqual({ kind: 'unknown-officer' });
    expect((await world.custody.status()).officers.map(({ officerId }) => officerId)).toEqual([ANAR]);
  });

  test('the signed-in one keeps theirs until lock', async () => {
    const world = await enrolled();
    await world.enrol(LI);
    const { custody } = world;
    await custody.setOfficers([
      { ...named, officerId: LI, active: true },
      { ...named, officerId: ANAR, active: false },
    ]);
    expect(custody.session()).not.toBeNull();
    await custody.lock();
    expect(await custody.signIn(ANAR, PASSWORD)).toEqual({ kind: 'unknown-officer' });
    expect(await custody.signIn(LI, PASSWORD)).toMatchObject({ kind: 'signed-in' });
  });

  test('the last keybag of the device is never removed: unsynced work stays readable', async () => {
    const world = await enrolled();
    await world.custody.setOfficers([]);
    await world.custody.lock();
    expect(await world.custody.status()).toMatchObject({ officers: [{ officerId: ANAR, active: false }] });
    expect(await world.custody.signIn(ANAR, PASSWORD)).toMatchObject({ kind: 'signed-in' });
  });
});

describe("the region's manifest", () => {
  test('only a higher version of the same root is adopted', async () => {
    const { custody, region } = await enrolled();
    const other = new CustodyWorld(new MemoryDisk()).region;
    const signed = region.manifest(2);
    expect(await custody.adoptManifest({ ...signed, body: signed.body.replace('ca-2', 'ca-3') })).toBe(false);
    expect(await custody.adoptManifest(other.manifest(2))).toBe(false);
    expect(
      await custody.adoptManifest({ ...other.manifest(2), rootPublicKey: toBase64(region.root.publicKey) }),
    ).toBe(false);
    expect(await custody.adoptManifest(region.manifest(1))).toBe(false);
    expect(await custody.adoptManifest(signed)).toBe(true);
    expect(custody.registry.manifest?.tlsCaPem).toBe('ca-2');
  });
});

describe('sealed fields', () => {
  test('an entitled officer reads what another one sealed', async () => {
    const world = await enrolled();
    await world.enrol(LI, { opensIdentities: true });
    const sealed = await world.custody.sealField('case-1', '举报人：王五');
    if (sealed.kind !== 'sealed') throw new Error(sealed.kind);
    expect(world.custody.openField(sealed.field)).toEqual({ kind: 'not-entitled' });
    await world.custody.signIn(LI, PASSWORD);
    expect(world.custody.openField(sealed.field)).toEqual({ kind: 'opened', text: '举报人：王五' });
    expect(world.custody.openField({ ...sealed.field, caseKeyId: 'case-2' })).toEqual({ kind: 'damaged' });
    expect(world.custody.openField({ sealed: 2 })).toEqual({ kind: 'damaged' });
    await world.custody.lock();
    expect(world.custody.openField(sealed.field)).toEqual({ kind: 'locked' });
  });
});
