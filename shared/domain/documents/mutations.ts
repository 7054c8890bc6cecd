import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { canonicalJson } from '../../lib/json.ts';
import { applied, mutation, refuse, type MutationOutcome, type MutatorTx } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { documentKind, DocumentLanguage, type Document, provisionalOf } from './document.ts';
import { Facts } from './facts.ts';
import {
  isIn,
  MAX_LENT,
  numberBlockKind,
  numberKey,
  numberSeriesKind,
  NumberYear,
  SeriesCode,
  seriesId,
  yearOf,
} from './numbers.ts';

// A paper with fifty findings stays far below this; it bounds what one act may weigh on a poor line.
const MAX_FACTS_CHARS = 120_000;

/** Asks the server for numbers of one row, for this log. What it lends comes with a pull as a record `numberBlocks`. */
export const askNumbers = mutation({
  name: 'numbers/ask',
  version: 1,
  args: z.strictObject({ series: SeriesCode, year: NumberYear, count: z.int().min(1).max(MAX_LENT) }),
  lane: (args) => `numbers:${args.series}:${args.year}` as RecordId,
  run: async () => applied,
});

/**
 * Issues a paper. Its number is the next of a block lent to this log (`taken`), or none: then the paper bears a provisional one
 * until the server, running this act, gives the official number.
 */
export const issueDocument = mutation({
  name: 'document/issue',
  version: 1,
  args: z.strictObject({
    documentId: RecordId,
    prefectureCode: z.string().regex(/^\d{6}$/),
    kind: SeriesCode,
    templateVersion: z.string().max(20),
    language: DocumentLanguage,
    subjectId: RecordId,
    taskId: RecordId.nullable(),
    institutionId: RecordId.nullable(),
    series: SeriesCode,
    prefix: freeText(40),
    taken: z.strictObject({ blockId: RecordId, number: z.int().min(1) }).nullable(),
    facts: Facts,
    issuedOn: CivilDate,
  }),
  lane: (args) => args.documentId,
  run: async (tx, args, context) => {
    if (await tx.get(documentKind, args.documentId))
      return refuse('document-exists', { id: args.documentId });
    if (canonicalJson(args.facts).length > MAX_FACTS_CHARS) return refuse('document-too-long');
    const refused = args.taken && (await refuseNumber(tx, args, args.taken));
    if (refused) return refused;
    const { documentId, series, prefix, taken, ...kept } = args;
    const issued: Document = {
      ...kept,
      id: documentId,
      state: 'issued',
      number: {
        series,
        year: yearOf(args.issuedOn),
        prefix,
        provisional: provisionalOf(documentId),
        official: taken?.number ?? null,
        blockId: taken?.blockId ?? null,
      },
      by: context.actor,
      events: [{ kind: 'issued', on: args.issuedOn, at: context.claimedAt, by: context.actor, reason: '' }],
    };
    tx.put(documentKind, issued);
    return applied;
  },
});

/** Voids an issued paper. It stays listed, and its number stays used. */
export const voidDocument = mutation({
  name: 'document/void',
  version: 1,
  args: z.strictObject({
    documentId: RecordId,
    on: CivilDate,
    reason: freeText(500).refine((text) => text.trim() !== '', 'empty'),
  }),
  lane: (args) => args.documentId,
  run: async (tx, args, context) => {
    const document = await tx.get(documentKind, args.documentId);
    if (!document) return refuse('document-missing', { id: args.documentId });
    if (document.state === 'voided') return refuse('document-voided');
    const { on, reason } = args;
    const event = { kind: 'voided' as const, on, at: context.claimedAt, by: context.actor, reason };
    const voided: Document = { ...document, state: 'voided', events: [...document.events, event] };
    tx.put(documentKind, voided);
    return applied;
  },
});

interface Claim {
  readonly prefectureCode: string;
  readonly series: string;
  readonly issuedOn: CivilDate;
}

/** A number must have been lent, or may have been before the server was restored, and no other paper may bear it. */
async function refuseNumber(
  tx: MutatorTx,
  { prefectureCode, series, issuedOn }: Claim,
  taken: { readonly blockId: RecordId; readonly number: number },
): Promise<MutationOutcome | null> {
  const key = { prefectureCode, series, year: yearOf(issuedOn) };
  const details = { series, year: key.year, number: taken.number };
  const block = await tx.get(numberBlockKind, taken.blockId);
  const isLent = block !== null && seriesId(block) === seriesId(key) && isIn(block, taken.number);
  if (!isLent) {
    const row = await tx.get(numberSeriesKind, seriesId(key));
    if (!row?.skipped.some((range) => isIn(range, taken.number))) return refuse('number-not-lent', details);
  }
  const bearers = await tx.list(documentKind, 'numberKey', numberKey(key, taken.number));
  return bearers.length > 0 ? refuse('number-taken', details) : null;
}
