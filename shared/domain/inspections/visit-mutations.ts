import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { formHash } from './content-hash.ts';
import { answerKind, attachmentKind, inspectionKind } from './inspection.ts';
import { findTemplate, templateRecordId } from './find-template.ts';
import { actKey, openVisit, refuseIncomplete, voidSignatures } from './open-visit.ts';
import { visitAddendumKind } from './visit-addenda.ts';
import { visitContent } from './visit-content.ts';
import { formsOfVisit, visitFormKind } from './visit-forms.ts';
import {
  AttestationOutcome,
  missingParties,
  visitAttestationKind,
  VisitParties,
  visitPartiesKind,
} from './visit-parties.ts';
import { visitSectionId, visitSectionKind } from './visit-sections.ts';

// Acts of a visit as a whole: its further forms, its two sides, who takes which section, and what is added after the seal.

/** Opens a further form on a visit: same institution, day and officers, a template the visit does not have yet. */
export const addForm = mutation({
  name: 'inspection/add-form',
  version: 1,
  args: z.strictObject({
    inspectionId: RecordId,
    visitId: RecordId,
    templateId: z.string(),
    templateVersion: z.string(),
  }),
  lane: (args) => args.inspectionId,
  run: async (tx, args, context) => {
    const first = await openVisit(tx, args.visitId, context);
    if (!first.ok) return first;
    if (await tx.get(inspectionKind, args.inspectionId))
      return refuse('inspection-exists', { id: args.inspectionId });
    if (!(await findTemplate(tx, args)))
      return refuse('template-missing', { template: templateRecordId(args) });
    if (await tx.get(visitFormKind, args.visitId)) return refuse('form-of-form');
    const { inspections } = await formsOfVisit(tx, args.visitId);
    if (inspections.some((one) => one.templateId === args.templateId))
      return refuse('form-on-visit', { template: args.templateId });
    const { prefectureCode } = first.value;
    tx.put(inspectionKind, {
      ...first.value,
      id: args.inspectionId,
      templateId: args.templateId,
      templateVersion: args.templateVersion,
      startedAt: context.claimedAt,
      signatures: [],
    });
    tx.put(visitFormKind, {
      id: args.inspectionId,
      prefectureCode,
      visitId: args.visitId,
      by: context.actor,
      at: context.claimedAt,
    });
    return applied;
  },
});

/** Takes a further form off again while nothing is written in it; the log keeps that it was there. */
export const dropForm = mutation({
  name: 'inspection/drop-form',
  version: 1,
  args: z.strictObject({ inspectionId: RecordId }),
  lane: (args) => args.inspectionId,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    if (!(await tx.get(visitFormKind, args.inspectionId))) return refuse('first-form-stays');
    const { answers, findings, attachments } = await visitContent(tx, inspection.value);
    const answered = answers.some(({ current }) => current.value !== null || current.note !== '');
    if (answered || findings.length > 0 || attachments.length > 0) return refuse('form-not-empty');
    for (const answer of answers) tx.remove(answerKind, answer.id);
    tx.remove(visitFormKind, args.inspectionId);
    tx.remove(inspectionKind, args.inspectionId);
    return applied;
  },
});

const Facts = VisitParties.omit({ id: true, prefectureCode: true, by: true, at: true, act: true });

/**
 * Notes the facts of the visit, whole. `seen` is the act of the facts the officer had on screen: a colleague's words that were
 * not seen are not replaced. Signatures on every form of the visit fall, since they cover these facts.
 */
export const noteParties = mutation({
  name: 'inspection/note-parties',
  version: 1,
  args: z.strictObject({ visitId: RecordId, facts: Facts, seen: z.string().nullable() }),
  lane: (args) => args.visitId,
  run: async (tx, args, context) => {
    const first = await openVisit(tx, args.visitId, context);
    if (!first.ok) return first;
    const { inspections } = await formsOfVisit(tx, args.visitId);
    if (inspections.some((one) => one.state === 'sealed')) return refuse('form-sealed');
    const before = await tx.get(visitPartiesKind, args.visitId);
    if (before && before.by !== context.actor && before.act !== args.seen) return refuse('parties-changed');
    const { presence } = args.facts;
    tx.put(visitPartiesKind, {
      ...args.facts,
      representative: presence === 'absent' ? null : args.facts.representative,
      id: args.visitId,
      prefectureCode: first.value.prefectureCode,
      by: context.actor,
      at: context.claimedAt,
      act: actKey(context),
    });
    for (const inspection of inspections) voidSignatures(tx, inspection);
    return applied;
  },
});

/** The institution's answer to one form as it stands; it comes before the officers sign, who sign it too. */
export const attestVisit = mutation({
  name: 'inspection/attest',
  version: 1,
  args: z.strictObject({
    inspectionId: RecordId,
    contentHash: Sha256Hex,
    outcome: AttestationOutcome,
    at: Instant,
  }),
  lane: (args) => args.inspectionId,
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    const incomplete = await refuseIncomplete(tx, inspection.value);
    if (incomplete) return incomplete;
    const content = await visitContent(tx, inspection.value);
    const parties = content.parties ?? null;
    if (!parties || missingParties(parties).length > 0) return refuse('parties-incomplete');
    if (formHash(content) !== args.contentHash) return refuse('content-changed');
    const { outcome } = args;
    if ((outcome.kind === 'absent') !== (parties.presence === 'absent')) return refuse('presence-differs');
    if (outcome.kind === 'signed') {
      const drawn = await tx.get(attachmentKind, outcome.attachmentId);
      if (drawn?.purpose !== 'signature' || drawn.recordId !== args.inspectionId)
        return refuse('signature-missing');
    }
    const before = await tx.get(visitAttestationKind, args.inspectionId);
    tx.put(visitAttestationKind, {
      id: args.inspectionId,
      prefectureCode: inspection.value.prefectureCode,
      contentHash: args.contentHash,
      outcome,
      at: args.at,
      by: context.actor,
      events: [
        ...(before?.events ?? []),
        ...(before ? [{ kind: before.outcome.kind, at: before.at, by: before.by }] : []),
      ],
    });
    voidSignatures(tx, inspection.value);
    return applied;
  },
});

/** Says who of the two takes a section, or gives it back; the later word counts. */
export const takeSection = mutation({
  name: 'inspection/take-section',
  version: 1,
  args: z.strictObject({
    inspectionId: RecordId,
    sectionId: z.string().max(20),
    officerId: OfficerId.nullable(),
  }),
  lane: (args) => visitSectionId(args.inspectionId, args.sectionId),
  run: async (tx, args, context) => {
    const inspection = await openVisit(tx, args.inspectionId, context);
    if (!inspection.ok) return inspection;
    if (args.officerId && !inspection.value.officers.includes(args.officerId))
      return refuse('not-on-this-visit', { id: args.inspectionId });
    tx.put(visitSectionKind, {
      ...args,
      id: visitSectionId(args.inspectionId, args.sectionId),
      prefectureCode: inspection.value.prefectureCode,
      by: context.actor,
      at: context.claimedAt,
    });
    return applied;
  },
});

/** Adds a remark to a sealed visit, by one of its officers. */
export const addAddendum = mutation({
  name: 'inspection/add-addendum',
  version: 1,
  args: z.strictObject({
    addendumId: RecordId,
    inspectionId: RecordId,
    text: freeText(4000).refine((text) => text.trim() !== '', 'empty'),
    at: Instant,
  }),
  lane: (args) => args.addendumId,
  run: async (tx, args, context) => {
    const inspection = await tx.get(inspectionKind, args.inspectionId);
    if (!inspection) return refuse('inspection-missing', { id: args.inspectionId });
    if (inspection.contentHash === null) return refuse('inspection-open', { id: args.inspectionId });
    if (!inspection.officers.includes(context.actor))
      return refuse('not-on-this-visit', { id: args.inspectionId });
    if (await tx.get(visitAddendumKind, args.addendumId)) return refuse('addendum-exists');
    tx.put(visitAddendumKind, {
      id: args.addendumId,
      prefectureCode: inspection.prefectureCode,
      inspectionId: args.inspectionId,
      contentHash: inspection.contentHash,
      text: args.text,
      by: context.actor,
      at: args.at,
    });
    return applied;
  },
});
