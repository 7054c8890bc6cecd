import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLocales } from './locale-files.ts';
import { usageProblems } from './locale-usage.ts';

let base = '';
beforeEach(() => (base = mkdtempSync(join(tmpdir(), 'locale-parity-'))));
afterEach(() => rmSync(base, { recursive: true, force: true }));

function plant(files: Record<string, unknown>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

function twins(zh: unknown, ug: unknown): string[] {
  plant({ 'locales/zh-CN/a.json': zh, 'locales/ug-CN/a.json': ug });
  return readLocales(base).problems;
}

function used(code: string, file = 'renderer/app/x.tsx'): string[] {
  plant({
    'locales/zh-CN/a.json': { visit: { sign: '签名', open: '打开' }, items_other: '{{count}} 项' },
    'locales/ug-CN/a.json': {
      visit: { sign: 'ئىمزا', open: 'ئېچىش' },
      items_one: 'بىر تۈر',
      items_other: '{{count}} تۈر',
    },
    [file]: code,
  });
  const locales = readLocales(base);
  expect(locales.problems).toEqual([]);
  return usageProblems(base, locales);
}

const allKeys = "t('a:visit.sign'); t('a:visit.open'); t('a:items', { count: 2 });\n";

test('equal twins are fine, plural forms included', () => {
  expect(
    twins(
      { n_other: '{{count}} 项', b: ['一', '二'] },
      { n_one: 'بىر', n_other: '{{count}} تۈر', b: ['بىر', 'ئىككى'] },
    ),
  ).toEqual([]);
});

test('a file without its twin is named', () => {
  plant({ 'locales/zh-CN/a.json': {}, 'locales/ug-CN/b.json': {} });
  expect(readLocales(base).problems).toEqual([
    'locales/ug-CN/a.json is missing',
    'locales/zh-CN/b.json is missing',
  ]);
});

test.each([
  ['a missing key', { x: '一', y: '二' }, { x: 'بىر' }, 'a:y is missing in ug-CN'],
  ['an empty value', { x: '一' }, { x: ' ' }, 'locales/ug-CN/a.json: a:x is empty'],
  [
    'another placeholder',
    { x: '{{n}} 项' },
    { x: '{{m}} تۈر' },
    'a:x: placeholders differ: zh-CN [{{n}}], ug-CN [{{m}}]',
  ],
  [
    'a broken placeholder',
    { x: '{{n}} 项' },
    { x: '{{n} تۈر' },
    'a:x: placeholders differ: zh-CN [{{n}}], ug-CN [{, }]',
  ],
  [
    'a missing plural form',
    { x_other: '项' },
    { x_other: 'تۈر' },
    'a:x: ug-CN has the plural forms [other], wanted [one, other]',
  ],
  ['Arabic heh', { x: '一' }, { x: 'هەر' }, 'a:x: U+0647 is not a letter of Uyghur: هەر'],
  ['Persian yeh', { x: '一' }, { x: 'بیر' }, 'a:x: U+06CC is not a letter of Uyghur: بیر'],
  ['Persian kaf', { x: '一' }, { x: 'کىم' }, 'a:x: U+06A9 is not a letter of Uyghur: کىم'],
  ['a presentation form', { x: '一' }, { x: 'ﺑىر' }, 'a:x: U+FE91 is not a letter of Uyghur: ﺑىر'],
  ['Arabic letters in Chinese', { x: '一بىر' }, { x: 'بىر' }, 'a:x: Arabic letters in zh-CN: 一بىر'],
  ['an untranslated text', { x: '签名' }, { x: '签名' }, 'a:x: not translated in ug-CN: 签名'],
])('%s is found', (_what, zh, ug, problem) => {
  expect(twins(zh, ug)).toEqual([problem]);
});

test('a language may be named in its own letters', () => {
  expect(twins({ zh: '中文', ug: 'ئۇيغۇرچە' }, { zh: '中文', ug: 'ئۇيغۇرچە' })).toEqual([]);
});

test('keys are used with a namespace, with useTranslation, or as data', () => {
  expect(used(allKeys)).toEqual([]);
  expect(
    used("const { t } = useTranslation('a'); t('visit.sign'); t(late ? 'visit.open' : 'items');\n"),
  ).toEqual([]);
  expect(
    used("const key = 'a:visit.sign'; const other = 'a:items'; <Trans i18nKey=\"a:visit.open\" />;\n"),
  ).toEqual([]);
});

test('an unknown key is found where it is written', () => {
  expect(used(`${allKeys}t('a:visit.gone');\n`)).toEqual([
    'renderer/app/x.tsx:2: no such text: a:visit.gone',
  ]);
});

test('an unused text is found', () => {
  expect(used("t('a:visit.sign'); t('a:items');\n")).toEqual(['a:visit.open is used nowhere']);
});

test('keys made at run time need an announcement', () => {
  const code = "t('a:items'); t(`a:visit.${name}`);\n";
  expect(used(code)).toContain(
    "renderer/app/x.tsx:1: key made at run time ('a:visit.…'): announce it with // i18n-dynamic: <namespace>:<prefix>.*",
  );
  expect(used(`// i18n-dynamic: a:visit.*\n${code}`)).toEqual([]);
  expect(used("// i18n-dynamic: a:*.sign\nt('a:items'); t('a:visit.open'); t(`a:${name}.sign`);\n")).toEqual(
    [],
  );
  expect(used("// i18n-dynamic: a:visit.*\nt('a:items'); const prefix = 'a:visit.';\n")).toEqual([]);
  expect(used(`${allKeys}// i18n-dynamic: a:gone.*\n`)).toEqual(['i18n-dynamic: a:gone.* matches no text']);
});

test('text in code is found in components and in the renderer, unless the file is data', () => {
  expect(used(`${allKeys}const x = <p>签名</p>;\n`)).toEqual(['renderer/app/x.tsx:2: text in code: 签名']);
  expect(used(`${allKeys}const x = 'ئىمزا';\n`, 'renderer/data/y.ts')).toContain(
    'renderer/data/y.ts:2: text in code: ئىمزا',
  );
  rmSync(join(base, 'renderer'), { recursive: true });
  expect(
    used(`// i18n-data: month names\n${allKeys}const x = 'ئىمزا';\n// 注释`, 'renderer/data/y.ts'),
  ).toEqual([]);
});
