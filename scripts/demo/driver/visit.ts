import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import type { PlannedAnswer } from '../../samples/answers.ts';
import type { Words } from './words.ts';

export function itemRow(page: Page, itemId: string): Locator {
  return page.locator(`[data-item="${itemId}"]`);
}

/** Waits until the row itself says "saved": what that promises is on the disk. */
async function untilSaved(row: Locator): Promise<void> {
  await row.locator('[data-mark="saved"]').waitFor();
}

/** Answers one item as a person would, and returns when the row says that it is saved. */
export async function answerItem(page: Page, t: Words, answer: PlannedAnswer): Promise<void> {
  const row = itemRow(page, answer.item.id);
  // The note first: the touch that answers then carries it, and the mark that follows is the last one.
  const hasNote = (await row.getByLabel(t('inspections:visit.note'), { exact: true }).count()) > 0;
  if (answer.note !== '' || hasNote) await writeNote(row, t, answer.note);
  const { value } = answer;
  switch (value.kind) {
    case 'choice':
      await row.getByRole('radio', { name: t(`inspections:choice.${value.choice}`), exact: true }).click();
      break;
    case 'date': {
      const field = row.locator('.jd-typed-date input');
      await field.fill(value.on);
      await field.press('Enter');
      break;
    }
    case 'number':
    case 'score': {
      const field = row.locator('.jd-typed-number');
      await field.fill(value.kind === 'number' ? value.value : String(value.points));
      await field.press('Enter');
      break;
    }
    case 'text':
      await row.locator('.jd-item-answer textarea').fill(value.text);
      await row.locator('.jd-item-answer textarea').blur();
      break;
  }
  await untilSaved(row);
  if (answer.finding !== null) await writeFinding(row, t, answer.finding);
}

async function writeNote(row: Locator, t: Words, note: string): Promise<void> {
  const field = row.getByLabel(t('inspections:visit.note'), { exact: true });
  // The row answered before may still be handing the focus on, which closes an empty note again: a person clicks once more.
  for (let tries = 0; tries < 5 && (await field.count()) === 0; tries++) {
    await row.getByRole('button', { name: t('inspections:item.note') }).click();
    await field.waitFor({ timeout: 2_000 }).catch(() => undefined);
  }
  if ((await field.inputValue()) === note) return;
  // The row that was answered before may still be handing the focus on: type again into the field that lost it.
  for (let tries = 0; tries < 5 && (await field.inputValue()) !== note; tries++) {
    await field.click();
    await field.fill(note);
  }
  await field.blur();
  await untilSaved(row);
}

async function writeFinding(row: Locator, t: Words, text: string): Promise<void> {
  const field = row.getByLabel(t('inspections:finding.text'), { exact: true });
  await field.fill(text);
  await row.getByRole('button', { name: t('inspections:finding.done') }).click();
  await row.getByText(text, { exact: true }).waitFor();
  await untilSaved(row);
}

/** Adds a picture file to an item; returns when the row shows it and says saved. */
export async function addPhoto(page: Page, t: Words, itemId: string, path: string): Promise<void> {
  const row = itemRow(page, itemId);
  const before = await row.locator('.jd-thumb img').count();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    row
      .locator('.jd-item-tools')
      .getByRole('button', { name: t('inspections:item.photo') })
      .click(),
  ]);
  await chooser.setFiles(path);
  await page.getByRole('button', { name: t('marking:storeAsIs') }).click();
  await row.locator('.jd-thumb img').nth(before).waitFor();
  await untilSaved(row);
}

/** Draws a signature and gives it; the partner's password opens their key for it. */
export async function signAs(
  page: Page,
  t: Words,
  who: { readonly name: string; readonly password: string | null },
): Promise<void> {
  const card = page.getByRole('region', { name: who.name, exact: true });
  const pad = card.locator('canvas');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('the signature pad is not on screen');
  const strokes = [0.2, 0.7, 0.3, 0.8, 0.4, 0.6, 0.25, 0.75];
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.5);
  await page.mouse.down();
  for (const [i, y] of strokes.entries())
    await page.mouse.move(box.x + box.width * (0.18 + i * 0.09), box.y + box.height * y, { steps: 3 });
  await page.mouse.up();
  if (who.password !== null) await card.locator('input[type="password"]').fill(who.password);
  await card.getByRole('button', { name: t('inspections:sign.sign'), exact: true }).click();
  await card.getByText(t('inspections:sign.signed'), { exact: true }).waitFor({ timeout: 60_000 });
}

const ShownItem = z.object({
  done: z.boolean(),
  choice: z.enum(['yes', 'no', 'na']).nullable(),
  typed: z.string().nullable(),
  note: z.string().nullable(),
  photos: z.int(),
  text: z.string(),
});
export type ShownItem = z.infer<typeof ShownItem>;

const READ_ITEMS = `Object.fromEntries([...document.querySelectorAll('.jd-items [data-item]')].map((row) => [row.dataset.item, {
  done: row.dataset.done === 'true',
  choice: ['yes', 'no', 'na'].find((choice) => row.querySelector('.jd-choice-' + choice)?.getAttribute('aria-checked') === 'true') ?? null,
  typed: row.querySelector('.jd-item-answer :is(input, textarea)')?.value ?? null,
  note: row.querySelector('.jd-note')?.value ?? null,
  photos: row.querySelectorAll('.jd-item-photos .jd-thumb').length,
  text: row.textContent ?? '',
}]))`;

/** Every item as it stands on the visit's screen. */
export async function shownItems(page: Page): Promise<Readonly<Record<string, ShownItem>>> {
  await page.locator('.jd-items [data-item]').first().waitFor();
  return z.record(z.string(), ShownItem).parse(await page.evaluate(READ_ITEMS));
}

/** Whether an item on screen holds this planned answer, note and finding included. */
export function holds(shown: ShownItem | undefined, answer: PlannedAnswer): boolean {
  if (!shown?.done) return false;
  const { value } = answer;
  const isValue = value.kind === 'choice' ? shown.choice === value.choice : shown.typed === typedOf(value);
  return (
    isValue &&
    (shown.note ?? '') === answer.note &&
    (answer.finding === null || shown.text.includes(answer.finding))
  );
}

function typedOf(value: Exclude<PlannedAnswer['value'], { kind: 'choice' }>): string {
  switch (value.kind) {
    case 'date':
      return value.on;
    case 'number':
      return value.value;
    case 'score':
      return String(value.points);
    case 'text':
      return value.text;
  }
}

/** The institution's side: the facts of the visit, then its representative signs, from the keyboard. */
export async function institutionSigns(
  page: Page,
  t: Words,
  representative: { readonly name: string; readonly role: string },
): Promise<void> {
  await noteFacts(page, t, representative);
  const card = page.getByRole('region', { name: t('visit:institution.title'), exact: true });
  await card.getByRole('button', { name: t('inspections:sign.writeName') }).click();
  await card.getByRole('button', { name: t('visit:institution.sign') }).click();
  await card.getByText(t('visit:outcome.signed'), { exact: true }).waitFor();
}

/** Fills in when the officers came and left, what they showed and told, and who stands for the institution. */
export async function noteFacts(
  page: Page,
  t: Words,
  representative: { readonly name: string; readonly role: string },
): Promise<void> {
  const facts = page.getByRole('region', { name: t('visit:facts.title'), exact: true });
  const type = async (label: string, text: string): Promise<void> => {
    const field = facts.getByLabel(label, { exact: true });
    await field.fill(text);
    await field.press('Tab');
  };
  const choose = (label: string, option: string): Promise<void> =>
    facts.getByRole('group', { name: label }).getByText(option, { exact: true }).click();
  await type(t('visit:facts.arrived'), '940');
  await type(t('visit:facts.left'), '16:30');
  await choose(t('visit:facts.certificates'), t('visit:facts.yes'));
  await choose(t('visit:facts.rights'), t('visit:facts.yes'));
  await choose(t('visit:facts.presence'), t('visit:facts.present'));
  await type(t('visit:facts.name'), representative.name);
  await type(t('visit:facts.role'), representative.role);
}
