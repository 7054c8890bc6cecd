import { readFileSync } from 'node:fs';
import { createInstance, type FormatterModule, type TFunction } from 'i18next';
import { isolateValue } from '../../../shared/lib/isolate-value.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';

export const LANGUAGES = ['zh-CN', 'ug-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

const NAMESPACES = ['console', 'acts', 'errors', 'org'] as const;

/** The words of one language, with everything a page says in it. */
export interface Words {
  readonly language: Language;
  readonly t: TFunction;
  /** The text of a key put together at run time, or of `fallback` when there is none. */
  known(key: string, fallback: string, details?: Readonly<Record<string, unknown>>): string;
  pick(words: Bilingual): string;
}

/** Every value put into a sentence keeps its own direction. */
const isolating: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'string' || typeof value === 'number' ? isolateValue(String(value), language ?? '') : '',
};

/** Reads both languages once. */
export async function openWords(): Promise<(language: Language) => Words> {
  const instance = createInstance();
  const resources = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      Object.fromEntries(NAMESPACES.map((name) => [name, readNamespace(language, name)])),
    ]),
  );
  await instance.use(isolating).init({
    lng: 'zh-CN',
    fallbackLng: false,
    supportedLngs: [...LANGUAGES],
    ns: [...NAMESPACES],
    defaultNS: 'console',
    resources,
    // Pages escape when they are put together (html.ts).
    interpolation: { escapeValue: false, alwaysFormat: true },
  });
  return (language) => {
    const t = instance.getFixedT(language);
    return {
      language,
      t,
      known: (key, fallback, details = {}) =>
        t(instance.exists(key, { lng: language }) ? key : fallback, details),
      pick: (words) => (language === 'ug-CN' ? words.ug : words.zh),
    };
  };
}

function readNamespace(language: Language, name: string): Record<string, unknown> {
  const url = new URL(`../../../locales/${language}/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}
