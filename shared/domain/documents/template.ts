import { z } from 'zod';
import { slotsOf } from './slots.ts';

/** Fixed words of a paper: both languages, always. */
const Words = z.strictObject({ zh: z.string().min(1), ug: z.string().min(1) });
export type TemplateWords = z.infer<typeof Words>;

/** `code`: a number of an institution or a paper, printed left to right and kept in published text. */
const CellKind = z.enum(['text', 'words', 'date', 'code']);
const Column = z.strictObject({ label: Words, kind: CellKind, optional: z.boolean().default(false) });

/**
 * A fact the paper needs. `record`: it comes from the records and nobody types it. `entry`: no record knows it, so the officer
 * writes it when the paper is issued. `personal`: it names or describes a person and never stands in a published paper.
 */
const FactDeclaration = z.strictObject({
  label: Words,
  kind: z.enum(['text', 'words', 'date', 'code', 'rows']),
  from: z.enum(['record', 'entry']).default('record'),
  optional: z.boolean().default(false),
  personal: z.boolean().default(false),
  /** Entries of more than a line. */
  long: z.boolean().default(false),
  /** Of rows: what each may hold. */
  columns: z.record(z.string(), Column).default({}),
});
export type FactDeclaration = z.infer<typeof FactDeclaration>;

/** `when`: the block is left out while this fact is empty. */
const when = z.string().optional();

const Block = z.discriminatedUnion('block', [
  z.strictObject({ block: z.literal('title') }),
  z.strictObject({ block: z.literal('number') }),
  z.strictObject({ block: z.enum(['addressee', 'heading', 'paragraph', 'note']), text: Words, when }),
  /** Names beside values, as on a printed form. `space`: lines left for writing by hand. */
  z.strictObject({
    block: z.literal('form'),
    rows: z
      .array(
        z.strictObject({
          label: Words,
          text: Words.optional(),
          space: z.int().min(1).max(12).optional(),
          when,
        }),
      )
      .min(1),
  }),
  /** One row per row of the fact; columns speak of the row's own cells, `{rowNo}` is its number. */
  z.strictObject({
    block: z.literal('table'),
    rows: z.string(),
    columns: z.array(z.strictObject({ label: Words, text: Words, width: z.int().min(1).max(12) })).min(1),
    when,
  }),
  /** Places for hands: who signs, and when. */
  z.strictObject({ block: z.literal('signatures'), lines: z.array(Words).min(1) }),
  /** The organ, its seal and the date. */
  z.strictObject({ block: z.literal('issuer') }),
]);
export type TemplateBlock = z.infer<typeof Block>;

/** A kind of paper as data (resources/domain/documents). A changed one gets a new version; issued papers keep theirs. */
export const DocumentTemplate = z
  .strictObject({
    kind: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    version: z.string().max(20),
    /** Which row of numbers it counts in, and the mark that follows the organ's own: 喀 + 司鉴检通. */
    series: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    mark: z.string().min(1).max(20),
    title: Words,
    /** Meant for the public: its facts are stripped of personal data before they are frozen. */
    isPublic: z.boolean().default(false),
    facts: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), FactDeclaration),
    blocks: z.array(Block).min(1),
  })
  .superRefine((template, context) => {
    for (const problem of problemsOf(template)) context.addIssue({ code: 'custom', message: problem });
  });
export type DocumentTemplate = z.infer<typeof DocumentTemplate>;

/** Facts that every paper has, whatever its template says. */
export const COMMON_FACTS = ['bureau', 'seal', 'issuedOn'] as const;

interface Said {
  readonly text: TemplateWords;
  /** Names a text may speak of. */
  readonly known: ReadonlySet<string>;
}

function saidBy(template: Pick<DocumentTemplate, 'facts' | 'blocks'>): readonly Said[] {
  const facts = new Set([...COMMON_FACTS, ...Object.keys(template.facts)]);
  return template.blocks.flatMap((block): readonly Said[] => {
    switch (block.block) {
      case 'title':
      case 'number':
      case 'issuer':
        return [];
      case 'form':
        return block.rows.flatMap((row) => (row.text ? [{ text: row.text, known: facts }] : []));
      case 'table': {
        const known = new Set(['rowNo', ...Object.keys(template.facts[block.rows]?.columns ?? {})]);
        return block.columns.map(({ text }) => ({ text, known }));
      }
      case 'signatures':
        return block.lines.map((text) => ({ text, known: facts }));
      default:
        return [{ text: block.text, known: facts }];
    }
  });
}

/** What is wrong with a template: both languages must carry the same facts, and only facts that are declared. */
function problemsOf(template: Pick<DocumentTemplate, 'facts' | 'blocks'>): readonly string[] {
  const problems: string[] = [];
  for (const { text, known } of saidBy(template)) {
    const [zh, ug] = [slotsOf(text.zh), slotsOf(text.ug)];
    if (zh.toSorted().join() !== ug.toSorted().join())
      problems.push(`other facts in the two languages: ${text.zh}`);
    for (const slot of zh) if (!known.has(slot)) problems.push(`no such fact: ${slot}`);
  }
  for (const block of template.blocks) {
    const asked = 'when' in block && block.when !== undefined ? [block.when] : [];
    if (block.block === 'table') asked.push(block.rows);
    if (block.block === 'form') asked.push(...block.rows.flatMap((row) => row.when ?? []));
    for (const name of asked) if (!template.facts[name]) problems.push(`no such fact: ${name}`);
    if (block.block === 'table' && template.facts[block.rows]?.kind !== 'rows')
      problems.push(`not rows: ${block.rows}`);
  }
  return problems;
}
