import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse, type MutationOutcome, type MutatorTx } from '../../lib/mutation.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { freeText } from '../../lib/text.ts';
import { findingKind, inspectionKind } from '../inspections/inspection.ts';
import { Severity } from '../inspections/template.ts';
import { institutionKind } from '../registry/institution.ts';
import { after, refusalOf } from './life.ts';
import { eventOf } from './mutations.ts';
import { rectificationKind, Source, type Rectification } from './rectification.ts';
import { earlierFinding, type Found } from './repeated.ts';

/** What is put right, where it was not found on a visit. */
const Elsewhere = z.strictObject({
  source: Source.exclude(['visit']),
  sourceId: RecordId.nullable(),
  institutionId: RecordId,
  itemId: z.string().max(40).nullable(),
  severity: Severity,
  text: freeText(4000).refine((text) => text.trim() !== '', 'empty'),
  basis: freeText(300),
});

const OrderArgs = z.strictObject({
  /** The finding's id; an own one where it was not found on a visit. */
  rectificationId: RecordId,
  from: z.discriminatedUnion('source', [z.strictObject({ source: z.literal('visit') }), Elsewhere]),
  on: CivilDate,
  dueOn: CivilDate,
  owner: freeText(120),
  stopsAtOnce: z.boolean(),
  document: freeText(120),
  /** From the rules in force where the act was made. */
  repeatedWithinMonths: z.int().min(1).max(120),
});
type OrderArgs = z.infer<typeof OrderArgs>;

type Subject = Pick<
  Rectification,
  | 'prefectureCode'
  | 'institutionId'
  | 'source'
  | 'sourceId'
  | 'itemId'
  | 'severity'
  | 'text'
  | 'basis'
  | 'officers'
>;

/** Orders one finding of a sealed visit, or of another source, to be put right until a day. */
export const orderRectification = mutation({
  name: 'rectification/order',
  version: 1,
  args: OrderArgs,
  lane: (args) => args.rectificationId,
  run: async (tx, args, context) => {
    const { rectificationId: id } = args;
    if (await tx.get(rectificationKind, id)) return refuse('rectification-exists', { id });
    const subject = await subjectOf(tx, args);
    if (!subject.ok) return subject.error;
    const event = eventOf({ kind: 'ordered', dueOn: args.dueOn }, { ...args, text: '' }, context);
    const refusal = refusalOf(null, event);
    if (refusal) return refusal;
    const { foundOn, ...fields } = subject.value;
    const found = { findingId: id, institutionId: fields.institutionId, itemId: fields.itemId, foundOn };
    tx.put(rectificationKind, {
      ...fields,
      id,
      officers: fields.officers.length > 0 ? fields.officers : [context.actor],
      owner: args.owner,
      stopsAtOnce: args.stopsAtOnce,
      repeated: earlierFinding(found, await findingsOf(tx, fields.institutionId), args.repeatedWithinMonths),
      ...after(null, event),
      events: [event],
    });
    return applied;
  },
});

async function subjectOf(
  tx: MutatorTx,
  { rectificationId, from, on }: OrderArgs,
): Promise<Result<Subject & { readonly foundOn: CivilDate }, MutationOutcome>> {
  if (from.source !== 'visit') {
    const institution = await tx.get(institutionKind, from.institutionId);
    if (!institution) return err(refuse('institution-missing', { id: from.institutionId }));
    return ok({ ...from, prefectureCode: institution.prefectureCode, officers: [], foundOn: on });
  }
  const finding = await tx.get(findingKind, rectificationId);
  const visit = finding && (await tx.get(inspectionKind, finding.inspectionId));
  if (!finding || !visit) return err(refuse('rectification-no-finding', { id: rectificationId }));
  if (visit.state !== 'sealed') return err(refuse('rectification-visit-open', { id: visit.id }));
  if (on < visit.startedOn) return err(refuse('due-before-visit', { dueOn: on, startedOn: visit.startedOn }));
  return ok({
    prefectureCode: finding.prefectureCode,
    institutionId: visit.institutionId,
    source: 'visit',
    sourceId: visit.id,
    itemId: finding.itemId,
    severity: finding.severity,
    text: finding.text,
    basis: finding.basis,
    officers: [...visit.officers],
    foundOn: visit.startedOn,
  });
}

/** What was found at an institution: on sealed visits, and by other ways. */
async function findingsOf(tx: MutatorTx, institutionId: RecordId): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const visit of await tx.list(inspectionKind, 'institutionId', institutionId)) {
    if (visit.state !== 'sealed') continue;
    for (const { id, itemId } of await tx.list(findingKind, 'inspectionId', visit.id))
      found.push({ findingId: id, institutionId, itemId, foundOn: visit.startedOn });
  }
  for (const other of await tx.list(rectificationKind, 'institutionId', institutionId)) {
    const ordered = other.events[0]?.on;
    if (other.source !== 'visit' && ordered)
      found.push({ findingId: other.id, institutionId, itemId: other.itemId, foundOn: ordered });
  }
  return found;
}
