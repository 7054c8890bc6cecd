import { createInstance, type FormatterModule, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../platform/facts.ts';
import { isolateValue } from '../../shared/lib/isolate-value.ts';

type Words = { readonly [key: string]: string | Words };

const files = import.meta.glob<Words>('../../locales/*/*.json', { eager: true, import: 'default' });

/** Every language and namespace, bundled: switching the language asks nobody. */
function resources(): Resource {
  const all: Resource = {};
  for (const [path, words] of Object.entries(files)) {
    const [language, file] = path.split('/').slice(-2);
    if (language && file) (all[language] ??= {})[file.replace(/\.json$/, '')] = words;
  }
  return all;
}

/** Every value put into a sentence passes here; i18next's own number and date formats know no Uyghur and are not used. */
const isolating: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'string' || typeof value === 'number' ? isolateValue(String(value), language ?? '') : '',
};

/** The words of the interface. Values put into Uyghur sentences are isolated, so that codes and dates keep their order. */
export async function startI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  const all = resources();
  await instance
    .use(isolating)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      supportedLngs: ['zh-CN', 'ug-CN'],
      ns: Object.keys(all['zh-CN'] ?? {}),
      defaultNS: 'app',
      resources: all,
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
  return instance;
}
