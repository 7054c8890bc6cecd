import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatEnrolmentCode,
  newEnrolmentSecret,
  parseEnrolmentCode,
  rootFingerprint,
} from './enrolment-code.ts';

const code = {
  secret: newEnrolmentSecret({ bytes: (n) => new Uint8Array(n).fill(7) }),
  rootFingerprint: rootFingerprint(new Uint8Array(32).fill(9)),
};

test('a code reads back however it is typed: small letters, spaces, O for 0, l for 1', () => {
  const typed = formatEnrolmentCode(code)
    .toLowerCase()
    .replaceAll('-', ' ')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l');
  expect(parseEnrolmentCode(typed)).toEqual({ ok: true, value: code });
});

test('one wrong symbol is nearly always caught by the check symbol, before the server is asked', () => {
  const text = formatEnrolmentCode(code).replaceAll('-', '');
  let missed = 0;
  let tried = 0;
  for (let at = 0; at < text.length; at++) {
    for (const symbol of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
      if (symbol === text[at]) continue;
      tried += 1;
      const parsed = parseEnrolmentCode(text.slice(0, at) + symbol + text.slice(at + 1));
      if (parsed.ok) missed += 1;
    }
  }
  expect(missed / tried).toBeLessThan(0.06);
});

test('any text is either a code or a named problem, never a crash', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      expect(['enrolment-code-mistyped', undefined]).toContain(parse(typed));
    }),
  );
});

function parse(typed: string): string | undefined {
  const parsed = parseEnrolmentCode(typed);
  return parsed.ok ? undefined : parsed.error.kind;
}
