import type { z } from 'zod';
import { assert } from '../../../shared/lib/assert.ts';
import { fromBase64, toBase64 } from '../../../shared/lib/bytes.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import type { PrefectureRow } from '../../store/tables.ts';
import { generatePrivateKey, publicKeyOf, rawPrivateKey } from '../trust/keys.ts';
import { openBox, sealBox } from '../trust/storage-box.ts';
import type { Office } from './commands.ts';

/** A new office with a fresh key pair: identities are sealed to the public half, the private half is wrapped here. */
export function newOffice(
  storageKey: Uint8Array,
  office: { readonly code: string; readonly name: Bilingual; readonly bureau: Bilingual },
): z.infer<typeof Office> {
  const key = generatePrivateKey('x25519');
  const wrapped = sealBox(storageKey, rawPrivateKey(key), placeOf(office.code));
  return {
    kind: 'office',
    ...office,
    sealingPublic: publicKeyOf(key),
    sealingPrivateWrapped: toBase64(wrapped),
  };
}

/** The 32 raw bytes of a prefecture's private sealing key. Throws when the storage key is not the one it was made with. */
export function prefecturePrivateKey(storageKey: Uint8Array, row: PrefectureRow): Uint8Array {
  const key = openBox(storageKey, fromBase64(row.sealing_private_wrapped), placeOf(row.code));
  assert(key !== null, 'the storage key opens the prefecture keys');
  return key;
}

function placeOf(code: string): string {
  return `prefecture|${code}`;
}
