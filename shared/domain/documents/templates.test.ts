import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Facts } from './facts.ts';
import { missingFacts } from './missing.ts';
import { render, type Line, type Paper } from './render.ts';
import { textOf } from './slots.ts';
import { DocumentTemplate } from './template.ts';

const FOLDER = join(import.meta.dirname, '../../../resources/domain/documents');
const templates = readdirSync(FOLDER).map((name) =>
  DocumentTemplate.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))),
);

/** A value of its own for every fact, so that each is found again in both languages. */
function factsFor(template: DocumentTemplate): Facts {
  const cell = (name: string, kind: string): Facts[string] =>
    kind === 'words'
      ? { zh: `值${name}`, ug: `قىممەت${name}` }
      : kind === 'date'
        ? '2026-11-24'
        : `v-${name}`;
  const facts = Object.entries(template.facts).map(([name, { kind, columns }]): [string, Facts[string]] => {
    if (kind !== 'rows') return [name, cell(name, kind)];
    const row = Object.entries(columns).map(([column, one]) => [column, cell(column, one.kind)]);
    return [name, [Object.fromEntries(row)] as Facts[string]];
  });
  return {
    ...Object.fromEntries(facts),
    bureau: { zh: '喀什地区司法局', ug: 'قەشقەر ۋىلايەتلىك ئەدلىيە ئىدارىسى' },
    seal: { zh: '（印章）', ug: '(تامغا)' },
    issuedOn: '2026-11-24',
  };
}

function linesOf(paper: Paper): readonly Line[] {
  return paper.blocks.flatMap((block): readonly Line[] => {
    switch (block.kind) {
      case 'number':
        return [];
      case 'form':
        return block.rows.flatMap((row) => [row.label, row.text]);
      case 'table':
        return [...block.columns.map((column) => column.label), ...block.rows.flat()];
      case 'signatures':
        return block.lines;
      case 'issuer':
        return [block.bureau, block.date];
      default:
        return [block.text];
    }
  });
}

describe('templates of papers', () => {
  test('there is one for every paper of inspections.md section 4', () => {
    expect(templates.map((template) => template.title.zh).toSorted()).toEqual(
      [
        '卷宗目录',
        '司法鉴定年度随机抽查计划',
        '双随机抽取记录表',
        '现场检查笔录',
        '移送函',
        '行政检查审批表',
        '行政检查结果公示表',
        '行政检查通知书',
        '检查报告',
        '检查结果告知书',
        '证据清单',
        '询问笔录',
        '责令整改通知书',
      ].toSorted(),
    );
    expect(new Set(templates.map((template) => template.series)).size).toBe(templates.length);
    expect(new Set(templates.map((template) => template.mark)).size).toBe(templates.length);
  });

  test.each(templates.map((template) => [template.kind, template] as const))(
    '%s says every fact it declares, and the same facts in both languages',
    (_kind, template) => {
      const facts = factsFor(template);
      const lines = linesOf(render(template, facts, 'zh-ug', '喀司鉴检通〔2026〕1号'));
      const said = {
        zh: lines.map((line) => textOf(line.zh)).join('\n'),
        ug: lines.map((line) => textOf(line.ug ?? [])).join('\n'),
      };
      for (const [name, { kind, columns }] of Object.entries(template.facts)) {
        const cells =
          kind === 'rows'
            ? Object.entries(columns).map(([column, one]) => [column, one.kind])
            : [[name, kind]];
        for (const [slot, of] of cells) {
          if (of === 'date') continue;
          expect(said.zh, `${slot} in Chinese`).toContain(of === 'words' ? `值${slot}` : `v-${slot}`);
          expect(said.ug, `${slot} in Uyghur`).toContain(of === 'words' ? `قىممەت${slot}` : `v-${slot}`);
        }
      }
      expect(said.zh + said.ug).not.toMatch(/[{}]/);
      for (const line of lines) expect(textOf(line.zh) === '').toBe(textOf(line.ug ?? []) === '');
    },
  );

  test.each(templates.map((template) => [template.kind, template] as const))(
    '%s in Chinese has no Uyghur, and names what it lacks',
    (_kind, template) => {
      const facts = factsFor(template);
      for (const line of linesOf(render(template, facts, 'zh', '临-7K3MQ9XV'))) expect(line.ug).toBeNull();
      expect(missingFacts(template, facts, 'zh-ug')).toEqual([]);
      const needed = Object.entries(template.facts).filter(([, fact]) => !fact.optional);
      expect(missingFacts(template, {}, 'zh').map((one) => one.name)).toEqual(needed.map(([name]) => name));
      for (const [name, { kind, columns }] of needed) {
        const { [name]: _gone, ...rest } = facts;
        expect(missingFacts(template, rest, 'zh-ug').map((one) => one.name)).toEqual([name]);
        if (kind === 'words' && Object.keys(columns).length === 0) {
          const half = { ...facts, [name]: { zh: '值', ug: '' } };
          expect(missingFacts(template, half, 'zh')).toEqual([]);
          expect(missingFacts(template, half, 'zh-ug').map((one) => one.name)).toEqual([name]);
        }
      }
    },
  );

  test('a template whose languages differ in a fact is no template', () => {
    const [template] = templates;
    if (!template) throw new Error('no template');
    const text = { zh: '{bureau}', ug: 'ئەدلىيە' };
    const blocks = [...template.blocks, { block: 'paragraph', text }];
    expect(DocumentTemplate.safeParse({ ...template, blocks }).success).toBe(false);
    const unknown = [{ block: 'paragraph', text: { zh: '{nobody}', ug: '{nobody}' } }];
    expect(DocumentTemplate.safeParse({ ...template, blocks: unknown }).success).toBe(false);
  });

  test('dates are written out in each language', () => {
    const notice = templates.find((template) => template.kind === 'inspection-notice');
    if (!notice) throw new Error('no notice');
    const lines = linesOf(render(notice, factsFor(notice), 'zh-ug', ''));
    expect(lines.some((line) => textOf(line.zh).includes('2026年11月24日'))).toBe(true);
    expect(lines.some((line) => textOf(line.ug ?? []).includes('2026-يىلى 11-ئاينىڭ 24-كۈنى'))).toBe(true);
  });
});
