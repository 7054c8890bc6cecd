import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../lib/paths.ts';

interface Term {
  readonly key: string;
  readonly zh: string;
  readonly ug: string;
  readonly en: string;
  readonly verified: boolean;
  readonly note?: string;
}

/** The code's own words: what they mean in the field, and where they are defined. */
const CODE_TERMS: readonly (readonly [word: string, field: string, meaning: string])[] = [
  ['act, mutation', '操作', 'one named, signed step of an officer; the unit of log, push and receipt'],
  ['log', '操作日志', 'the gapless chain of acts of one device; `shared/protocol/chain.ts`'],
  ['outbox', '待上传', 'acts of this device with their states; `shared/schema/schema.ts`'],
  ['lane', '主记录', 'the record an act is about; a refused act holds only later acts of its lane'],
  ['receipt', '回执', 'the region’s signed answer to a range of acts; `shared/protocol/receipt.ts`'],
  ['replay set', '待合并操作', 'own acts the server has not run yet; they run again on every new base'],
  ['base, confirmed copy', '已确认数据', 'a record as the server last gave it'],
  ['scope', '数据范围', 'prefecture × compartment: what a device may pull'],
  ['compartment', '保密分区', 'a class of records with its own keys and feed'],
  ['epoch', '服务器世代', 'changes when a server was restored; cursors of another epoch start anew'],
  ['held', '待确认', 'recorded at the server and not run, for a named reason'],
  ['seal', '封存', 'closes a visit after both officers signed the same content'],
];

/** `docs/glossary.md` as text, from the published terms and the list above. */
export function glossaryText(): string {
  const terms = JSON.parse(
    readFileSync(join(rootDir, 'resources/domain/glossary.json'), 'utf8'),
  ) as readonly Term[];
  const rows = terms.map(
    ({ zh, ug, en, verified, note }) =>
      `| ${zh} | ${ug} | ${en} | ${verified ? 'yes' : ''} | ${note ?? ''} |`,
  );
  return [
    '# Glossary',
    '',
    'Made by `node scripts/docs/glossary.ts` from `resources/domain/glossary.json`; do not edit. Terms without "checked" were not',
    'found in a published bilingual text and need an official translator.',
    '',
    '## Words of the code',
    '',
    '| word | field | meaning |',
    '| --- | --- | --- |',
    ...CODE_TERMS.map((row) => `| ${row.join(' | ')} |`),
    '',
    '## Words of the field',
    '',
    '| Chinese | Uyghur | English | checked | note |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

if (import.meta.main) writeFileSync(join(rootDir, 'docs/glossary.md'), glossaryText());
