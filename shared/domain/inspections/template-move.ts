import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import type { MutatorTx } from '../../lib/mutation.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { AnswerVersion } from './inspection.ts';

const Ref = z.strictObject({ templateId: z.string().max(80), templateVersion: z.string().max(14) });

/**
 * Where an item of the old version goes when the same id is not simply taken over: to another item, or nowhere (`to` null) with
 * the reason. An id that stands in both versions may only be dropped: "the question is another one now, answer it anew".
 */
export const MoveEntry = z.strictObject({
  from: z.string().max(20),
  to: z.string().max(20).nullable(),
  reason: freeText(500),
});
export type MoveEntry = z.infer<typeof MoveEntry>;

/** An answer that the new version cannot hold, word for word. Everything else stays in its own record. */
export const SetAside = z.strictObject({
  itemId: z.string(),
  why: z.enum(['dropped', 'does-not-fit']),
  versions: z.array(AnswerVersion).min(1),
});
export type SetAside = z.infer<typeof SetAside>;

export const TemplateMove = z.strictObject({
  from: Ref,
  to: Ref,
  map: z.array(MoveEntry),
  setAside: z.array(SetAside),
  on: CivilDate,
  at: Instant,
  by: OfficerId,
  act: z.string(),
});
export type TemplateMove = z.infer<typeof TemplateMove>;

/** How a visit came to the version it has, first move first. The record has the visit's own id. */
export const TemplateMoves = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  moves: z.array(TemplateMove),
});
export type TemplateMoves = z.infer<typeof TemplateMoves>;

export const templateMovesKind = recordKind<TemplateMoves>({
  table: 'templateMoves',
  schema: TemplateMoves,
  compartment: 'ordinary',
  columns: {},
});

/**
 * The item that now stands for this one. A colleague who has not heard of the move still writes under the old id; the word follows
 * the map. What was dropped keeps its old id and is shown as such.
 */
export function itemNow(moves: readonly TemplateMove[], itemId: string): string {
  return moves.reduce(
    (id, move) => move.map.find((entry) => entry.from === id && entry.to !== null)?.to ?? id,
    itemId,
  );
}

export async function placeNow(tx: MutatorTx, inspectionId: RecordId, itemId: string): Promise<string> {
  const moved = await tx.get(templateMovesKind, inspectionId);
  return moved ? itemNow(moved.moves, itemId) : itemId;
}
