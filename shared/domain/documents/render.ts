import { isCivilDate } from '../../lib/dates.ts';
import type { DocumentLanguage } from './document.ts';
import { isEmptyFact, isRows, type FactCell, type Facts } from './facts.ts';
import { fill, type Run } from './slots.ts';
import type { DocumentTemplate, FactDeclaration, TemplateBlock, TemplateWords } from './template.ts';

/** One text in the languages of the paper; `ug` null where the paper is in Chinese only. */
export interface Line {
  readonly zh: readonly Run[];
  readonly ug: readonly Run[] | null;
}

export type PaperBlock =
  /** The organ's name stands over the paper's. */
  | { readonly kind: 'title'; readonly organ: Line; readonly text: Line }
  | { readonly kind: 'addressee' | 'heading' | 'paragraph' | 'note'; readonly text: Line }
  | { readonly kind: 'number'; readonly text: string }
  | {
      readonly kind: 'form';
      readonly rows: readonly { readonly label: Line; readonly text: Line; readonly space: number }[];
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly label: Line; readonly width: number }[];
      readonly rows: readonly (readonly Line[])[];
    }
  | { readonly kind: 'signatures'; readonly lines: readonly Line[] }
  | { readonly kind: 'issuer'; readonly bureau: Line; readonly date: Line; readonly seal: Line };

/** A whole paper, ready for any output. */
export interface Paper {
  readonly language: DocumentLanguage;
  readonly title: string;
  readonly number: string;
  readonly blocks: readonly PaperBlock[];
}

type Spoken = 'zh' | 'ug';
const BUREAU: TemplateWords = { zh: '{bureau}', ug: '{bureau}' };
const SEAL: TemplateWords = { zh: '{seal}', ug: '{seal}' };

/** `2026年11月24日`; `2026-يىلى 11-ئاينىڭ 24-كۈنى`. */
export function dateWords(date: string, language: Spoken): string {
  if (!isCivilDate(date)) return date;
  const [year, month, day] = [date.slice(0, 4), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  return language === 'zh' ? `${year}年${month}月${day}日` : `${year}-يىلى ${month}-ئاينىڭ ${day}-كۈنى`;
}

/** The paper as blocks. The same template, facts, language and number always give the same paper. */
export function render(
  template: DocumentTemplate,
  facts: Facts,
  language: DocumentLanguage,
  number: string,
): Paper {
  const line = lineMaker(language);
  const valueOf = (slot: string, spoken: Spoken): string =>
    cellText(plainCell(facts[slot]), slot === 'issuedOn' ? 'date' : template.facts[slot]?.kind, spoken);
  const say = (text: TemplateWords): Line => line(text, valueOf);
  const blocks = template.blocks.flatMap((block): readonly PaperBlock[] => {
    if ('when' in block && block.when !== undefined && isEmptyFact(facts[block.when])) return [];
    return [paperBlock(block, { template, facts, number, say, line })];
  });
  return { language, title: template.title.zh, number, blocks };
}

interface Maker {
  readonly template: DocumentTemplate;
  readonly facts: Facts;
  readonly number: string;
  readonly say: (text: TemplateWords) => Line;
  readonly line: ReturnType<typeof lineMaker>;
}

function paperBlock(block: TemplateBlock, { template, facts, number, say, line }: Maker): PaperBlock {
  switch (block.block) {
    case 'title':
      return { kind: 'title', organ: say(BUREAU), text: say(template.title) };
    case 'number':
      return { kind: 'number', text: number };
    case 'form': {
      const rows = block.rows.filter((row) => row.when === undefined || !isEmptyFact(facts[row.when]));
      return {
        kind: 'form',
        rows: rows.map((row) => ({
          label: say(row.label),
          text: row.text ? say(row.text) : line(EMPTY, () => ''),
          space: row.space ?? 0,
        })),
      };
    }
    case 'table': {
      const fact = facts[block.rows];
      const columns = template.facts[block.rows]?.columns ?? {};
      const rows = fact !== undefined && isRows(fact) ? fact : [];
      return {
        kind: 'table',
        columns: block.columns.map(({ label, width }) => ({ label: say(label), width })),
        rows: rows.map((row, at) =>
          block.columns.map(({ text }) =>
            line(text, (slot, spoken) =>
              slot === 'rowNo' ? String(at + 1) : cellText(row[slot], columns[slot]?.kind, spoken),
            ),
          ),
        ),
      };
    }
    case 'signatures':
      return { kind: 'signatures', lines: block.lines.map(say) };
    case 'issuer':
      return {
        kind: 'issuer',
        bureau: say(BUREAU),
        date: say({ zh: '{issuedOn}', ug: '{issuedOn}' }),
        seal: say(SEAL),
      };
    default:
      return { kind: block.block, text: say(block.text) };
  }
}

const EMPTY: TemplateWords = { zh: '', ug: '' };

function lineMaker(language: DocumentLanguage) {
  return (text: TemplateWords, valueOf: (slot: string, spoken: Spoken) => string): Line => ({
    zh: fill(text.zh, (slot) => valueOf(slot, 'zh')),
    ug: language === 'zh-ug' ? fill(text.ug, (slot) => valueOf(slot, 'ug')) : null,
  });
}

function plainCell(fact: Facts[string] | undefined): FactCell | undefined {
  return fact === undefined || isRows(fact) ? undefined : fact;
}

function cellText(
  cell: FactCell | undefined,
  kind: FactDeclaration['kind'] | undefined,
  spoken: Spoken,
): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return cell[spoken];
  return kind === 'date' ? dateWords(cell, spoken) : cell;
}
