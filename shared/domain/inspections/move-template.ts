import { z } from 'zod';
import { civilDateOf } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import {
  applied,
  mutation,
  refuse,
  type ActContext,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import { actKey, openVisit } from './open-visit.ts';
import { findTemplate, templateRecordId, type TemplateRef } from './find-template.ts';
import { answerKind, attachmentKind, findingKind, inspectionKind, type Inspection } from './inspection.ts';
import { isSuccessor, mapFault, moveAnswers } from './plan-move.ts';
import { MoveEntry, templateMovesKind, type TemplateMove } from './template-move.ts';
import { readTemplate, type TemplateBody } from './template.ts';
import { visitContent } from './visit-content.ts';

const Ref = z.strictObject({ templateId: z.string().max(80), templateVersion: z.string().max(14) });

/**
 * Moves an open visit to a later version of its template by a map that an officer looked through. Items of the same id keep what
 * they have; others follow the map with answer, note, photos and findings. Nothing is lost: what has no home stays on the visit,
 * readable, and does not count. Signatures are voided, since another form is signed.
 */
export const moveTemplate = mutation({
  name: 'inspection/move-template',
  version: 1,
  args: z.strictObject({ inspectionId: RecordId, from: Ref, to: Ref, map: z.array(MoveEntry).max(200) }),
  lane: (args) => args.inspectionId,
  run: async (tx, args, context) => {
    const opened = await openVisit(tx, args.inspectionId, context);
    if (!opened.ok) return opened;
    const inspection = opened.value;
    if (templateRecordId(inspection) !== templateRecordId(args.from))
      return refuse('visit-moved-meanwhile', { template: templateRecordId(inspection) });
    const templates = await bothTemplates(tx, args);
    if ('error' in templates) return templates;
    const earlier = (await tx.get(templateMovesKind, args.inspectionId))?.moves ?? [];
    const fault = mapFault(templates.from, templates.to, args.map, earlier);
    if (fault) return refuse('move-map-unfit', { item: fault.item, why: fault.why });
    await follow(tx, inspection, templates.to, { ...args, earlier }, context);
    return applied;
  },
});

async function bothTemplates(
  tx: MutatorTx,
  args: { readonly from: TemplateRef; readonly to: TemplateRef },
): Promise<
  { readonly from: TemplateBody; readonly to: TemplateBody } | Extract<MutationOutcome, { ok: false }>
> {
  const [from, to] = [await findTemplate(tx, args.from), await findTemplate(tx, args.to)];
  const [old, next] = [from && readTemplate(from), to && readTemplate(to)];
  if (!from || !old?.ok) return refusal('template-missing', templateRecordId(args.from));
  if (!to || !next?.ok) return refusal('template-missing', templateRecordId(args.to));
  if (!isSuccessor(from, to)) return refusal('template-no-successor', to.id);
  return { from: old.value, to: next.value };
}

async function follow(
  tx: MutatorTx,
  inspection: Inspection,
  to: TemplateBody,
  move: Pick<TemplateMove, 'from' | 'to' | 'map'> & { readonly earlier: readonly TemplateMove[] },
  context: ActContext,
): Promise<void> {
  const { id, prefectureCode } = inspection;
  const content = await visitContent(tx, inspection);
  const act = { by: context.actor, at: context.claimedAt, act: actKey(context) };
  const moved = moveAnswers(to, move.map, content.answers, act);
  for (const answer of moved.remove) tx.remove(answerKind, answer);
  for (const answer of moved.put) tx.put(answerKind, answer);
  const target = (itemId: string | null): string | null =>
    move.map.find((entry) => entry.from === itemId)?.to ?? itemId;
  for (const finding of content.findings) {
    const itemId = target(finding.itemId);
    if (itemId !== finding.itemId) tx.put(findingKind, { ...finding, itemId });
  }
  for (const attachment of content.attachments) {
    const itemId = target(attachment.itemId);
    if (itemId !== attachment.itemId) tx.put(attachmentKind, { ...attachment, itemId });
  }
  tx.put(inspectionKind, { ...inspection, ...move.to, signatures: [] });
  const { earlier, ...rest } = move;
  tx.put(templateMovesKind, {
    id,
    prefectureCode,
    moves: [
      ...earlier,
      {
        from: rest.from,
        to: rest.to,
        map: rest.map,
        setAside: [...moved.setAside],
        on: civilDateOf(context.claimedAt),
        ...act,
      },
    ],
  });
}

function refusal(kind: string, template: string): Extract<MutationOutcome, { ok: false }> {
  return { ok: false, error: { kind, template } };
}
