import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../shared/protocol/catalogue.ts';
import { rootDir } from '../lib/paths.ts';

type Tree = { readonly [key: string]: string | Tree };

/** `docs/errors.md` as text, from the catalogue and its words. */
export function errorsText(): string {
  const [zh, ug] = [words('zh-CN'), words('ug-CN')];
  const rows = [...catalogue].map(([kind, { code, who, cause, next, can }]) => {
    const steps = next.map((step) => text(zh, `next.${step}`)).join(' ');
    const key = cause.replace('errors:', '');
    return `| ${code} | \`${kind}\` | ${who} | ${text(zh, key)} | ${text(ug, key)} | ${steps} | ${can.join(', ')} |`;
  });
  return [
    '# What may keep an act from being delivered',
    '',
    'Made by `node scripts/docs/errors.ts` from `shared/protocol/catalogue.ts` and `locales/*/errors.json`; do not edit. An officer reads',
    'the code out on the telephone. "acts": who must do something before it goes on. "can": what the officer can do about the act.',
    '',
    '| code | kind | acts | cause | سەۋەب | next | can |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function words(language: string): Tree {
  return JSON.parse(readFileSync(join(rootDir, 'locales', language, 'errors.json'), 'utf8')) as Tree;
}

function text(tree: Tree, path: string): string {
  let node: string | Tree | undefined = tree;
  for (const step of path.split('.')) node = typeof node === 'object' ? node[step] : undefined;
  return typeof node === 'string' ? node : '';
}

if (import.meta.main) writeFileSync(join(rootDir, 'docs/errors.md'), errorsText());
