import type { Page } from '@playwright/test';
import type { Language, Words } from './words.ts';

export type PageName = 'work' | 'inspections' | 'registry' | 'sync' | 'settings';

/** Goes to a page of the navigation by its name on screen. */
export async function openPage(page: Page, t: Words, name: PageName): Promise<void> {
  await page
    .getByRole('navigation', { name: t('app:nav.label') })
    .getByRole('link', { name: t(`app:nav.${name}`) })
    .click();
  await page.waitForURL(new RegExp(`#/${name}`));
}

/** Switches the language with the two words that are always in sight; the whole window follows. */
export async function switchLanguage(page: Page, to: Language): Promise<void> {
  await page.locator(`.jd-languages button[lang="${to}"]`).click();
  await page
    .locator(`html[lang="${to}"][dir="${to === 'ug-CN' ? 'rtl' : 'ltr'}"]`)
    .waitFor({ state: 'attached' });
}

/** The start page of a visit, filled in; ends on the visit's screen with its items. Returns the visit's id. */
export async function startVisit(
  page: Page,
  t: Words,
  visit: { readonly institution: string; readonly partner: string },
): Promise<string> {
  await openPage(page, t, 'inspections');
  await page
    .getByRole('button', { name: t('inspections:list.start') })
    .or(page.getByRole('link', { name: t('inspections:list.start') }))
    .first()
    .click();
  const finder = page.getByRole('combobox', { name: t('inspections:start.findInstitution') });
  await finder.fill(visit.institution);
  await finder.press('Enter');
  await page.getByRole('combobox', { name: t('inspections:start.partner') }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: visit.partner }).click();
  await page.getByRole('button', { name: t('inspections:start.start') }).click();
  await page.locator('.jd-items [data-item]').first().waitFor();
  return /inspections\/([^?#/]+)/.exec(page.url())?.[1] ?? '';
}

/** Opens a visit from the list of inspections by its institution's name. */
export async function openVisit(page: Page, t: Words, institution: string): Promise<void> {
  await openPage(page, t, 'inspections');
  await page.getByRole('link', { name: institution }).first().click();
  await page.waitForURL(/#\/inspections\/[^/]+$/);
  // The address changes before the page does: the list is still there for a moment.
  await page.getByRole('heading', { level: 1 }).filter({ hasText: institution }).waitFor();
}

/** Asks for one round with the server now, and waits until its end is on screen. */
export async function syncNow(page: Page, t: Words): Promise<void> {
  await openPage(page, t, 'sync');
  const button = page.getByRole('button', { name: t('sync-centre:action.now') });
  await button.click();
}
