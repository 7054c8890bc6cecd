import type { RecordId } from '../../lib/ids.ts';
import type { MutatorTx } from '../../lib/mutation.ts';
import type { VisitContent } from './content-hash.ts';
import { answerKind, attachmentKind, findingKind, type Inspection } from './inspection.ts';

/** Reads what belongs to a visit. */
export async function visitContent(tx: MutatorTx, inspection: Inspection): Promise<VisitContent> {
  const id: RecordId = inspection.id;
  return {
    inspection,
    answers: await tx.list(answerKind, 'inspectionId', id),
    findings: await tx.list(findingKind, 'inspectionId', id),
    attachments: await tx.list(attachmentKind, 'recordId', id),
  };
}
