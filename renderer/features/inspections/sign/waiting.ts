import { contentHash, formHash, isAttested } from '../../../../shared/domain/inspections/content-hash.ts';
import type { Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { missingParties, type MissingParty } from '../../../../shared/domain/inspections/visit-parties.ts';
import type { Hex } from '../../../../shared/lib/bytes.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { hashedContent, type VisitContentView } from '../visit/visit-query.ts';

/** One form as it is signed: its hash as on screen; the act refuses when the records say otherwise. */
export interface FormToSign {
  readonly inspection: Inspection;
  readonly hash: Hex;
  /** What the institution answers for. */
  readonly formHash: Hex;
  readonly isAttested: boolean;
  /** Officers whose signature is of this very content. */
  readonly signed: readonly OfficerId[];
}

/** What the visit waits for before it is sealed, in the order of the step. */
export interface Waiting {
  readonly facts: readonly MissingParty[];
  readonly institution: boolean;
  readonly officers: readonly OfficerId[];
  readonly isReady: boolean;
}

export function formToSign(content: VisitContentView): FormToSign {
  const hashed = hashedContent(content);
  const hash = contentHash(hashed);
  const { inspection } = content;
  return {
    inspection,
    hash,
    formHash: formHash(hashed),
    isAttested: isAttested(hashed),
    signed: inspection.officers.filter((officer) =>
      inspection.signatures.some((one) => one.officerId === officer && one.contentHash === hash),
    ),
  };
}

/** Over all forms that are not sealed yet: an officer is done when all of them bear their signature. */
export function waitingFor(contents: readonly VisitContentView[]): Waiting {
  const open = contents.filter(({ inspection }) => inspection.state !== 'sealed').map(formToSign);
  const facts = missingParties(contents[0]?.parties ?? null);
  const institution = facts.length > 0 || open.some((form) => !form.isAttested);
  const officers = (open[0]?.inspection.officers ?? []).filter((officer) =>
    open.some((form) => !form.signed.includes(officer)),
  );
  return { facts, institution, officers, isReady: !institution && officers.length === 0 };
}
