import { epochMsOf, instantOf, type Instant } from '../lib/dates.ts';
import { Malformed, type Allowance, type ByteReader, type ByteWriter } from './packed-bytes.ts';
import { type EarlierInts, readInts, writeInts } from './packed-ints.ts';
import type { TokenList } from './packed-tokens.ts';

// A column of texts. All of them moments: numbers. Else each is taken apart at the marks that join ids (`visit:item`,
// `log:12`), and its parts go into columns of their own: what two columns share is then the same numbers in both.

const FORM = { moments: 0, parts: 1 } as const;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const COMPOUND = /^[A-Za-z0-9._-]+(?:[:@][A-Za-z0-9._-]+)+$/;
const PLAIN_NUMBER = /^(?:0|[1-9]\d{0,13})$/;
const [FIRST_MS, LAST_MS] = [-62_167_219_200_000, 253_402_300_799_999];
const LONGEST_COMPOUND = 200;
const MOST_PARTS = 100;

export function writeStrings(
  out: ByteWriter,
  values: readonly string[],
  tokens: TokenList,
  earlier: EarlierInts,
): void {
  if (values.length === 0) return;
  if (values.every(isMoment)) {
    out.byte(FORM.moments);
    return writeInts(
      out,
      values.map((value) => epochMsOf(value as Instant)),
      earlier,
    );
  }
  out.byte(FORM.parts);
  const split = values.map(partsOf);
  writeInts(
    out,
    split.map(({ pattern }) => tokens.numberOf(pattern)),
    earlier,
  );
  const longest = Math.max(...new Set(split.map(({ parts }) => parts.length)));
  for (let place = 0; place < longest; place++) {
    const here = split.filter(({ parts }) => parts.length > place);
    for (const kind of ['t', 'n'] as const) {
      const ofKind = here.filter(({ pattern }) => kindAt(pattern, place) === kind);
      const numbers = ofKind.map(({ parts }) => {
        const part = parts[place] ?? '';
        return kind === 'n' ? Number(part) : tokens.numberOf(part);
      });
      writeInts(out, numbers, earlier);
    }
  }
}

export function readStrings(
  source: ByteReader,
  count: number,
  tokens: readonly string[],
  earlier: EarlierInts,
  allowance: Allowance,
): readonly string[] {
  if (count === 0) return [];
  const form = source.byte();
  if (form === FORM.moments) return readInts(source, count, earlier, allowance).map(momentOf);
  if (form !== FORM.parts) throw new Malformed('strings');
  const tokenAt = (number: number): string => tokens[number] ?? malformed('token');
  const patterns = readInts(source, count, earlier, allowance).map((number) =>
    checkedPattern(tokenAt(number)),
  );
  const texts = patterns.map(() => '');
  const longest = Math.max(...new Set(patterns.map((pattern) => partCount(pattern))));
  for (let place = 0; place < longest; place++) {
    const here = [...patterns.keys()].filter((i) => partCount(patterns[i] ?? '') > place);
    for (const kind of ['t', 'n'] as const) {
      const ofKind = here.filter((i) => kindAt(patterns[i] ?? '', place) === kind);
      const numbers = readInts(source, ofKind.length, earlier, allowance);
      for (const [at, i] of ofKind.entries()) {
        const number = numbers[at] ?? 0;
        const mark = place === 0 ? '' : (patterns[i] ?? '').charAt(place * 2 - 1);
        const part = kind === 'n' ? String(number) : tokenAt(number);
        allowance.take(part.length);
        texts[i] = `${texts[i] ?? ''}${mark}${part}`;
      }
    }
  }
  return texts;
}

/** `t` a token, `n` a number, with the marks between them: `t:n`. */
interface Split {
  readonly pattern: string;
  readonly parts: readonly string[];
}

function partsOf(value: string): Split {
  if (value.length > LONGEST_COMPOUND || !COMPOUND.test(value)) return { pattern: 't', parts: [value] };
  const parts = value.split(/[:@]/);
  if (parts.length > MOST_PARTS) return { pattern: 't', parts: [value] };
  let pattern = '';
  let at = 0;
  for (const part of parts) {
    pattern += (at === 0 ? '' : value.charAt(at - 1)) + (PLAIN_NUMBER.test(part) ? 'n' : 't');
    at += part.length + 1;
  }
  return { pattern, parts };
}

function partCount(pattern: string): number {
  return (pattern.length + 1) / 2;
}

function kindAt(pattern: string, place: number): string {
  return pattern.charAt(place * 2);
}

function checkedPattern(pattern: string): string {
  if (pattern.length >= MOST_PARTS * 2 || !/^[tn](?:[:@][tn])*$/.test(pattern))
    throw new Malformed('pattern');
  return pattern;
}

function isMoment(value: string): boolean {
  if (!INSTANT.test(value)) return false;
  const ms = epochMsOf(value as Instant);
  return ms >= FIRST_MS && ms <= LAST_MS && instantOf(ms) === value;
}

function momentOf(ms: number): string {
  if (ms < FIRST_MS || ms > LAST_MS) throw new Malformed('moment');
  return instantOf(ms);
}

function malformed(reason: string): never {
  throw new Malformed(reason);
}
