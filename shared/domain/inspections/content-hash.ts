import { canonicalJson } from '../../lib/json.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import type { Hex } from '../../lib/bytes.ts';
import type { Answer, Attachment, Finding, Inspection } from './inspection.ts';

export interface VisitContent {
  readonly inspection: Inspection;
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  readonly attachments: readonly Attachment[];
}

/**
 * What the officers sign and the seal fixes: answers, notes, findings and evidence photos, by canonical JSON sorted by id.
 * Signature images are left out, since they come after what they sign.
 */
export function contentHash(content: VisitContent): Hex {
  const { id, institutionId, templateId, templateVersion, officers, startedOn } = content.inspection;
  return sha256Hex(
    canonicalJson({
      visit: { id, institutionId, templateId, templateVersion, officers, startedOn },
      answers: byId(content.answers).map(({ itemId, current, contested }) => ({
        itemId,
        value: current.value,
        note: current.note,
        by: current.by,
        contested: contested.length,
      })),
      findings: byId(content.findings).map(({ itemId, severity, text, basis, dueOn }) => ({
        itemId,
        severity,
        text,
        basis,
        dueOn,
      })),
      photos: byId(content.attachments.filter((attachment) => attachment.purpose === 'evidence')).map(
        ({ itemId, sha256 }) => ({ itemId, sha256 }),
      ),
    }),
  );
}

function byId<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return records.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
