import { abandonDraw, commitDraw, revealDraw } from '../../../../shared/domain/draw/mutations.ts';
import { recuseDrawn, voidDraw } from '../../../../shared/domain/draw/later-mutations.ts';
import {
  completeDrawId,
  inputOfDraw,
  type Draw,
  type DrawCommitment,
} from '../../../../shared/domain/draw/draw.ts';
import { nextRound, replaceRecused } from '../../../../shared/domain/draw/recusal.ts';
import { runDraw } from '../../../../shared/domain/draw/run-draw.ts';
import type { Witness } from '../../../../shared/domain/draw/transcript.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { base32, type OfficerId, type RecordId } from '../../../../shared/lib/ids.ts';
import type { ActOutcome, Desk } from '../../../data/desk.ts';
import type { Bureau } from '../../../platform/bureau.ts';
import type { CosignProblem } from '../sign/signing.ts';

/** What became of a step of the draw that needs the seed; `saved` and the outcomes of an act besides what the seed's keeper says. */
export type SeedStep =
  | { readonly kind: 'acted'; readonly outcome: ActOutcome; readonly drawId: RecordId }
  | { readonly kind: 'seed'; readonly reason: string; readonly digits: string };

type Tools = { readonly desk: Desk; readonly bureau: Bureau };

/** `653100-20261125-7K3QZM`: readable from the last row; the digits of the witnesses will end it. */
function newDrawId({ clock, random, prefectureCode }: Desk): RecordId {
  const day = civilDateOf(clock.now()).replaceAll('-', '');
  return `${prefectureCode}-${day}-${base32(random.bytes(4)).slice(0, 6)}` as RecordId;
}

/** The seed is on the disk before anybody commits to it; the window never sees it here. */
export async function commit(
  { desk, bureau }: Tools,
  draft: Omit<DrawCommitment, 'commit'>,
): Promise<SeedStep> {
  const drawRecordId = newDrawId(desk);
  const made = await bureau.call('draws/make-seed', { drawRecordId });
  if (made.kind !== 'made') return { kind: 'seed', reason: made.kind, digits: '' };
  const on = civilDateOf(desk.clock.now());
  const outcome = await desk.act(commitDraw, { ...draft, commit: made.commit, drawRecordId, on });
  if (outcome.kind !== 'saved') await bureau.call('draws/forget-seed', { drawRecordId });
  return { kind: 'acted', outcome, drawId: drawRecordId };
}

/** Ends the id with the digits and discloses the seed. The result is saved before anything of it is shown. */
export async function reveal(
  { desk, bureau }: Tools,
  draw: Draw,
  digits: string,
  witnesses: readonly Witness[],
): Promise<SeedStep> {
  const drawRecordId = draw.id;
  const opened = await bureau.call('draws/open-seed', { drawRecordId, digits });
  if (opened.kind !== 'opened')
    return { kind: 'seed', reason: opened.kind, digits: opened.kind === 'other-digits' ? opened.digits : '' };
  const { seed } = opened;
  const run = runDraw(inputOfDraw(draw, { drawId: completeDrawId(draw.id, digits), seed }), witnesses);
  if (!run.ok) return { kind: 'seed', reason: 'impossible', digits: '' };
  const { targets, pairs } = run.value.transcript;
  const on = civilDateOf(desk.clock.now());
  const outcome = await desk.act(revealDraw, {
    drawRecordId,
    digits,
    seed,
    witnesses: [...witnesses],
    targets,
    pairs,
    on,
  });
  if (outcome.kind === 'saved') await bureau.call('draws/forget-seed', { drawRecordId });
  return { kind: 'acted', outcome, drawId: drawRecordId };
}

export async function abandon({ desk, bureau }: Tools, draw: Draw, reason: string): Promise<ActOutcome> {
  const on = civilDateOf(desk.clock.now());
  const outcome = await desk.act(abandonDraw, { drawRecordId: draw.id, reason, on });
  if (outcome.kind === 'saved') await bureau.call('draws/forget-seed', { drawRecordId: draw.id });
  return outcome;
}

/** Null: nobody is left to come in. */
export async function recuse(
  desk: Desk,
  draw: Draw,
  institutionId: string,
  inspectorId: string,
  reason: string,
): Promise<ActOutcome | null> {
  if (draw.result === null) return null;
  const recusal = { institutionId, inspectorId, round: nextRound(draw.recusals, institutionId), reason };
  const replaced = replaceRecused(
    inputOfDraw(draw, draw.result),
    new Map(Object.entries(draw.result.pairs)),
    draw.recusals,
    recusal,
  );
  if (!replaced.ok) return null;
  const on = civilDateOf(desk.clock.now());
  return desk.act(recuseDrawn, {
    ...recusal,
    drawRecordId: draw.id,
    replacement: replaced.value.pick.id,
    on,
  });
}

export type VoidOutcome =
  | { readonly kind: 'acted'; readonly outcome: ActOutcome }
  | { readonly kind: 'key'; readonly problem: CosignProblem };

/** The head approves with their own password on this computer; their key closes again whatever happens. */
export async function voidAs(
  { desk, bureau }: Tools,
  draw: Draw,
  reason: string,
  head: { readonly officerId: OfficerId; readonly password: string },
): Promise<VoidOutcome> {
  const args = { drawRecordId: draw.id, reason, on: civilDateOf(desk.clock.now()) };
  if (head.officerId === desk.officerId) return { kind: 'acted', outcome: await desk.act(voidDraw, args) };
  const opened = await bureau.call('keys/cosign', head);
  if (opened.kind !== 'ready') return { kind: 'key', problem: opened };
  try {
    return { kind: 'acted', outcome: await desk.act(voidDraw, args, { actor: head.officerId }) };
  } finally {
    await bureau.call('keys/end-cosign', null);
  }
}
