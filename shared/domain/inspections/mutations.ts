import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { applied, merged, mutation, refuse, type ActContext, type MutatorTx } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { institutionKind } from '../registry/institution.ts';
import { contentHash, isAttested } from './content-hash.ts';
import { findTemplate, templateRecordId } from './find-template.ts';
import {
  answerId,
  answerKind,
  AnswerValue,
  Attachment,
  attachmentKind,
  findingKind,
  inspectionKind,
  sameAnswer,
  type Answer,
  type AnswerVersion,
} from './inspection.ts';
import { actKey, openVisit, refuseIncomplete, voidSignatures } from './open-visit.ts';
import { placeNow } from './template-move.ts';
import { Severity } from './template.ts';
import { visitContent } from './visit-content.ts';

/** Opens a visit of an institution with a fixed template version. */
export const startInspection = mutation({
  name: 'inspection/start',
  version: 1,
  args: z.strictObject({
    inspectionId: RecordId,
    institutionId: RecordId,
    templateId: z.string(),
    templateVersion: z.string(),
    partner: OfficerId,
    startedOn: CivilDate,
  }),
  lane: (args) => args.inspectionId,
  run: async (tx, args, context) => {
    if (await tx.get(inspectionKind, args.inspectionId))
      return refuse('inspection-exists', { id: args.inspectionId });
    const institution = await tx.get(institutionKind, args.institutionId);
    if (!institution) return refuse('institution-missing', { id: args.institutionId });
    if (!(await findTemplate(tx, args)))
      return refuse('template-missing', { template: templateRecordId(args) });
    if (args.partner === context.actor) return refuse('two-officers-needed');
    tx.put(inspectionKind, {
      id: args.inspectionId,
      prefectureCode: institution.prefectureCode,
      institutionId: institution.id,
      templateId: args.templateId,
      templateVersion: args.templateVersion,
      state: 'in-progress',
      officers: [context.actor, args.partner],
      startedOn: args.startedOn,
      startedAt: context.claimedAt,
      signatures: [],
      sealedAt: null,
      contentHash: null,
    });
    return applied;
  },
});

/**
 * Answers one item, or changes the answer (`value` null clears it). `seen` is the act of the answer the officer had on
 * screen. The same officer's later word wins; two officers who did not see each other's answer are both kept, and are
 * contested while they differ.
 */
export const answerItem = mutation({
  name: 'inspection/answer',
  version: 1,
  args: z.strictObject({
    inspectionId: RecordId,
    itemId: z.string().max(20),
    value: AnswerValue.nullable(),
    note: freeText(2000),
    seen: z.string().nullable(),
  }),
  lane: (args) => answerId(args.inspectionId, args.itemId),
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    const itemId = await placeNow(tx, args.inspectionId, args.itemId);
    const id = answerId(args.inspectionId, itemId);
    const before = await tx.get(answerKind, id);
    const mine: AnswerVersion = {
      value: args.value,
      note: args.note,
      by: context.actor,
      at: context.claimedAt,
      act: actKey(context),
    };
    // An officer's word is never dropped by one who had not seen it, not even by one who says the same: either may
    // change their mind later.
    const unseen = before !== null && before.current.by !== context.actor && before.current.act !== args.seen;
    const record: Answer = unseen
      ? {
          ...before,
          contested: [...before.contested.filter((version) => version.by !== context.actor), mine],
        }
      : {
          id,
          prefectureCode: inspection.value.prefectureCode,
          inspectionId: args.inspectionId,
          itemId,
          current: mine,
          contested: remaining(before, args.seen, context),
        };
    tx.put(answerKind, record);
    voidSignatures(tx, inspection.value);
    return unseen && !sameAnswer(before.current, mine) ? merged('both') : applied;
  },
});

/** The lead officer decides between two answers to one item; the choice becomes the answer, on record. */
export const resolveAnswer = mutation({
  name: 'inspection/resolve-answer',
  version: 1,
  args: z.strictObject({ inspectionId: RecordId, itemId: z.string().max(20), keep: z.string() }),
  lane: (args) => answerId(args.inspectionId, args.itemId),
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    if (inspection.value.officers[0] !== context.actor) return refuse('lead-officer-only');
    const itemId = await placeNow(tx, args.inspectionId, args.itemId);
    const answer = await tx.get(answerKind, answerId(args.inspectionId, itemId));
    const kept = answer && [answer.current, ...answer.contested].find((version) => version.act === args.keep);
    if (!answer || !kept) return refuse('answer-version-missing', { act: args.keep });
    tx.put(answerKind, {
      ...answer,
      current: { ...kept, by: context.actor, at: context.claimedAt, act: actKey(context) },
      contested: [],
    });
    voidSignatures(tx, inspection.value);
    return applied;
  },
});

/** Notes a finding, or rewrites it whole. */
export const noteFinding = mutation({
  name: 'inspection/note-finding',
  version: 1,
  args: z.strictObject({
    findingId: RecordId,
    inspectionId: RecordId,
    itemId: z.string().max(20).nullable(),
    severity: Severity,
    text: freeText(4000).refine((text) => text.trim() !== '', 'empty'),
    basis: freeText(300),
    dueOn: CivilDate,
  }),
  lane: (args) => args.findingId,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    if (args.dueOn < inspection.value.startedOn)
      return refuse('due-before-visit', { dueOn: args.dueOn, startedOn: inspection.value.startedOn });
    const { findingId, ...fields } = args;
    if (await belongsElsewhere(tx, findingId, args.inspectionId)) return refuse('finding-of-other-visit');
    tx.put(findingKind, {
      ...fields,
      itemId: args.itemId === null ? null : await placeNow(tx, args.inspectionId, args.itemId),
      id: findingId,
      prefectureCode: inspection.value.prefectureCode,
      by: context.actor,
      at: context.claimedAt,
    });
    voidSignatures(tx, inspection.value);
    return applied;
  },
});

/** Takes a finding back while the visit is open; the log keeps that it was there. */
export const removeFinding = mutation({
  name: 'inspection/remove-finding',
  version: 1,
  args: z.strictObject({ findingId: RecordId, inspectionId: RecordId }),
  lane: (args) => args.findingId,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    if (await belongsElsewhere(tx, args.findingId, args.inspectionId))
      return refuse('finding-of-other-visit');
    tx.remove(findingKind, args.findingId);
    voidSignatures(tx, inspection.value);
    return applied;
  },
});

/** Adds a photo (already staged and fsynced on this device) to an item or to the visit; or a drawn signature. */
export const addAttachment = mutation({
  name: 'attachment/add',
  version: 1,
  args: z.strictObject({ attachment: Attachment.omit({ by: true, prefectureCode: true }) }),
  lane: (args) => args.attachment.id,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.attachment.recordId, context);
    if (!inspection.ok) return inspection;
    const before = await tx.get(attachmentKind, args.attachment.id);
    if (before && before.recordId !== args.attachment.recordId) return refuse('attachment-of-other-record');
    const { itemId, recordId } = args.attachment;
    tx.put(attachmentKind, {
      ...args.attachment,
      itemId: itemId === null ? null : await placeNow(tx, recordId, itemId),
      prefectureCode: inspection.value.prefectureCode,
      by: context.actor,
    });
    if (args.attachment.purpose === 'evidence') voidSignatures(tx, inspection.value);
    return applied;
  },
});

export const removeAttachment = mutation({
  name: 'attachment/remove',
  version: 1,
  args: z.strictObject({ attachmentId: RecordId, inspectionId: RecordId }),
  lane: (args) => args.attachmentId,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    const attachment = await tx.get(attachmentKind, args.attachmentId);
    if (attachment && attachment.recordId !== args.inspectionId) return refuse('attachment-of-other-record');
    tx.remove(attachmentKind, args.attachmentId);
    voidSignatures(tx, inspection.value);
    return applied;
  },
});

/** One officer signs what both see: the content hash must be that of the records here. */
export const signInspection = mutation({
  name: 'inspection/sign',
  version: 1,
  args: z.strictObject({
    inspectionId: RecordId,
    contentHash: Sha256Hex,
    attachmentId: RecordId,
    signedAt: Instant,
  }),
  lane: (args) => args.inspectionId,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    const complete = await refuseIncomplete(tx, inspection.value);
    if (complete) return complete;
    const content = await visitContent(tx, inspection.value);
    if (contentHash(content) !== args.contentHash) return refuse('content-changed');
    // Visits of releases without the institution's side have no such record, and are signed as they always were.
    if (content.parties && !isAttested(content)) return refuse('institution-side-open');
    const drawn = await tx.get(attachmentKind, args.attachmentId);
    if (drawn?.purpose !== 'signature' || drawn.recordId !== args.inspectionId)
      return refuse('signature-missing');
    const others = inspection.value.signatures.filter(
      (signature) => signature.officerId !== context.actor && signature.contentHash === args.contentHash,
    );
    const mine = {
      officerId: context.actor,
      contentHash: args.contentHash,
      attachmentId: args.attachmentId,
      signedAt: args.signedAt,
    };
    tx.put(inspectionKind, { ...inspection.value, signatures: [...others, mine] });
    return applied;
  },
});

/** Seals the visit after both officers signed the same content. Later remarks are addenda, never changes. */
export const sealInspection = mutation({
  name: 'inspection/seal',
  version: 1,
  args: z.strictObject({ inspectionId: RecordId, contentHash: Sha256Hex, sealedAt: Instant }),
  lane: (args) => args.inspectionId,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    if (contentHash(await visitContent(tx, inspection.value)) !== args.contentHash)
      return refuse('content-changed');
    const signed = inspection.value.officers.every((officer) =>
      inspection.value.signatures.some((s) => s.officerId === officer && s.contentHash === args.contentHash),
    );
    if (!signed) return refuse('both-signatures-needed');
    tx.put(inspectionKind, {
      ...inspection.value,
      state: 'sealed',
      sealedAt: args.sealedAt,
      contentHash: args.contentHash,
    });
    return applied;
  },
});

/** An open visit gives no right over the findings of another one, which may be sealed. */
async function belongsElsewhere(
  tx: MutatorTx,
  findingId: RecordId,
  inspectionId: RecordId,
): Promise<boolean> {
  const finding = await tx.get(findingKind, findingId);
  return finding !== null && finding.inspectionId !== inspectionId;
}

/** What others answered and this officer had not seen stays contested; the officer's own earlier word goes. */
function remaining(before: Answer | null, seen: string | null, context: ActContext): Answer['contested'] {
  return (before?.contested ?? []).filter((version) => version.by !== context.actor && version.act !== seen);
}
