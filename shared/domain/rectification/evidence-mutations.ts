import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { mutation, refuse } from '../../lib/mutation.ts';
import { Attachment, attachmentKind } from '../inspections/inspection.ts';
import { write } from './mutations.ts';
import { rectificationKind } from './rectification.ts';

const plain = { text: '', document: '' };

/** A picture of how it was or how it is now; already staged and fsynced on this device. `itemId` says which of the two. */
export const addEvidence = mutation({
  name: 'rectification/add-evidence',
  version: 1,
  args: z.strictObject({
    on: CivilDate,
    attachment: Attachment.omit({ by: true, prefectureCode: true }).extend({
      itemId: z.enum(['before', 'after']),
      purpose: z.literal('evidence'),
    }),
  }),
  lane: (args) => args.attachment.recordId,
  run: async (tx, { on, attachment }, context) => {
    const before = await tx.get(rectificationKind, attachment.recordId);
    if (!before) return refuse('rectification-missing', { id: attachment.recordId });
    if (await tx.get(attachmentKind, attachment.id)) return refuse('attachment-of-other-record');
    const added = { kind: 'evidence-added' as const, attachmentId: attachment.id };
    const outcome = write(tx, before, context, { on, ...plain }, [added]);
    if (outcome.ok)
      tx.put(attachmentKind, {
        ...attachment,
        prefectureCode: before.prefectureCode,
        by: context.actor,
      });
    return outcome;
  },
});

/** Takes a picture back as long as nothing was reported; the events keep that it was there. */
export const removeEvidence = mutation({
  name: 'rectification/remove-evidence',
  version: 1,
  args: z.strictObject({ rectificationId: RecordId, attachmentId: RecordId, on: CivilDate }),
  lane: (args) => args.rectificationId,
  run: async (tx, { rectificationId, attachmentId, on }, context) => {
    const before = await tx.get(rectificationKind, rectificationId);
    if (!before) return refuse('rectification-missing', { id: rectificationId });
    const attachment = await tx.get(attachmentKind, attachmentId);
    if (attachment && attachment.recordId !== rectificationId) return refuse('attachment-of-other-record');
    const removed = { kind: 'evidence-removed' as const, attachmentId };
    const outcome = write(tx, before, context, { on, ...plain }, [removed]);
    if (outcome.ok && attachment) tx.remove(attachmentKind, attachmentId);
    return outcome;
  },
});
