import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startVisit, switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { addPhoto, answerItem, itemRow } from '../../scripts/demo/driver/visit.ts';
import { planAnswers } from '../../scripts/samples/answers.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import { order } from '../../server/app/admin-client.ts';
import { registerAppraiser, registerInstitution } from '../../shared/domain/registry/mutations.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { searchFolder } from '../support/profile-search.ts';
import { test, type World } from '../support/launch-app.ts';

/** Typed into the visit: words that stand nowhere else. */
const TYPED = {
  note: '此处备注仅为检索而写:灰色铁柜第三层抽屉',
  noteUg: 'بۇ ئىزاھات پەقەت ئىزدەش ئۈچۈن يېزىلدى',
  finding: '检索用问题描述:温控记录缺少十一月第二周',
  text: '检索用正文:被检查机构当场说明情况',
};

test('50 names and phrases of a visit stand nowhere readable in the profile, running or closed, and the page broke no security rule', async ({
  world,
}) => {
  test.setTimeout(180_000);
  const { desk, cast } = world;
  const server = await world.startServer();
  await world.openDesk();
  await desk.untilDelivered(60_000);
  const { page, t } = desk;
  await startVisit(page, t, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });
  const template = TemplateBody.parse(annual);
  const planned = planAnswers(template.items, {
    dice: seededDice(9),
    institution: cast.institution,
    on: '2026-11-02' as CivilDate,
    tongue: 0,
  });
  const noted = planned.filter((answer) => answer.item.kind === 'yes-no-na').slice(0, 6);
  for (const [i, answer] of noted.entries()) {
    const isFound = i === 2;
    const value = { kind: 'choice' as const, choice: isFound ? ('no' as const) : ('yes' as const) };
    await answerItem(page, t, {
      ...answer,
      value,
      note: i % 2 === 0 ? TYPED.note : TYPED.noteUg,
      finding: isFound ? TYPED.finding : null,
    });
  }
  await answerItem(page, t, {
    item: itemOf(template, 'DR-K02'),
    value: { kind: 'text', text: TYPED.text },
    note: '',
    finding: null,
  });
  const photo = join(world.folder, 'planted.jpg');
  const jpeg = encodeJpeg(drawPicture('record', 900, seededDice(6)), 85);
  await writeFile(photo, jpeg);
  await addPhoto(page, t, 'DR-A08', photo);
  await switchLanguage(page, 'ug-CN');
  await itemRow(page, 'DR-A08').scrollIntoViewIfNeeded();
  await switchLanguage(page, 'zh-CN');
  await desk.untilDelivered(60_000);

  const phrases = plantedPhrases(world);
  expect(phrases).toHaveLength(50);
  // The search itself is proved on the server's plain-text order list below; here it must find nothing.
  expect(await searchFolder(desk.profileDir, phrases)).toEqual([]);
  expect(desk.app.console.filter((line) => /content security policy|refused to|violat/i.test(line))).toEqual(
    [],
  );
  expect(desk.app.console.filter((line) => line.startsWith('error') || line.startsWith('pageerror'))).toEqual(
    [],
  );
  await desk.close();
  expect(await searchFolder(desk.profileDir, phrases)).toEqual([]);
  await server.stop();
});

test('the same search finds a name where one really stands', async ({ world }) => {
  const server = await world.startServer();
  const answer = await order(
    { dataFolder: world.dataDir, port: server.port, host: '127.0.0.1', databaseUrl: null },
    { op: 'list-officers' },
  );
  await writeFile(join(world.folder, 'officers.json'), JSON.stringify(answer));
  const hits = await searchFolder(world.folder, [world.cast.lead.name.zh]);
  expect(hits.map((hit) => hit.file)).toContain(join(world.folder, 'officers.json'));
});

/** Names this device pulled and words its officer typed. */
function plantedPhrases({ samples, cast }: World): readonly string[] {
  const own = samples.acts.filter((act) => act.prefectureCode === cast.lead.prefectureCode);
  const institutions = own
    .filter((act) => act.name === registerInstitution.name)
    .map((act) => registerInstitution.args.parse(act.args).institution);
  const appraisers = own
    .filter((act) => act.name === registerAppraiser.name)
    .map((act) => registerAppraiser.args.parse(act.args).appraiser);
  return [
    ...Object.values(TYPED),
    ...institutions.flatMap((one) => [one.name.zh, one.address.zh, one.name.ug]).slice(0, 24),
    ...appraisers.flatMap((one) => [one.name.ug, one.certificateNo]).slice(0, 18),
    ...institutions.map((one) => one.phone).slice(0, 4),
  ];
}

function itemOf(template: TemplateBody, id: string): TemplateBody['items'][number] {
  const item = template.items.find((one) => one.id === id);
  if (!item) throw new Error(`no item ${id}`);
  return item;
}
