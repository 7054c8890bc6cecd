import { canonicalJson } from '../../lib/json.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import type { Hex } from '../../lib/bytes.ts';
import type { VisitAttestation, VisitParties } from './visit-parties.ts';
import type { Answer, Attachment, Finding, Inspection } from './inspection.ts';

export interface VisitContent {
  readonly inspection: Inspection;
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  readonly attachments: readonly Attachment[];
  /** The institution's side; absent in visits of releases that did not know it. */
  readonly parties?: VisitParties | null;
  readonly attestation?: VisitAttestation | null;
}

/**
 * What the officers sign and the seal fixes: answers, notes, findings and evidence photos, by canonical JSON sorted by id.
 * Signature images of officers are left out, since they come after what they sign. Where the institution's side is noted it is
 * covered too (form 2); a visit without it has the hash it always had (form 1), so that older seals stay verifiable.
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
      ...institutionSide(content),
    }),
  );
}

/** What the institution answers for: the whole form and the facts of the visit, without its own answer. */
export function formHash(content: VisitContent): Hex {
  return contentHash({ ...content, attestation: null });
}

/** Whether the institution answered the form as it stands: signed, refused before a witness, or was absent. */
export function isAttested(content: VisitContent): boolean {
  return content.attestation?.contentHash === formHash(content);
}

function institutionSide({ parties, attestation, attachments }: VisitContent): object {
  if (!parties) return {};
  const { arrivedAt, leftAt, certificatesShown, rightsTold, presence, representative, statement } = parties;
  const facts = { arrivedAt, leftAt, certificatesShown, rightsTold, presence, representative, statement };
  if (!attestation) return { form: 2, parties: facts };
  const { outcome, at } = attestation;
  const drawn = outcome.kind === 'signed' && attachments.find(({ id }) => id === outcome.attachmentId);
  return {
    form: 2,
    parties: facts,
    attestation: { outcome, at, of: attestation.contentHash, drawn: drawn ? drawn.sha256 : null },
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return records.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
