import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../../lib/paths.ts';

export type Language = 'zh-CN' | 'ug-CN';

/** The words on screen by their key (`enrolment:code.look`), so that the driver finds things as a person reads them. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export function wordsOf(language: Language): Words {
  const files = new Map<string, unknown>();
  return (key, values = {}) => {
    const [namespace = '', path = ''] = key.split(':');
    if (!files.has(namespace))
      files.set(
        namespace,
        JSON.parse(readFileSync(join(rootDir, 'locales', language, `${namespace}.json`), 'utf8')),
      );
    const found = at(files.get(namespace), path) ?? at(files.get(namespace), `${path}_other`);
    if (found === null) throw new Error(`no words for ${key} in ${language}`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
  };
}

function at(tree: unknown, path: string): string | null {
  let node = tree;
  for (const step of path.split('.')) {
    if (typeof node !== 'object' || node === null) return null;
    node = (node as Record<string, unknown>)[step];
  }
  return typeof node === 'string' ? node : null;
}
