import type { AttestationOutcome } from '../../../../shared/domain/inspections/visit-parties.ts';
import {
  addAttachment,
  sealInspection,
  signInspection,
} from '../../../../shared/domain/inspections/mutations.ts';
import { attestVisit } from '../../../../shared/domain/inspections/visit-mutations.ts';
import { newUlid, type OfficerId, type RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk, PreparedPhoto, StagedPhoto } from '../../../data/desk.ts';
import type { Bureau } from '../../../platform/bureau.ts';
import { failureOf, stagingFailureOf, type SaveFailure } from '../visit/save-failure.ts';
import type { FormToSign } from './waiting.ts';

/** Why a partner's key did not open on this computer. */
export type CosignProblem = Exclude<Awaited<ReturnType<typeof cosign>>, { kind: 'ready' }>;

export type SigningProblem =
  | { readonly kind: 'save'; readonly failure: SaveFailure }
  | { readonly kind: 'key'; readonly problem: CosignProblem };

export interface SigningDeps {
  readonly desk: Desk;
  readonly bureau: Bureau;
  /** All forms of the visit that are not sealed: each gets acts of its own, one after the other. */
  readonly forms: readonly FormToSign[];
}

/** How the institution answered, as it comes from the screen. */
export type InstitutionAnswer =
  | { readonly kind: 'signed'; readonly drawn: PreparedPhoto; readonly how: 'drawn' | 'typed' }
  | Exclude<AttestationOutcome, { kind: 'signed' }>;

/**
 * Signs every form with the signed-in officer's key; the drawn signature is staged once. Null when it is done. What was cut off
 * half way is taken up again: forms that bear the signature already are left alone.
 */
export async function signAsMe(deps: SigningDeps, drawn: PreparedPhoto): Promise<SigningProblem | null> {
  return sign(deps, drawn, deps.desk.officerId);
}

/**
 * The partner signs on the same computer: their own password opens their own key, for these acts only, and it is
 * closed again whatever happens.
 */
export async function signAsPartner(
  deps: SigningDeps,
  drawn: PreparedPhoto,
  partner: OfficerId,
  password: string,
): Promise<SigningProblem | null> {
  const opened = await cosign(deps.bureau, partner, password);
  if (opened.kind !== 'ready') return { kind: 'key', problem: opened };
  try {
    return await sign(deps, drawn, partner);
  } finally {
    await deps.bureau.call('keys/end-cosign', null);
  }
}

/** Records the institution's answer for every form that does not have it as the form stands. */
export async function attest(
  { desk, forms }: SigningDeps,
  answer: InstitutionAnswer,
): Promise<SigningProblem | null> {
  const open = forms.filter((form) => !form.isAttested);
  const staged = answer.kind === 'signed' ? await desk.photos.stage(answer.drawn) : null;
  if (staged && staged.kind !== 'staged') return problemOf(stagingFailureOf(staged));
  for (const { inspection, formHash } of open) {
    let outcome: AttestationOutcome;
    if (answer.kind === 'signed' && staged) {
      const added = await keepDrawn(desk, inspection.id, answer.drawn, staged, desk.officerId);
      if (typeof added !== 'string') return added;
      outcome = { kind: 'signed', how: answer.how, attachmentId: added };
    } else if (answer.kind !== 'signed') outcome = answer;
    else return null;
    const args = { inspectionId: inspection.id, contentHash: formHash, outcome, at: desk.clock.now() };
    const problem = problemOf(failureOf(await desk.act(attestVisit, args)));
    if (problem) return problem;
  }
  return null;
}

/** Seals each form by an act of its own. */
export async function seal({ desk, forms }: SigningDeps): Promise<SigningProblem | null> {
  for (const { inspection, hash } of forms) {
    const args = { inspectionId: inspection.id, contentHash: hash, sealedAt: desk.clock.now() };
    const problem = problemOf(failureOf(await desk.act(sealInspection, args)));
    if (problem) return problem;
  }
  return null;
}

function cosign(bureau: Bureau, officerId: OfficerId, password: string) {
  return bureau.call('keys/cosign', { officerId, password });
}

async function sign(
  { desk, forms }: SigningDeps,
  drawn: PreparedPhoto,
  actor: OfficerId,
): Promise<SigningProblem | null> {
  const staged = await desk.photos.stage(drawn);
  if (staged.kind !== 'staged') return problemOf(stagingFailureOf(staged));
  for (const { inspection, hash, signed } of forms) {
    if (signed.includes(actor)) continue;
    const added = await keepDrawn(desk, inspection.id, drawn, staged, actor);
    if (typeof added !== 'string') return added;
    const args = {
      inspectionId: inspection.id,
      contentHash: hash,
      attachmentId: added,
      signedAt: desk.clock.now(),
    };
    const problem = problemOf(failureOf(await desk.act(signInspection, args, { actor })));
    if (problem) return problem;
  }
  return null;
}

/** Records the drawn signature with one form; its id, or why not. */
async function keepDrawn(
  desk: Desk,
  inspectionId: RecordId,
  drawn: PreparedPhoto,
  staged: Extract<StagedPhoto, { kind: 'staged' }>,
  actor: OfficerId,
): Promise<RecordId | SigningProblem> {
  const id = newUlid(desk.clock, desk.random) as RecordId;
  const attachment = {
    id,
    recordId: inspectionId,
    itemId: null,
    purpose: 'signature' as const,
    sha256: staged.sha256,
    sizeBytes: staged.sizeBytes,
    mime: drawn.mime,
    widthPx: drawn.widthPx,
    heightPx: drawn.heightPx,
    takenAt: desk.clock.now(),
  };
  return problemOf(failureOf(await desk.act(addAttachment, { attachment }, { actor }))) ?? id;
}

function problemOf(failure: SaveFailure | null): SigningProblem | null {
  return failure && { kind: 'save', failure };
}
