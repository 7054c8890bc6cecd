import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { isConserved, countedOutbox } from '../../scripts/demo/driver/figures.ts';
import { openVisit, startVisit } from '../../scripts/demo/driver/frame.ts';
import { addPhoto, answerItem, holds, shownItems } from '../../scripts/demo/driver/visit.ts';
import { readServerFigures } from '../../scripts/demo/server-figures.ts';
import { planAnswers, type PlannedAnswer } from '../../scripts/samples/answers.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { test, type World } from '../support/launch-app.ts';

const KILLS = 20;
const SEED = Number(process.env['JD_KILL_SEED'] ?? 20_260_928);

test('S3, S4, S14: after SIGKILL at 20 random points of a visit every answer shown as saved is there, and all of it is delivered', async ({
  world,
}) => {
  test.setTimeout(420_000);
  const dice = seededDice(SEED);
  const template = TemplateBody.parse(annual);
  const { desk, cast } = world;
  await world.openDesk();
  await startVisit(desk.page, desk.t, {
    institution: cast.institution.name.zh,
    partner: cast.partner.name.zh,
  });
  const saved = new Map<string, PlannedAnswer>();
  const photos = new Map<string, number>();
  for (let kill = 1; kill <= KILLS; kill++) {
    // Answers of this round differ from those before, so that an older word cannot pass for the newest.
    const on = civil(dice.int(28) + 1);
    const planned = planAnswers(template.items, {
      dice,
      institution: cast.institution,
      on,
      tongue: kill % 2 === 0 ? 1 : 0,
    });
    await workUntilKilled({
      world,
      planned: shuffled(planned, dice),
      saved,
      photos,
      afterMs: 400 + dice.int(6000),
      kill,
    });
    await world.openDesk();
    await openVisit(desk.page, desk.t, cast.institution.name.zh);
    const shown = await shownItems(desk.page);
    for (const [itemId, answer] of saved)
      expect(
        holds(shown[itemId], answer),
        `kill ${kill}, ${itemId}: ${JSON.stringify(shown[itemId])} is ${JSON.stringify(answer.value)} ${answer.note}`,
      ).toBe(true);
    for (const [itemId, count] of photos)
      expect(shown[itemId]?.photos, `kill ${kill}, photos of ${itemId}`).toBeGreaterThanOrEqual(count);
    const equation = await desk.equation();
    expect(isConserved(equation)).toBe(true);
    expect((await countedOutbox(desk.page)).states).toEqual(equation);
  }
  expect(saved.size).toBeGreaterThan(20);

  const server = await world.startServer();
  const equation = await desk.untilDelivered(90_000);
  expect(equation).toMatchObject({ waiting: 0, quarantined: 0, created: equation.delivered });
  const { acts } = await countedOutbox(desk.page);
  await server.stop();
  const atServer = (await readServerFigures(world.dataDir)).acts;
  expect(acts.filter((act) => atServer.get(act) !== 'delivered')).toEqual([]);
});

interface Round {
  readonly world: World;
  readonly planned: readonly PlannedAnswer[];
  readonly saved: Map<string, PlannedAnswer>;
  readonly photos: Map<string, number>;
  readonly afterMs: number;
  readonly kill: number;
}

/** Answers until the power is cut; remembers what the screen had called saved before that. */
async function workUntilKilled({ world, planned, saved, photos, afterMs, kill }: Round): Promise<void> {
  const { desk, folder } = world;
  const path = join(folder, `photo-${kill}.jpg`);
  await writeFile(path, encodeJpeg(drawPicture('premises', 400, seededDice(kill)), 80));
  let isDown = false;
  const cut = new Promise<void>((resolve, reject) =>
    setTimeout(() => void desk.killHard().then(resolve, reject), afterMs),
  ).finally(() => (isDown = true));
  try {
    if (kill % 4 === 0) {
      const before = photos.get('DR-C05') ?? 0;
      await addPhoto(desk.page, desk.t, 'DR-C05', path);
      photos.set('DR-C05', before + 1);
    }
    for (const answer of planned) {
      if (isDown) break;
      // A "no" opens a finding over what is there: only new items take one.
      if (saved.has(answer.item.id) && (answer.finding !== null || saved.get(answer.item.id)?.finding))
        continue;
      saved.delete(answer.item.id);
      await answerItem(desk.page, desk.t, answer);
      saved.set(answer.item.id, answer);
    }
  } catch (error) {
    // The page goes away under the driver's hands; anything else is a fault of the app.
    await cut;
    if (!/closed|crashed|disconnected|not running/i.test(String(error))) throw error;
  }
  await cut;
}

function shuffled<T>(list: readonly T[], dice: { int(below: number): number }): readonly T[] {
  const left = [...list];
  return list.map(() => left.splice(dice.int(left.length), 1)[0] as T);
}

function civil(day: number): never {
  return `2027-01-${String(day).padStart(2, '0')}` as never;
}
