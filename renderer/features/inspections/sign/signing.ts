import {
  addAttachment,
  sealInspection,
  signInspection,
} from '../../../../shared/domain/inspections/mutations.ts';
import type { Hex } from '../../../../shared/lib/bytes.ts';
import { newUlid, type OfficerId, type RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk, PreparedPhoto } from '../../../data/desk.ts';
import type { Bureau } from '../../../platform/bureau.ts';
import { failureOf, stagingFailureOf, type SaveFailure } from '../visit/save-failure.ts';

/** Why a partner's key did not open on this computer. */
export type CosignProblem = Exclude<Awaited<ReturnType<typeof cosign>>, { kind: 'ready' }>;

export type SigningProblem =
  | { readonly kind: 'save'; readonly failure: SaveFailure }
  | { readonly kind: 'key'; readonly problem: CosignProblem };

export interface SigningDeps {
  readonly desk: Desk;
  readonly bureau: Bureau;
  readonly inspectionId: RecordId;
  readonly hash: Hex;
}

/** Stages the drawn signature, records it, and signs with the signed-in officer's key. Null when it is done. */
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

export async function seal(deps: SigningDeps): Promise<SigningProblem | null> {
  const { desk, inspectionId, hash } = deps;
  const failure = failureOf(
    await desk.act(sealInspection, { inspectionId, contentHash: hash, sealedAt: desk.clock.now() }),
  );
  return failure && { kind: 'save', failure };
}

function cosign(bureau: Bureau, officerId: OfficerId, password: string) {
  return bureau.call('keys/cosign', { officerId, password });
}

async function sign(
  { desk, inspectionId, hash }: SigningDeps,
  drawn: PreparedPhoto,
  actor: OfficerId,
): Promise<SigningProblem | null> {
  const staged = await desk.photos.stage(drawn);
  if (staged.kind !== 'staged') {
    const failure = stagingFailureOf(staged);
    return failure && { kind: 'save', failure };
  }
  const now = desk.clock.now();
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
    takenAt: now,
  };
  const added = failureOf(await desk.act(addAttachment, { attachment }, { actor }));
  if (added) return { kind: 'save', failure: added };
  const args = { inspectionId, contentHash: hash, attachmentId: id, signedAt: now };
  const failure = failureOf(await desk.act(signInspection, args, { actor }));
  return failure && { kind: 'save', failure };
}
