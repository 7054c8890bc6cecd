import type { RecordId } from '../../lib/ids.ts';
import type { MutatorTx } from '../../lib/mutation.ts';
import type { VisitContent } from './content-hash.ts';
import { visitIdOf } from './visit-forms.ts';
import { visitAttestationKind, visitPartiesKind } from './visit-parties.ts';
import { answerKind, attachmentKind, findingKind, type Inspection } from './inspection.ts';

/** Reads what belongs to a visit. */
export async function visitContent(
  tx: Pick<MutatorTx, 'get' | 'list'>,
  inspection: Inspection,
): Promise<VisitContent> {
  const id: RecordId = inspection.id;
  return {
    inspection,
    answers: await tx.list(answerKind, 'inspectionId', id),
    findings: await tx.list(findingKind, 'inspectionId', id),
    attachments: await tx.list(attachmentKind, 'recordId', id),
    parties: await tx.get(visitPartiesKind, await visitIdOf(tx, id)),
    attestation: await tx.get(visitAttestationKind, id),
  };
}
