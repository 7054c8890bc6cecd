/** Compares the two languages: same files, same keys, same placeholders, and each written in its own letters. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `namespace:key.path` → text. */
export type Texts = Map<string, string>;

export interface Locales {
  zh: Texts;
  ug: Texts;
  namespaces: Set<string>;
  problems: string[];
}

/** The letters of the Uyghur alphabet in its own code points: what looks alike but is Arabic or Persian is not there. */
const UYGHUR_LETTERS = new Set('ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي');
const UYGHUR_PUNCTUATION = new Set('،؛؟');
const ARABIC_SCRIPT = /[\u0600-\u06FF\u0750-\u077F\u0870-\u08FF\uFB50-\uFDFF\uFE70-\uFEFE]/u;
const HAN = /\p{Script=Han}/u;

/** A language is named in its own letters, whatever language the screen speaks. */
const LANGUAGE_NAMES = /中文|汉语|汉|中|ئۇيغۇرچە|ئۇيغۇر تىلى|ئۇ/g;

const PLURAL_SUFFIX = /_(zero|one|two|few|many|other)$/;
const PLURALS = { zh: ['other'], ug: ['one', 'other'] } as const;

/** Reads and compares `<base>/locales/zh-CN` and `<base>/locales/ug-CN`. */
export function readLocales(base: string): Locales {
  const problems: string[] = [];
  const zh = readLanguage(base, 'zh-CN', problems);
  const ug = readLanguage(base, 'ug-CN', problems);
  const namespaces = new Set([...zh.files, ...ug.files]);
  for (const name of namespaces) {
    if (!zh.files.has(name)) problems.push(`locales/zh-CN/${name}.json is missing`);
    if (!ug.files.has(name)) problems.push(`locales/ug-CN/${name}.json is missing`);
  }
  problems.push(...comparedKeys(zh.texts, ug.texts), ...comparedPlaceholders(zh.texts, ug.texts));
  problems.push(...lettersOfChinese(zh.texts), ...lettersOfUyghur(ug.texts, zh.texts));
  return { zh: zh.texts, ug: ug.texts, namespaces, problems };
}

/** The key as code writes it: without i18next's plural suffix. */
export function writtenKey(key: string): string {
  return key.replace(PLURAL_SUFFIX, '');
}

function readLanguage(
  base: string,
  language: string,
  problems: string[],
): { texts: Texts; files: Set<string> } {
  const folder = join(base, 'locales', language);
  const texts: Texts = new Map();
  const files = new Set<string>();
  if (!existsSync(folder)) return { texts, files };
  for (const file of globSync('**/*.json', { cwd: folder }).toSorted()) {
    const namespace = file.replaceAll('\\', '/').replace(/\.json$/, '');
    files.add(namespace);
    const where = `locales/${language}/${file}`;
    try {
      flatten(JSON.parse(readFileSync(join(folder, file), 'utf8')), `${namespace}:`, texts, problems, where);
    } catch (error) {
      problems.push(`${where}: ${(error as Error).message}`);
    }
  }
  return { texts, files };
}

function flatten(node: unknown, path: string, into: Texts, problems: string[], where: string): void {
  if (typeof node === 'string') {
    if (node.trim() === '') problems.push(`${where}: ${path} is empty`);
    if (node !== node.normalize('NFC')) problems.push(`${where}: ${path} is not in NFC`);
    into.set(path, node);
    return;
  }
  if (typeof node !== 'object' || node === null) {
    problems.push(`${where}: ${path} is neither text nor a group`);
    return;
  }
  const isArray = Array.isArray(node);
  for (const [key, child] of Object.entries(node)) {
    if (!isArray && key.includes('.'))
      problems.push(`${where}: ${path}${key} has a dot in its name: nest it`);
    flatten(child, path.endsWith(':') ? path + key : `${path}.${key}`, into, problems, where);
  }
}

function comparedKeys(zh: Texts, ug: Texts): string[] {
  const problems: string[] = [];
  const inZh = grouped(zh);
  const inUg = grouped(ug);
  for (const key of new Set([...inZh.keys(), ...inUg.keys()])) {
    const zhForms = inZh.get(key);
    const ugForms = inUg.get(key);
    if (zhForms === undefined) problems.push(`${key} is missing in zh-CN`);
    else if (ugForms === undefined) problems.push(`${key} is missing in ug-CN`);
    else problems.push(...comparedForms(key, zhForms, ugForms));
  }
  return problems;
}

function comparedForms(key: string, zh: string[], ug: string[]): string[] {
  const isPlural = zh.some((form) => form !== '') || ug.some((form) => form !== '');
  if (!isPlural) return [];
  const wrong = (language: keyof typeof PLURALS, forms: string[]) =>
    forms.toSorted().join() === PLURALS[language].join() || forms.join() === ''
      ? []
      : [
          `${key}: ${language === 'zh' ? 'zh-CN' : 'ug-CN'} has the plural forms [${forms.join(', ')}], wanted [${PLURALS[language].join(', ')}]`,
        ];
  return [...wrong('zh', zh), ...wrong('ug', ug)];
}

/** Written key → its plural forms; `['']` for a plain text. */
function grouped(texts: Texts): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const key of texts.keys()) {
    const form = PLURAL_SUFFIX.exec(key)?.[1] ?? '';
    groups.set(writtenKey(key), [...(groups.get(writtenKey(key)) ?? []), form]);
  }
  return groups;
}

function comparedPlaceholders(zh: Texts, ug: Texts): string[] {
  const problems: string[] = [];
  for (const [key, text] of ug) {
    const twin = zh.get(key) ?? zh.get(writtenKey(key)) ?? zh.get(`${writtenKey(key)}_other`);
    if (twin === undefined) continue;
    const ours = placeholders(text);
    const theirs = placeholders(twin);
    // The singular may say "one" in words.
    const same = key.endsWith('_one') ? isSubset(ours, theirs) : ours.join() === theirs.join();
    if (!same)
      problems.push(`${key}: placeholders differ: zh-CN [${theirs.join(', ')}], ug-CN [${ours.join(', ')}]`);
  }
  return problems;
}

function isSubset(part: string[], whole: string[]): boolean {
  return part.every((name) => whole.includes(name));
}

function placeholders(text: string): string[] {
  const values = [...text.matchAll(/\{\{\s*([^}]+?)\s*\}\}/g)].map((match) => `{{${match[1] ?? ''}}}`);
  const tags = [...text.matchAll(/<\/?\w+\s*\/?>/g)].map((match) => match[0]);
  const broken = text.replaceAll(/\{\{[^{}]+\}\}/g, '').match(/[{}]/g) ?? [];
  return [...new Set([...values, ...tags, ...broken])].toSorted();
}

function lettersOfChinese(zh: Texts): string[] {
  return [...zh]
    .filter(([, text]) => ARABIC_SCRIPT.test(text.replaceAll(LANGUAGE_NAMES, '')))
    .map(([key, text]) => `${key}: Arabic letters in zh-CN: ${text}`);
}

function lettersOfUyghur(ug: Texts, zh: Texts): string[] {
  const problems: string[] = [];
  for (const [key, text] of ug) {
    for (const char of new Set(text)) {
      if (!ARABIC_SCRIPT.test(char) || UYGHUR_LETTERS.has(char) || UYGHUR_PUNCTUATION.has(char)) continue;
      problems.push(`${key}: ${codePoint(char)} is not a letter of Uyghur: ${text}`);
    }
    const bare = text.replaceAll(LANGUAGE_NAMES, '');
    if (HAN.test(bare) && zh.get(key) === text) problems.push(`${key}: not translated in ug-CN: ${text}`);
  }
  return problems;
}

function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
