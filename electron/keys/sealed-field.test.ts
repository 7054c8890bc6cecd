import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../shared/lib/bytes.ts';
import { SealedField } from '../../shared/protocol/sealed-field.ts';
import { newKeyPair } from './key-pairs.ts';
import { openField, sealField } from './sealed-field.ts';

const prefecture = newKeyPair('x25519');
const caseKey = new Uint8Array(32).fill(9);

describe('sealed field', () => {
  test('any text comes back for the prefecture, and the field fits the wire', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const field = sealField(text, 'case-1', caseKey, prefecture.publicKey);
        expect(SealedField.parse(field)).toEqual(field);
        expect(openField(field, prefecture.privateKey)).toBe(text);
      }),
      { numRuns: 50 },
    ));

  test('another prefecture reads nothing', () => {
    const field = sealField('王五', 'case-1', caseKey, prefecture.publicKey);
    expect(openField(field, newKeyPair('x25519').privateKey)).toBeNull();
  });

  test('any changed byte is refused', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('ephemeral' as const, 'wrappedKey' as const, 'box' as const),
        fc.nat(200),
        (part, at) => {
          const field = sealField('王五 13900000000', 'case-1', caseKey, prefecture.publicKey);
          const bytes = fromBase64(field[part]);
          // The top bit of an X25519 key is ignored by definition (RFC 7748): any other one changes it.
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
          expect(openField({ ...field, [part]: toBase64(bytes) }, prefecture.privateKey)).toBeNull();
        },
      ),
      { numRuns: 50 },
    ));

  test('short texts of different lengths look alike', () => {
    const sizes = ['', '王', '王五，喀什市人民东路', 'x'.repeat(63)].map(
      (text) => sealField(text, 'c', caseKey, prefecture.publicKey).box.length,
    );
    expect(new Set(sizes).size).toBe(1);
    expect(sealField('x'.repeat(64), 'c', caseKey, prefecture.publicKey).box.length).toBeGreaterThan(
      sizes[0] ?? 0,
    );
  });
});
