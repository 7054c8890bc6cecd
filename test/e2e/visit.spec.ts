import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { openVisit, startVisit, switchLanguage, syncNow } from '../../scripts/demo/driver/frame.ts';
import { countedOutbox } from '../../scripts/demo/driver/figures.ts';
import { addPhoto, institutionSigns, signAs } from '../../scripts/demo/driver/visit.ts';
import { wordsOf } from '../../scripts/demo/driver/words.ts';
import { passwordOf } from '../../scripts/demo/device.ts';
import { picturesHere } from '../../scripts/demo/pictures-here.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { test, type World } from '../support/launch-app.ts';

const zh = wordsOf('zh-CN');
const ug = wordsOf('ug-CN');

test('a whole visit from the keyboard, in Uyghur and Chinese by turns, offline; then a colleague sees it with its photos and another prefecture does not', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const { desk, cast } = world;
  await world.openDesk();
  const { page } = desk;
  await startVisit(page, zh, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });

  await switchLanguage(page, 'ug-CN');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(cast.institution.name.ug);
  const items = TemplateBody.parse(annual).items;
  let t = ug;
  for (const item of items) {
    const row = page.locator(`[data-item="${item.id}"]`);
    if (item.kind === 'photo') {
      const path = join(world.folder, `${item.id}.jpg`);
      await writeFile(path, encodeJpeg(drawPicture('licence', 900, seededDice(items.indexOf(item))), 85));
      await addPhoto(page, t, item.id, path);
    } else if (item.kind === 'yes-no-na') {
      await row.focus();
      await page.keyboard.press('3');
      await expect(row.getByRole('radio', { name: t('inspections:choice.na'), exact: true })).toBeChecked();
    } else {
      const field = row.locator('.jd-item-answer :is(input, textarea)');
      await field.fill(
        item.kind === 'date' ? '2027-03-01' : item.kind === 'number' ? '12' : 'ھەممىسى تەكشۈرۈلدى',
      );
      await field.press(item.kind === 'text' ? 'Tab' : 'Enter');
    }
    // The language changes under the officer's hands, in the middle of the work.
    if (item.id !== 'DR-C02' && item.id !== 'DR-D01') continue;
    t = item.id === 'DR-C02' ? zh : ug;
    await switchLanguage(page, t === zh ? 'zh-CN' : 'ug-CN');
  }
  await page.getByRole('button', { name: ug('inspections:rail.sign') }).click();
  await institutionSigns(page, ug, { name: cast.institution.head.ug, role: 'مەسئۇل' });
  await signAs(page, ug, { name: cast.lead.name.ug, password: null });
  await switchLanguage(page, 'zh-CN');
  await signAs(page, zh, { name: cast.partner.name.zh, password: passwordOf(cast.partner) });
  await page.getByRole('button', { name: zh('inspections:sign.seal') }).click();
  await expect(page.getByText(zh('inspections:state.sealed'), { exact: true })).toBeVisible();
  expect((await desk.equation()).waiting).toBeGreaterThan(items.length);

  const server = await world.startServer();
  await desk.untilDelivered(60_000);
  await expect(page.getByText(zh('sync-centre:photos.none'))).toBeVisible({ timeout: 60_000 });
  const sent = await picturesHere(page);
  // Three photos and three signatures: the representative’s and the two officers’.
  expect(sent).toHaveLength(6);
  await desk.close();

  const colleague = world.newDesk('b');
  await colleague.enrolFirst(server, cast.partner);
  await colleague.untilDelivered(60_000);
  await openVisit(colleague.page, zh, cast.institution.name.zh);
  await expect(colleague.page.getByText(zh('inspections:state.sealed'), { exact: true })).toBeVisible();
  const fetch = colleague.page.getByRole('button', { name: zh('inspections:photo.fetch') });
  await expect(async () => {
    if ((await fetch.count()) > 0) await fetch.first().click({ timeout: 1_000 });
    expect(await fetch.count()).toBe(0);
  }).toPass({ timeout: 60_000 });
  const byId = (a: { attachmentId: string }, b: { attachmentId: string }): number =>
    a.attachmentId < b.attachmentId ? -1 : 1;
  expect([...(await picturesHere(colleague.page))].toSorted(byId)).toEqual([...sent].toSorted(byId));
  await colleague.close();

  const stranger = world.newDesk('c');
  await stranger.enrolFirst(server, cast.stranger);
  await stranger.untilDelivered(60_000);
  expect(await codesOfRecords(stranger)).toEqual(['650000', cast.stranger.prefectureCode]);
});

test('a visit begun on one computer goes on, still open, on the colleague’s; both answers to one item are kept', async ({
  world,
}) => {
  test.setTimeout(180_000);
  const { desk, cast } = world;
  await world.openDesk();
  await startVisit(desk.page, zh, { institution: cast.institution.name.zh, partner: cast.partner.name.zh });
  await answer(desk, 'DR-A05', 'yes');
  const server = await world.startServer();
  await desk.untilDelivered(60_000);

  const colleague = world.newDesk('b');
  await colleague.enrolFirst(server, cast.partner);
  await colleague.untilDelivered(60_000);
  await openVisit(colleague.page, zh, cast.institution.name.zh);
  await server.stop();
  await openVisit(desk.page, zh, cast.institution.name.zh);
  await answer(desk, 'DR-A06', 'yes');
  await answer(colleague, 'DR-A06', 'na');
  await world.startServer();
  await desk.untilDelivered(60_000);
  await colleague.untilDelivered(60_000);
  await syncNow(desk.page, zh);
  await desk.untilDelivered(60_000);

  await openVisit(desk.page, zh, cast.institution.name.zh);
  const row = desk.page.locator('[data-item="DR-A06"]');
  await expect(row.getByText(zh('inspections:contested.title'))).toBeVisible();
  await expect(row.getByText(zh('inspections:contested.youChoose'))).toBeVisible();
  // The lead officer decides from the keyboard: 9 keeps the second of the two.
  const kept = await row.locator('.jd-contested-one').nth(1).locator('.jd-answer').textContent();
  await row.focus();
  await desk.page.keyboard.press('9');
  await expect(row.getByText(zh('inspections:contested.title'))).toHaveCount(0);
  await expect(row.getByRole('radio', { checked: true })).toContainText(kept ?? '');
  expect((await countedOutbox(colleague.page)).states.quarantined).toBe(0);
});

async function answer(desk: World['desk'], itemId: string, choice: 'yes' | 'na'): Promise<void> {
  const row = desk.page.locator(`[data-item="${itemId}"]`);
  await row.getByRole('radio', { name: zh(`inspections:choice.${choice}`), exact: true }).click();
  await expect(row.locator('[data-mark="saved"]')).toBeVisible();
}

/** Prefectures whose records lie in this computer's database, whatever the screens show. */
async function codesOfRecords(desk: World['desk']): Promise<readonly string[]> {
  return desk.page.evaluate(async () => {
    const codes = new Set<string>();
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const table of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const reading = db.transaction(table).objectStore(table).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        });
        for (const row of rows) {
          const scope = (row as { scope?: unknown }).scope;
          if (typeof scope === 'string') codes.add(scope.slice(0, 6));
        }
      }
      db.close();
    }
    return [...codes].toSorted();
  });
}
