import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RectificationState } from '../../shared/domain/rectification/rectification.ts';
import { verifyCommand } from '../draw/verify-command.ts';
import { encodeJpeg } from '../samples/jpeg.ts';
import { drawPicture } from '../samples/pictures.ts';
import { seededDice } from '../samples/seeded.ts';
import type { DemoDevice } from './device.ts';
import { commitDraw, revealDraw, saveTranscript } from './driver/draw.ts';
import { openVisit } from './driver/frame.ts';
import { fetchPictures } from './driver/pictures.ts';
import {
  addAfterPicture,
  openRectification,
  orderAll,
  orderButton,
  shownState,
  takeStep,
} from './driver/rectify.ts';
import type { DemoWorld } from './steps.ts';

// What comes before a visit and what follows from it: the draw of the year's plan, and what was found is put right.

export interface DrawShown {
  /** The saved file repeats, by the code behind `npm run draw -- verify`, and says what the screen said. */
  readonly verified: boolean;
  readonly targets: number;
}

/** The section head draws the approved plan before a witness, offline; the transcript is saved and checked outside the app. */
export async function drawOffline(
  { album, say, workDir }: DemoWorld,
  device: DemoDevice,
): Promise<DrawShown> {
  const { app, page, t } = device;
  const commitment = await commitDraw(page, t);
  await album.take(page, 'draw-commitment');
  await revealDraw(page, t, {
    witness: { name: '古丽娜尔', unit: '喀什市公证处' },
    digits: '482915',
  });
  await page.getByRole('button', { name: t('draw:picks.all') }).click();
  await page.getByRole('button', { name: t('draw:picks.done') }).click();
  await page.getByRole('region', { name: t('draw:pairs.title') }).waitFor();
  await album.take(page, 'draw');
  const file = join(workDir, 'transcript.json');
  await saveTranscript(app, t, file);
  const verdict = await verifyCommand(file, undefined);
  if (!verdict.ok) throw new Error(`the transcript does not verify: ${JSON.stringify(verdict.problem)}`);
  const { transcript, isSealed } = verdict.value;
  const targets = transcript.targets.length;
  say(`${targets} institutions drawn before a witness, offline; the saved transcript verifies`);
  return { verified: isSealed && transcript.commit === commitment, targets };
}

/** What the sealed visit found is ordered; one of it goes on to the report with a picture. Still offline. */
export async function rectifyOffline(
  { cast, album, say, workDir }: DemoWorld,
  device: DemoDevice,
): Promise<void> {
  const { page, t } = device;
  await openVisit(page, t, cast.institution.name.zh);
  await orderButton(page, t).click();
  await page.locator('[data-finding]').first().waitFor();
  const found = await page.locator('[data-finding]').count();
  await orderAll(page, t);
  await page
    .locator('[data-row]')
    .nth(found - 1)
    .waitFor();
  say(`rectification of ${found} findings ordered`);
  await openRectification(page, t, cast.institution.name.zh);
  await takeStep(page, t, 'submit-plan', '两周内完成整改并报送材料');
  await takeStep(page, t, 'agree-plan', '');
  const picture = join(workDir, 'after.jpg');
  await writeFile(picture, encodeJpeg(drawPicture('premises', 1200, seededDice(7)), 82));
  await addAfterPicture(page, t, picture);
  await takeStep(page, t, 'report', '已按方案整改完毕');
  say('one of them planned, agreed to and reported with a picture');
  await album.take(page, 'rectification');
}

/** The other side: the same rectification on a colleague's computer, with its picture. The state as it stands there. */
export async function colleagueSeesRectification(
  { cast, say }: DemoWorld,
  { page, t }: DemoDevice,
): Promise<RectificationState | null> {
  await openRectification(page, t, cast.institution.name.zh);
  await page.locator('[data-event="reported"]').waitFor();
  await fetchPictures(page, t);
  const state = await shownState(page, t);
  say(`device B sees the rectification: ${state ?? 'no state on screen'}`);
  return state;
}
