import { concat, fromBase64, fromUtf8, toBase64, utf8 } from '../../shared/lib/bytes.ts';
import type { SealedField } from '../../shared/protocol/sealed-field.ts';
import { deriveKey, open, seal } from './aead.ts';
import { newKeyPair, publicKeyOf, sharedSecret } from './key-pairs.ts';

/** Lengths of names and telephone numbers must not show: plain text fills whole blocks of this size. */
const BLOCK_BYTES = 64;
/** Marks the end of the text before the zeros (ISO/IEC 7816-4). */
const END_MARK = 0x80;

/** Seals a text so that only holders of the prefecture's private key read it; `caseKey` is 32 bytes, one per case. */
export function sealField(
  text: string,
  caseKeyId: string,
  caseKey: Uint8Array,
  prefecturePublic: Uint8Array,
): SealedField {
  const ephemeral = newKeyPair('x25519');
  const wrapKey = wrapKeyOf(ephemeral.privateKey, prefecturePublic, ephemeral.publicKey, prefecturePublic);
  ephemeral.privateKey.fill(0);
  if (wrapKey === null) throw new Error('the prefecture key is no X25519 key');
  return {
    sealed: 1,
    caseKeyId,
    ephemeral: toBase64(ephemeral.publicKey),
    wrappedKey: toBase64(seal(wrapKey, caseKey, `jd-case-key-1|${caseKeyId}`)),
    box: toBase64(seal(caseKey, padded(utf8(text)), `jd-sealed-field-1|${caseKeyId}`)),
  };
}

/** Null when the field was sealed to another prefecture or was changed. */
export function openField(field: SealedField, prefecturePrivate: Uint8Array): string | null {
  const ephemeral = fromBase64(field.ephemeral);
  const wrapKey = wrapKeyOf(
    prefecturePrivate,
    ephemeral,
    ephemeral,
    publicKeyOf('x25519', prefecturePrivate),
  );
  const caseKey =
    wrapKey === null ? null : open(wrapKey, fromBase64(field.wrappedKey), `jd-case-key-1|${field.caseKeyId}`);
  const plain =
    caseKey === null ? null : open(caseKey, fromBase64(field.box), `jd-sealed-field-1|${field.caseKeyId}`);
  caseKey?.fill(0);
  const end = plain?.lastIndexOf(END_MARK) ?? -1;
  return plain === null || end === -1 ? null : fromUtf8(plain.subarray(0, end));
}

function wrapKeyOf(
  privateKey: Uint8Array,
  other: Uint8Array,
  ephemeral: Uint8Array,
  recipient: Uint8Array,
): Uint8Array | null {
  const secret = sharedSecret(privateKey, other);
  return secret === null ? null : deriveKey(secret, concat(ephemeral, recipient), 'jd-case-key-wrap-1');
}

function padded(text: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil((text.length + 1) / BLOCK_BYTES) * BLOCK_BYTES);
  whole.set(text);
  whole[text.length] = END_MARK;
  return whole;
}
