import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startEmbeddedServer, type EmbeddedServer } from '../../scripts/demo/embedded-server.ts';
import { openPage, startVisit, switchLanguage, syncNow } from '../../scripts/demo/driver/frame.ts';
import { addPhoto } from '../../scripts/demo/driver/visit.ts';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { picturesHere } from '../../scripts/demo/pictures-here.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import { test, type World } from '../support/launch-app.ts';
import { startSlowLink, type SlowLink } from '../support/slow-link.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');
// A photo takes some ten seconds: long enough to be killed in the middle of it, twice.
const SLOW = 40_000;
const FAST = 20_000_000;

test('photos killed on their way, in the app and in the server, arrive once; the screens say how far they are', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const { desk, cast } = world;
  await world.openDesk();
  await startVisit(desk.page, zh, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });
  for (const [index, itemId] of ['DR-A08', 'DR-C05'].entries()) {
    const path = join(world.folder, `${itemId}.jpg`);
    await writeFile(path, encodeJpeg(drawPicture('premises', 1400, seededDice(index + 7)), 90));
    await addPhoto(desk.page, zh, itemId, path);
  }
  const payload = (await picturesHere(desk.page)).reduce((sum, picture) => sum + picture.sizeBytes, 0);
  await openPage(desk.page, zh, 'inspections');
  await expect(desk.page.getByText(zh('photos:evidence.short', { received: 0, total: 2 }))).toBeVisible();

  const link = await startSlowLink(world.port, SLOW);
  let server = await connected(world, link);
  try {
    await syncNow(desk.page, zh);
    await untilSending(world);
    await shot(world, 'sending');
    await desk.killHard();

    await world.openDesk();
    await syncNow(desk.page, zh);
    await untilSending(world);
    await server.killHard();
    server = await connected(world, link);
    link.setRate(FAST);
    await desk.untilDelivered(60_000);
    await desk.page.evaluate(() => (location.hash = '#/sync?group=photos'));
    await expect(desk.page.locator('.jd-photo-row[data-state="delivered"]')).toHaveCount(2, {
      timeout: 60_000,
    });
    // Twice a piece in the air, greetings, the visit's text: far less than a photo sent again.
    expect(link.sentUp()).toBeLessThan(payload * 1.25 + 60_000);
    await openPage(desk.page, zh, 'inspections');
    await expect(desk.page.getByText(zh('photos:evidence.short', { received: 2, total: 2 }))).toHaveCount(0);

    await desk.page.evaluate(() => (location.hash = '#/sync/storage'));
    await desk.page.getByRole('button', { name: zh('photos:care.check') }).click();
    await expect(desk.page.getByText(zh('photos:care.checkedWhole', { count: 2 }))).toBeVisible();
    await shot(world, 'storage-zh');
    // A byte of one file goes wrong on this disk: it is found, said on the first page, and fetched again.
    await damageOne(join(desk.profileDir, 'files'));
    await desk.page.getByRole('button', { name: zh('photos:care.check') }).click();
    await expect(
      desk.page.getByText(zh('photos:care.checkedTrouble', { checked: 2, damaged: 1, missing: 0 })),
    ).toBeVisible();
    await desk.page.evaluate(() => (location.hash = '#/sync?group=photos'));
    await expect(desk.page.getByText(zh('photos:note.trouble', { count: 1 }))).toBeVisible();
    await shot(world, 'trouble');
    await desk.page.getByRole('button', { name: zh('inspections:photo.fetch') }).click();
    await expect(desk.page.getByText(zh('photos:note.trouble', { count: 1 }))).toHaveCount(0);

    await desk.page.evaluate(() => (location.hash = '#/sync/storage'));
    await switchLanguage(desk.page, 'ug-CN');
    await desk.page.getByRole('button', { name: ug('photos:care.letGo') }).click();
    await expect(desk.page.getByText(ug('photos:care.letGoNone'))).toBeVisible();
    await shot(world, 'storage-ug');
  } finally {
    await link.stop();
    await server.stop();
  }
});

async function connected(world: World, link: SlowLink): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dataDir: world.dataDir });
  link.setTarget(server.port);
  return server;
}

/** A photo is on the line, and some of it has gone. */
async function untilSending({ desk }: World): Promise<void> {
  await desk.page.evaluate(() => (location.hash = '#/sync?group=photos'));
  const before = zh('photos:state.sending', { percent: '\u0001' }).split('\u0001')[0] ?? '';
  await expect(desk.page.locator('.jd-photo-row .jd-tag').getByText(before).first()).toContainText(
    /[1-9]\d%/,
    { timeout: 60_000 },
  );
}

async function damageOne(folder: string): Promise<void> {
  const [name] = (await readdir(folder)).filter((one) => one.endsWith('.jda'));
  if (name === undefined) throw new Error('no file is here');
  const bytes = await readFile(join(folder, name));
  bytes[200] = (bytes[200] ?? 0) ^ 1;
  await writeFile(join(folder, name), bytes);
}

/** For whoever looks: only where a folder for pictures is given. */
async function shot({ desk }: World, name: string): Promise<void> {
  const folder = process.env.JD_SHOTS;
  if (folder) await desk.page.screenshot({ path: join(folder, `photos-${name}.png`) });
}
