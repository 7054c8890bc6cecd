import { open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { countedOutbox, isConserved } from '../../scripts/demo/driver/figures.ts';
import { openVisit, startVisit } from '../../scripts/demo/driver/frame.ts';
import { answerItem, holds, shownItems } from '../../scripts/demo/driver/visit.ts';
import { planAnswers, type PlannedAnswer } from '../../scripts/samples/answers.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { expectSaid } from '../support/said.ts';
import { test, type World } from '../support/launch-app.ts';

const ANSWERS = 5;

test('S15: IndexedDB emptied while offline comes back from snapshot and journal, and everything is delivered', async ({
  world,
}) => {
  const answers = await beginVisit(world);
  const before = await world.desk.equation();
  await world.desk.killHard();
  await rm(join(world.desk.profileDir, 'IndexedDB'), { recursive: true });

  await world.openDesk();
  await expect(
    world.desk.page.getByText(firstWords(world, 'app:notes.restored-from-snapshot')),
  ).toBeVisible();
  await expectAnswers(world, answers);
  const after = await world.desk.equation();
  expect(after.created).toBeGreaterThanOrEqual(before.created);
  await expectDelivered(world);
});

test('S15: without a snapshot the acts still wait in the journal, the officer is told, and everything is delivered', async ({
  world,
}) => {
  await beginVisit(world);
  const before = await world.desk.equation();
  await world.desk.killHard();
  await rm(join(world.desk.profileDir, 'IndexedDB'), { recursive: true });
  await rm(join(world.desk.profileDir, 'snapshots'), { recursive: true, force: true });

  await world.openDesk();
  await expect(
    world.desk.page.getByText(firstWords(world, 'app:notes.database-empty-no-snapshot')),
  ).toBeVisible();
  expect((await world.desk.equation()).created).toBeGreaterThanOrEqual(before.created);
  await expectDelivered(world);
});

test('S4: a journal cut in the middle of its last write opens with all that was saved before it', async ({
  world,
}) => {
  const answers = await beginVisit(world);
  await world.desk.killHard();
  const segment = await lastSegment(world);
  // Half a record more, as a power cut leaves it.
  const file = await open(segment, 'r+');
  const { size } = await file.stat();
  const tail = Buffer.alloc(40);
  await file.read(tail, 0, 40, 0);
  await file.write(tail.subarray(8), 0, 32, size);
  await file.close();

  await world.openDesk();
  await expectAnswers(world, answers);
  await expectDelivered(world);
});

test('S4: a journal that lost its last record has it again from the database, in a new log, and nothing is doubled', async ({
  world,
}) => {
  const answers = await beginVisit(world);
  await world.desk.killHard();
  const segment = await lastSegment(world);
  await truncate(segment, (await stat(segment)).size - 60);

  await world.openDesk();
  await expectAnswers(world, answers);
  await expectDelivered(world);
});

test('an altered byte in the journal is found, named to the officer, and costs no act that the database still has', async ({
  world,
}) => {
  const answers = await beginVisit(world);
  await world.desk.killHard();
  const segment = await lastSegment(world);
  const { size } = await stat(segment);
  const file = await open(segment, 'r+');
  const byte = Buffer.alloc(1);
  const at = Math.floor(size / 2);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.from([(byte[0] ?? 0) ^ 0x55]), 0, 1, at);
  await file.close();

  await world.openDesk();
  await expect(world.desk.page.getByText(firstWords(world, 'app:notes.unreadable-recovered'))).toBeVisible();
  await expectAnswers(world, answers);
  await expectDelivered(world);
});

test('pictures that are none, or far too large, are refused in words and nothing else is touched', async ({
  world,
}) => {
  await beginVisit(world);
  const { page } = world.desk;
  const notAPicture = join(world.folder, 'letter.jpg');
  const huge = join(world.folder, 'huge.jpg');
  await (await open(notAPicture, 'w')).close();
  await truncate(notAPicture, 4096);
  await (await open(huge, 'w')).close();
  await truncate(huge, 200 * 1024 * 1024);
  const before = await world.desk.equation();
  await pick(world, 'DR-A08', notAPicture);
  await expectSaid(page, 'errors:photo.not-an-image');
  await pick(world, 'DR-A08', huge);
  await expect(page.locator('[data-item="DR-A08"] [role="alert"]')).toContainText(
    world.desk.t('errors:photo.file-too-large').slice(0, 6),
  );
  expect(await world.desk.equation()).toEqual(before);
});

/** Offline: a visit with a few answers shown as saved. */
async function beginVisit(world: World): Promise<readonly PlannedAnswer[]> {
  const { desk, cast } = world;
  await world.openDesk();
  await startVisit(desk.page, desk.t, {
    institution: cast.institution.name.zh,
    partner: cast.partner.name.zh,
  });
  const template = TemplateBody.parse(annual);
  const plan = planAnswers(template.items, {
    dice: seededDice(3),
    institution: cast.institution,
    on: '2026-11-02' as CivilDate,
    tongue: 1,
  });
  const answers = plan.slice(0, ANSWERS);
  for (const answer of answers) await answerItem(desk.page, desk.t, answer);
  return answers;
}

async function expectAnswers({ desk, cast }: World, answers: readonly PlannedAnswer[]): Promise<void> {
  await openVisit(desk.page, desk.t, cast.institution.name.zh);
  const shown = await shownItems(desk.page);
  expect(
    answers.filter((answer) => !holds(shown[answer.item.id], answer)).map((answer) => answer.item.id),
  ).toEqual([]);
}

/** The server takes all of it, and the equation agrees with the rows. */
async function expectDelivered(world: World): Promise<void> {
  await world.startServer();
  const equation = await world.desk.untilDelivered(60_000);
  expect(isConserved(equation)).toBe(true);
  expect(equation).toMatchObject({ waiting: 0, quarantined: 0 });
  expect((await countedOutbox(world.desk.page)).states).toEqual(equation);
}

async function lastSegment({ desk }: World): Promise<string> {
  const folder = join(desk.profileDir, 'journal');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const segments = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const last = segments.at(-1);
  if (!last) throw new Error('no journal segment');
  return last;
}

async function pick({ desk }: World, itemId: string, path: string): Promise<void> {
  const row = desk.page.locator(`[data-item="${itemId}"]`);
  const [chooser] = await Promise.all([
    desk.page.waitForEvent('filechooser'),
    row
      .locator('.jd-item-tools')
      .getByRole('button', { name: desk.t('inspections:item.photo') })
      .click(),
  ]);
  await chooser.setFiles(path);
}

/** The words of a note up to its first number. */
function firstWords({ desk }: World, key: string): string {
  return (
    desk
      .t(key, { count: '\u0001', from: '\u0001', to: '\u0001', acts: '\u0001' })
      .split('\u0001')[0]
      ?.trim() ?? ''
  );
}
