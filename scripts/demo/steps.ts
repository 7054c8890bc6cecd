import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { civilDateOf, instantOf } from '../../shared/lib/dates.ts';
import type { Officer } from '../../shared/domain/org/officer.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { planAnswers, type PlannedAnswer } from '../samples/answers.ts';
import { encodeJpeg } from '../samples/jpeg.ts';
import { drawPicture, type Subject } from '../samples/pictures.ts';
import type { Samples } from '../samples/samples.ts';
import { seededDice } from '../samples/seeded.ts';
import type { Album } from './album.ts';
import { passwordOf, type DemoDevice } from './device.ts';
import { enrol } from './driver/enrol.ts';
import { openPage, openVisit, startVisit } from './driver/frame.ts';
import { fetchPictures } from './driver/pictures.ts';
import { addPhoto, institutionSigns, answerItem, holds, shownItems, signAs } from './driver/visit.ts';
import type { EmbeddedServer } from './embedded-server.ts';

export interface DemoCast {
  readonly lead: Officer;
  readonly partner: Officer;
  readonly stranger: Officer;
  readonly institution: Institution;
}

export interface DemoWorld {
  readonly cast: DemoCast;
  readonly album: Album;
  readonly say: (text: string) => void;
  readonly workDir: string;
}

/** Two officers of 喀什, one of 和田, and the institution they visit. */
export function castOf({ officers, acts }: Samples): DemoCast {
  const officer = (id: string): Officer => {
    const found = officers.find((one) => one.id === id);
    if (!found) throw new Error(`no officer ${id} among the samples`);
    return found;
  };
  const registration = acts.find(
    (act) => act.name === registerInstitution.name && act.prefectureCode === '653100',
  );
  if (!registration) throw new Error('no institution among the samples');
  const { institution } = registerInstitution.args.parse(registration.args);
  return {
    lead: officer('officer-653100-1'),
    partner: officer('officer-653100-2'),
    stranger: officer('officer-653200-1'),
    institution,
  };
}

/** Step 1: the first start of device A, and a second officer on the same computer. */
export async function enrolAll(
  { cast, album, say }: DemoWorld,
  server: EmbeddedServer,
  device: DemoDevice,
): Promise<void> {
  await device.enrolFirst(server, cast.lead);
  const { page, t } = device;
  say('device A enrolled, its first officer signed in');
  await page.evaluate(`location.hash = '#/settings/add-officer'`);
  await enrol(page, t, {
    address: server.address,
    code: await server.createCode(cast.partner.id),
    password: passwordOf(cast.partner),
  });
  await page.waitForURL(/#\/settings$/);
  say('second officer added');
  await device.untilDelivered(60_000);
  await openPage(page, t, 'work');
  await album.take(page, 'work');
}

/** Step 2: all 60 items without a network; the app is killed on the way and goes on where it stood. */
export async function workOffline(
  { cast, album, say, workDir }: DemoWorld,
  device: DemoDevice,
): Promise<readonly PlannedAnswer[]> {
  const template = TemplateBody.parse(annual);
  const on = civilDateOf(instantOf(Date.now()));
  const planned = planAnswers(template.items, {
    dice: seededDice(11),
    institution: cast.institution,
    on,
    tongue: 0,
  });
  const half = Math.floor(planned.length / 2);
  await startVisit(device.page, device.t, {
    institution: cast.institution.name.zh,
    partner: cast.partner.name.zh,
  });
  say(`visit of ${template.items.length} items started offline`);
  for (const answer of planned.slice(0, half)) await answerItem(device.page, device.t, answer);

  await device.killHard();
  say(`killed with SIGKILL after ${half} answers shown as saved`);
  await device.start();
  await device.signIn(cast.lead);
  await openVisit(device.page, device.t, cast.institution.name.zh);
  const shown = await shownItems(device.page);
  const lost = planned.slice(0, half).filter((answer) => !holds(shown[answer.item.id], answer));
  if (lost.length > 0)
    throw new Error(
      `after the kill these answers were gone: ${lost.map((answer) => answer.item.id).join(', ')}`,
    );
  say('restarted, still offline: every answer stands');

  for (const answer of planned.slice(half)) await answerItem(device.page, device.t, answer);
  const subjects: readonly Subject[] = ['licence', 'premises', 'record'];
  for (const [i, item] of template.items.filter((one) => one.kind === 'photo').entries()) {
    const subject = subjects[i % subjects.length] ?? 'record';
    const path = join(workDir, `${subject}.jpg`);
    await writeFile(path, encodeJpeg(drawPicture(subject, 1600, seededDice(40 + i)), 82));
    await addPhoto(device.page, device.t, item.id, path);
  }
  say('60 of 60 answered, three photos added');
  await device.page
    .locator(`[data-item="${template.items.find((one) => one.kind === 'photo')?.id ?? ''}"]`)
    .scrollIntoViewIfNeeded();
  await album.take(device.page, 'visit');
  return planned;
}

/** Step 3: both officers sign what both see, the visit is sealed; nothing has left the device yet. */
export async function finishOffline(
  { cast, album, say }: DemoWorld,
  device: DemoDevice,
  planned: readonly PlannedAnswer[],
): Promise<void> {
  const { page, t } = device;
  await page.getByRole('button', { name: t('inspections:rail.sign') }).click();
  await institutionSigns(page, t, { name: cast.institution.head.zh, role: '负责人' });
  await signAs(page, t, { name: cast.lead.name.zh, password: null });
  await signAs(page, t, { name: cast.partner.name.zh, password: passwordOf(cast.partner) });
  await album.take(page, 'sign');
  await page.getByRole('button', { name: t('inspections:sign.seal') }).click();
  await page.getByText(t('inspections:state.sealed'), { exact: true }).waitFor();
  const { waiting } = await device.equation();
  if (waiting < planned.length)
    throw new Error(`only ${waiting} acts wait after a visit of ${planned.length} answers`);
  say(`signed by both, sealed; ${waiting} acts wait`);
  await album.take(page, 'sealed');
  await openPage(page, t, 'sync');
  await album.take(page, 'waiting');
}

/** Step 4: the queue drains by itself or at a button; ends when receipts turned everything into delivered. */
export async function deliver({ album, say }: DemoWorld, device: DemoDevice): Promise<void> {
  const equation = await device.untilDelivered(120_000);
  const photos = device.page.getByText(device.t('sync-centre:photos.none'));
  await photos.waitFor({ timeout: 60_000 });
  say(`delivered ${equation.delivered} of ${equation.created}`);
  await album.take(device.page, 'delivered');
}

/** Step 4, the other side: a second computer of the same prefecture pulls the visit and fetches its pictures. */
export async function colleagueSees(
  { cast, album, say }: DemoWorld,
  server: EmbeddedServer,
  device: DemoDevice,
): Promise<void> {
  await device.enrolFirst(server, cast.partner);
  await device.untilDelivered(60_000);
  const { page, t } = device;
  await openVisit(page, t, cast.institution.name.zh);
  await page.getByText(t('inspections:state.sealed'), { exact: true }).waitFor();
  await fetchPictures(page, t);
  say('device B sees the sealed visit and its pictures');
  await album.take(page, 'colleague');
}

/** Step 4, the border: a computer of another prefecture gets nothing of it. Returns how many of its records came through. */
export async function otherPrefectureSees(
  { cast, say }: DemoWorld,
  server: EmbeddedServer,
  device: DemoDevice,
): Promise<number> {
  await device.enrolFirst(server, cast.stranger);
  await device.untilDelivered(60_000);
  const { page, t } = device;
  await openPage(page, t, 'inspections');
  const leaked = await page.getByText(cast.institution.name.zh).count();
  say(`device C of another prefecture sees ${leaked} of it`);
  return leaked;
}
