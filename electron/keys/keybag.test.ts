import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../shared/lib/bytes.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { CHEAP, TestKeystore } from '../../test/support/custody-world.ts';
import { decodeBag, encodeBag, wipeBag, type Bag } from './bag.ts';
import {
  createKeybag,
  openWithPassword,
  openWithRecoveryKey,
  rebindPassword,
  type KeybagFile,
  type KeybagTools,
} from './keybag.ts';
import { nodeRandom } from './node-random.ts';
import { newRecoveryKey, parseRecoveryKey } from './recovery-key.ts';

const officerId = 'officer-anar' as OfficerId;
const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Uint8Array.from(bytes));
const bags: fc.Arbitrary<Bag> = fc.record({
  dataKey: key,
  officerSigning: key,
  officerSealing: key,
  deviceSigning: key,
  deviceSealing: key,
  rootPublicKey: key,
  prefectureSealing: key,
  wrappedPrefectureKey: fc.option(
    fc.uint8Array({ minLength: 92, maxLength: 92 }).map((bytes) => Uint8Array.from(bytes)),
  ),
  compartments: fc
    .dictionary(fc.constantFrom('identity', 'interference', 'blind-review'), key)
    .map((entries) => new Map(Object.entries(entries))),
});
const passwords = fc.string({ unit: 'grapheme', minLength: 10, maxLength: 30 });

function tools(kind: 'real' | 'none'): KeybagTools & { keystore: TestKeystore } {
  return { random: nodeRandom, keystore: new TestKeystore(kind), cost: CHEAP };
}

function aBag(): Bag {
  const [bag] = fc.sample(bags, 1);
  if (bag === undefined) throw new Error('no sample');
  return bag;
}

async function aKeybag(kind: 'real' | 'none', password: string) {
  const parts = tools(kind);
  const bag = aBag();
  const recoveryKey = newRecoveryKey(nodeRandom);
  const { file, bagKey } = await createKeybag(parts, officerId, bag, password, recoveryKey);
  return { parts, bag, recoveryKey, file, bagKey };
}

describe('keybag', () => {
  test('what goes in comes out, with the password and with the recovery key', () =>
    fc.assert(
      fc.asyncProperty(
        bags,
        passwords,
        fc.constantFrom('real' as const, 'none' as const),
        async (bag, password, kind) => {
          const parts = tools(kind);
          const recoveryKey = newRecoveryKey(nodeRandom);
          const { file } = await createKeybag(parts, officerId, bag, password, recoveryKey);
          expect(await openWithPassword(parts, file, password)).toMatchObject({
            kind: 'opened',
            opened: { bag },
          });
          expect(openWithRecoveryKey(file, recoveryKey)).toMatchObject({ kind: 'opened', opened: { bag } });
        },
      ),
      { numRuns: 40 },
    ));

  test('another password opens nothing', () =>
    fc.assert(
      fc.asyncProperty(passwords, passwords, async (right, wrong) => {
        fc.pre(right.normalize('NFC') !== wrong.normalize('NFC'));
        const { parts, file } = await aKeybag('real', right);
        expect(await openWithPassword(parts, file, wrong)).toEqual({ kind: 'wrong-secret' });
      }),
      { numRuns: 20 },
    ));

  test('the same password typed in another Unicode form opens', async () => {
    const { parts, file } = await aKeybag('none', 'Grüße-aus-Ürümqi'.normalize('NFC'));
    expect((await openWithPassword(parts, file, 'Grüße-aus-Ürümqi'.normalize('NFD'))).kind).toBe('opened');
  });

  test('without the keystore the password alone opens nothing, the recovery key does', async () => {
    const { parts, file, recoveryKey } = await aKeybag('real', 'long enough');
    parts.keystore.lose();
    expect(await openWithPassword(parts, file, 'long enough')).toEqual({ kind: 'keystore-lost' });
    expect(openWithRecoveryKey(file, recoveryKey).kind).toBe('opened');
  });

  test('the keystore of another machine opens nothing', async () => {
    const { file } = await aKeybag('real', 'long enough');
    const other = tools('real');
    other.keystore.protect = (secret) => secret;
    other.keystore.reveal = (blob) => Uint8Array.from(blob);
    expect(await openWithPassword(other, file, 'long enough')).toEqual({ kind: 'wrong-secret' });
  });

  test('a keybag rewritten to need no keystore, or less work, does not open', async () => {
    const { parts, file } = await aKeybag('real', 'long enough');
    const weaker: KeybagFile[] = [
      { ...file, keystore: null },
      { ...file, kdf: { ...file.kdf, iterations: file.kdf.iterations + 1 } },
    ];
    for (const changed of weaker)
      expect(await openWithPassword(parts, changed, 'long enough')).toEqual({ kind: 'wrong-secret' });
  });

  test('any changed byte of a wrap or of the bag is refused', async () => {
    const { parts, file, recoveryKey } = await aKeybag('real', 'long enough');
    const flipped = (text: string, at: number): string => {
      const bytes = fromBase64(text);
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
      return toBase64(bytes);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('passwordWrap' as const, 'recoveryWrap' as const, 'bag' as const),
        fc.nat(500),
        async (part, at) => {
          const changed = { ...file, [part]: flipped(file[part], at) };
          const byPassword = (await openWithPassword(parts, changed, 'long enough')).kind;
          const byRecovery = openWithRecoveryKey(changed, recoveryKey).kind;
          expect({ byPassword, byRecovery }).toEqual({
            byPassword: part === 'bag' ? 'damaged' : part === 'passwordWrap' ? 'wrong-secret' : 'opened',
            byRecovery: part === 'bag' ? 'damaged' : part === 'recoveryWrap' ? 'wrong-secret' : 'opened',
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('one officer cannot use the file of another', async () => {
    const { parts, file, recoveryKey } = await aKeybag('real', 'long enough');
    const renamed = { ...file, officerId: 'officer-li' as OfficerId };
    expect(await openWithPassword(parts, renamed, 'long enough')).toEqual({ kind: 'wrong-secret' });
    expect(openWithRecoveryKey(renamed, recoveryKey)).toEqual({ kind: 'wrong-secret' });
  });

  test('after a change of password only the new one opens, and the printed recovery key still does', async () => {
    const { parts, file, bagKey, recoveryKey } = await aKeybag('real', 'long enough');
    const changed = await rebindPassword(parts, file, bagKey, 'another one');
    expect((await openWithPassword(parts, changed, 'another one')).kind).toBe('opened');
    expect(await openWithPassword(parts, changed, 'long enough')).toEqual({ kind: 'wrong-secret' });
    expect(openWithRecoveryKey(changed, recoveryKey).kind).toBe('opened');
  });

  test('no key stands readable in the file', async () => {
    const { file, bag, bagKey } = await aKeybag('real', 'long enough');
    const text = JSON.stringify(file);
    for (const secret of [bag.dataKey, bag.officerSigning, bag.deviceSigning, bagKey])
      expect(text).not.toContain(toBase64(secret).slice(0, 40));
  });
});

describe('bag', () => {
  test('a bag reads back as it was written', () =>
    fc.assert(
      fc.property(bags, (bag) => {
        expect(decodeBag(encodeBag(bag))).toEqual(bag);
      }),
    ));

  test('a cut bag is none', () => {
    const bytes = encodeBag(aBag());
    for (let length = 0; length < 250; length++) expect(decodeBag(bytes.subarray(0, length))).toBeNull();
  });

  test('a wiped bag holds nothing but zeros', () => {
    const bag = aBag();
    wipeBag(bag);
    const keys = [
      bag.dataKey,
      bag.officerSigning,
      bag.officerSealing,
      bag.deviceSigning,
      bag.deviceSealing,
      ...bag.compartments.values(),
    ];
    for (const bytes of keys) expect(bytes.every((byte) => byte === 0)).toBe(true);
  });
});

describe('recovery key', () => {
  test('is read in lower case, without dashes and with confused letters', () => {
    const printed = newRecoveryKey(nodeRandom);
    const typed = printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(parseRecoveryKey(typed)).toEqual(parseRecoveryKey(printed));
    expect(printed).toMatch(/^([0-9A-Z]{4}-){8}[0-9A-Z]$/);
  });

  test('a mistyped symbol is mostly noticed before anything is tried', () => {
    const printed = newRecoveryKey(nodeRandom);
    const wrong = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
      .map((symbol) => symbol + printed.slice(1))
      .filter((text) => text !== printed);
    expect(wrong.filter((text) => parseRecoveryKey(text) !== null).length).toBeLessThan(8);
  });
});
