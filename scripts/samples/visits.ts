import { addDays, civilDateOf, instantOf, type CivilDate, type Instant } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { contentHash } from '../../shared/domain/inspections/content-hash.ts';
import { inspectionKind } from '../../shared/domain/inspections/inspection.ts';
import {
  addAttachment,
  answerItem,
  noteFinding,
  sealInspection,
  signInspection,
  startInspection,
} from '../../shared/domain/inspections/mutations.ts';
import { proposedDueOn } from '../../shared/domain/inspections/rectification.ts';
import type { TemplateBody } from '../../shared/domain/inspections/template.ts';
import { visitContent } from '../../shared/domain/inspections/visit-content.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import type { ActList, ActOf } from './act-list.ts';
import { planAnswers, type PlannedAnswer, type Tongue } from './answers.ts';
import { encodeJpeg } from './jpeg.ts';
import { drawPicture, drawSignature, type Subject } from './pictures.ts';
import { encodePng } from './png.ts';
import type { Raster } from './raster.ts';
import type { SampleFile } from './samples.ts';
import type { Dice } from './seeded.ts';

export interface VisitPlan {
  readonly id: RecordId;
  readonly institution: Institution;
  readonly officers: readonly [OfficerId, OfficerId];
  readonly on: CivilDate;
  readonly tongue: Tongue;
  /** False leaves the visit in progress after half of its items. */
  readonly sealed: boolean;
}

export interface VisitWorld {
  readonly dice: Dice;
  readonly template: TemplateBody;
  readonly list: ActList;
  readonly addFile: (file: SampleFile) => void;
}

/** One visit, act by act, on a working morning; the clock moves on by seconds from act to act. */
export async function addVisit(world: VisitWorld, plan: VisitPlan): Promise<void> {
  const time = officeMorning(plan.on, world.dice);
  const [lead, partner] = plan.officers;
  const by = (actor: OfficerId): ActOf => ({
    actor,
    prefectureCode: plan.institution.prefectureCode,
    claimedAt: time(),
  });
  const { id: templateId, version: templateVersion } = world.template;
  await world.list.add(
    startInspection,
    {
      inspectionId: plan.id,
      institutionId: plan.institution.id,
      templateId,
      templateVersion,
      partner,
      startedOn: plan.on,
    },
    by(lead),
  );
  const planned = planAnswers(world.template.items, {
    dice: world.dice,
    institution: plan.institution,
    on: plan.on,
    tongue: plan.tongue,
  });
  const answers = plan.sealed ? planned : planned.slice(0, Math.floor(planned.length / 2));
  for (const answer of answers) await addAnswer(world, plan, answer, by);
  const photos = world.template.items.filter((item) => item.kind === 'photo');
  for (const [i, item] of photos.slice(0, plan.sealed ? undefined : 1).entries()) {
    await addPicture(world, plan, {
      itemId: item.id,
      raster: drawPicture(SUBJECTS[i % 3] ?? 'premises', 320, world.dice),
      of: by(lead),
    });
  }
  if (plan.sealed) await signAndSeal(world, plan, by);
}

const SUBJECTS: readonly Subject[] = ['licence', 'premises', 'record'];

async function addAnswer(
  { list }: VisitWorld,
  plan: VisitPlan,
  answer: PlannedAnswer,
  by: (actor: OfficerId) => ActOf,
): Promise<void> {
  const { item, value, note } = answer;
  const actor = item.sectionId >= 'F' ? plan.officers[1] : plan.officers[0];
  await list.add(answerItem, { inspectionId: plan.id, itemId: item.id, value, note, seen: null }, by(actor));
  if (answer.finding === null) return;
  const findingId = `${plan.id}-${item.id}` as RecordId;
  const dueOn = proposedDueOn(item.severity, plan.on);
  await list.add(
    noteFinding,
    {
      findingId,
      inspectionId: plan.id,
      itemId: item.id,
      severity: item.severity,
      text: answer.finding,
      basis: item.basis,
      dueOn,
    },
    by(actor),
  );
}

async function addPicture(
  { list, addFile }: VisitWorld,
  plan: VisitPlan,
  picture: { readonly itemId: string | null; readonly raster: Raster; readonly of: ActOf },
): Promise<RecordId> {
  const mime = picture.itemId === null ? 'image/png' : 'image/jpeg';
  const bytes = mime === 'image/png' ? encodePng(picture.raster) : encodeJpeg(picture.raster, 70);
  const sha256 = sha256Hex(bytes);
  addFile({ sha256, mime, bytes });
  const id = `${plan.id}-${picture.itemId ?? `sign-${picture.of.actor}`}` as RecordId;
  const attachment = {
    id,
    recordId: plan.id,
    itemId: picture.itemId,
    purpose: picture.itemId === null ? ('signature' as const) : ('evidence' as const),
    sha256,
    sizeBytes: bytes.length,
    mime,
  } as const;
  await list.add(
    addAttachment,
    {
      attachment: {
        ...attachment,
        widthPx: picture.raster.width,
        heightPx: picture.raster.height,
        takenAt: picture.of.claimedAt,
      },
    },
    picture.of,
  );
  return id;
}

async function signAndSeal(
  world: VisitWorld,
  plan: VisitPlan,
  by: (actor: OfficerId) => ActOf,
): Promise<void> {
  const inspection = await world.list.records.get(inspectionKind, plan.id);
  if (!inspection) throw new Error(`${plan.id} was not started`);
  const hash = contentHash(await visitContent(world.list.records, inspection));
  for (const officer of plan.officers) {
    const attachmentId = await addPicture(world, plan, {
      itemId: null,
      raster: drawSignature(world.dice),
      of: by(officer),
    });
    const of = by(officer);
    await world.list.add(
      signInspection,
      { inspectionId: plan.id, contentHash: hash, attachmentId, signedAt: of.claimedAt },
      of,
    );
  }
  const of = by(plan.officers[0]);
  await world.list.add(
    sealInspection,
    { inspectionId: plan.id, contentHash: hash, sealedAt: of.claimedAt },
    of,
  );
}

/** Instants of a working day from about 10:30 at the office (02:30 UTC) onwards, each later than the one before. */
function officeMorning(on: CivilDate, dice: Dice): () => Instant {
  let epochMs = Date.parse(`${on}T02:30:00.000Z`) + dice.int(1800) * 1000;
  return () => {
    epochMs += dice.between(15_000, 110_000);
    return instantOf(epochMs);
  };
}

/** A day from Monday to Friday at or before `day`. */
export function workingDayBefore(day: CivilDate): CivilDate {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return civilDateOf(
    instantOf(Date.parse(`${addDays(day, weekday === 0 ? -2 : weekday === 6 ? -1 : 0)}T04:00:00.000Z`)),
  );
}
