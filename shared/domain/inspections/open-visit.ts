import type { RecordId } from '../../lib/ids.ts';
import { refuse, type ActContext, type MutationOutcome, type MutatorTx } from '../../lib/mutation.ts';
import { findTemplate, templateRecordId } from './find-template.ts';
import { inspectionKind, type Inspection } from './inspection.ts';
import { missingForSigning } from './progress.ts';
import { readTemplate } from './template.ts';
import { visitContent } from './visit-content.ts';

type Refused = Extract<MutationOutcome, { ok: false }>;
export type Opened = { readonly ok: true; readonly value: Inspection } | Refused;

/** The inspection, when it is open and the actor is one of its officers. */
export async function openVisit(tx: MutatorTx, inspectionId: RecordId, context: ActContext): Promise<Opened> {
  const inspection = await tx.get(inspectionKind, inspectionId);
  if (!inspection) return refusal('inspection-missing', inspectionId);
  if (inspection.state === 'sealed') return refusal('inspection-sealed', inspectionId);
  if (!inspection.officers.includes(context.actor)) return refusal('not-on-this-visit', inspectionId);
  return { ok: true, value: inspection };
}

/** Null when every item has what signing asks for. */
export async function refuseIncomplete(
  tx: MutatorTx,
  inspection: Inspection,
): Promise<MutationOutcome | null> {
  const template = await findTemplate(tx, inspection);
  const body = template && readTemplate(template);
  if (!body?.ok) return refuse('template-missing', { template: templateRecordId(inspection) });
  const content = await visitContent(tx, inspection);
  const missing = missingForSigning(body.value, {
    answers: new Map(content.answers.map((answer) => [answer.itemId, answer])),
    attachments: content.attachments,
    findings: content.findings,
  });
  return missing.length > 0 ? refuse('visit-incomplete', { missing: missing.length }) : null;
}

/** The act's name inside records: `<logId>:<seq>`. */
export function actKey(context: ActContext): string {
  return `${context.act.logId}:${context.act.seq}`;
}

export function voidSignatures(tx: MutatorTx, inspection: Inspection): void {
  if (inspection.signatures.length > 0) tx.put(inspectionKind, { ...inspection, signatures: [] });
}

function refusal(kind: string, id: RecordId): Refused {
  return { ok: false, error: { kind, id } };
}
