import { addDays, instantOf, type CivilDate } from '../../shared/lib/dates.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import type { Officer } from '../../shared/domain/org/officer.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import { registerAppraiser, registerInstitution } from '../../shared/domain/registry/mutations.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { newActList, type ActOf } from './act-list.ts';
import places from './data/places.json' with { type: 'json' };
import { makeOfficers, nameGiver, officerIdOf } from './people.ts';
import { addPlanning } from './planning.ts';
import { makeAppraisers, makeInstitutions, type RegistryWorld } from './registry.ts';
import type { SampleFile, Samples } from './samples.ts';
import { seededDice } from './seeded.ts';
import { addVisit, workingDayBefore, type VisitWorld } from './visits.ts';

/**
 * Invented, believable data for demo, tests and bench: officers, registers and a year of visits of four prefectures.
 * The same `seed` and `today` give the same samples. `visits: false` leaves the past year out.
 */
export async function generateSamples(options: {
  readonly seed: number;
  readonly today: CivilDate;
  readonly visits?: boolean;
}): Promise<Samples> {
  const dice = seededDice(options.seed);
  const template = TemplateBody.parse(annual);
  const list = newActList(annual);
  const world = { dice, today: options.today, name: nameGiver(dice) };
  const officers: Officer[] = [];
  const files = new Map<string, SampleFile>();
  const visiting: VisitWorld = { dice, template, list, addFile: (file) => files.set(file.sha256, file) };
  let brandsUsed = 0;
  for (const place of places.prefectures) {
    const ofPlace = makeOfficers(place.code, place.officers, world.name);
    officers.push(...ofPlace);
    const institutions = makeInstitutions(
      world,
      place,
      places.brands.slice(brandsUsed, (brandsUsed += place.institutions)),
    );
    await register(world, list, ofPlace, institutions);
    if (options.visits !== false)
      await addYear(visiting, {
        today: options.today,
        visits: place.visits,
        officers: ofPlace,
        institutions,
      });
    // Two days ago: nobody's clock is behind that.
    let epochMs = Date.parse(`${addDays(options.today, -2)}T03:00:00.000Z`);
    await addPlanning({
      list,
      today: addDays(options.today, -2),
      officers: ofPlace,
      institutions,
      next: () => instantOf((epochMs += 20_000)),
    });
  }
  return { officers, acts: list.acts, files: [...files.values()] };
}

async function register(
  world: RegistryWorld,
  list: VisitWorld['list'],
  officers: readonly Officer[],
  institutions: readonly Institution[],
): Promise<void> {
  const head = officers[0];
  if (!head) throw new Error('a bureau without officers');
  // The register was taken over a year ago, before the first visit.
  let epochMs = Date.parse(`${addDays(world.today, -400)}T03:00:00.000Z`);
  const of = (): ActOf => ({
    actor: officerIdOf(head),
    prefectureCode: head.prefectureCode,
    claimedAt: instantOf((epochMs += 20_000)),
  });
  for (const institution of institutions) {
    await list.add(registerInstitution, { institution }, of());
    for (const appraiser of makeAppraisers(world, institution))
      await list.add(registerAppraiser, { appraiser }, of());
  }
}

interface Year {
  readonly today: CivilDate;
  readonly visits: number;
  readonly officers: readonly Officer[];
  readonly institutions: readonly Institution[];
}

/** Visits spread over the year before `today`, oldest first. */
async function addYear(world: VisitWorld, year: Year): Promise<void> {
  const inspectors = year.officers.filter((officer) => officer.certificateNo !== null).map(officerIdOf);
  for (let no = 1; no <= year.visits; no++) {
    const [institution, lead] = [year.institutions[no - 1], inspectors[no % inspectors.length]];
    const partner = inspectors[(no + 1) % inspectors.length];
    if (!institution || !lead || !partner)
      throw new Error('too few institutions or inspectors for the visits');
    const on = workingDayBefore(
      addDays(
        year.today,
        -Math.round((360 * (year.visits - no + 1)) / (year.visits + 1)) - world.dice.int(10),
      ),
    );
    const id =
      `visit-${institution.prefectureCode}-${on.slice(0, 4)}-${String(no).padStart(2, '0')}` as RecordId;
    await addVisit(world, {
      id,
      institution,
      officers: [lead, partner],
      on,
      tongue: no % 2 === 0 ? 1 : 0,
      sealed: true,
    });
  }
}
