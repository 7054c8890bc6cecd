import type { Locator, Page } from '@playwright/test';
import {
  RECTIFICATION_STATES,
  type RectificationState,
} from '../../../shared/domain/rectification/rectification.ts';
import { openPage } from './frame.ts';
import type { Words } from './words.ts';

export type RectifyStep = 'submit-plan' | 'agree-plan' | 'report' | 'accept' | 'not-accept' | 'close';

/** On a sealed visit: the way to order what was found there. Not on screen where nothing was found. */
export function orderButton(page: Page, t: Words): Locator {
  return page.getByRole('button', { name: around(t('rectify:order.open', { count: '\0' })) });
}

/** Every finding on the order page is ordered; ends on the list of rectifications. */
export async function orderAll(page: Page, t: Words): Promise<void> {
  await page.getByRole('button', { name: around(t('rectify:order.button', { count: '\0' })) }).click();
  await page.waitForURL(/#\/inspections\/rectify$/);
}

/** The rectifications of an institution, from the list under 检查; opens the first. */
export async function openRectification(page: Page, t: Words, institution: string): Promise<void> {
  await openPage(page, t, 'inspections');
  await page.getByRole('link', { name: t('rectify:tab'), exact: true }).click();
  await page.getByRole('link', { name: institution }).first().click();
  await page.waitForURL(/#\/inspections\/rectify\/.+/);
  await page.locator('[data-event]').first().waitFor();
}

/** Takes one step of a rectification and returns when it stands among what happened. */
export async function takeStep(page: Page, t: Words, step: RectifyStep, text: string): Promise<void> {
  const events = page.locator('[data-event]');
  const before = await events.count();
  if (text !== '') await page.getByLabel(t(`rectify:label.${step}`), { exact: true }).fill(text);
  await page.getByRole('button', { name: t(`rectify:step.${step}`), exact: true }).click();
  await events.nth(before).waitFor();
}

/** A picture of how it is now. */
export async function addAfterPicture(page: Page, t: Words, path: string): Promise<void> {
  await page.locator('[data-picker="after"]').setInputFiles(path);
  await page.getByRole('button', { name: t('marking:storeAsIs') }).click();
  await page.locator('[data-event="evidence-added"]').waitFor();
}

/** The state as a person reads it in the page's head; null where no such word stands there. */
export async function shownState(page: Page, t: Words): Promise<RectificationState | null> {
  const read = await page.locator('.jd-page-note .jd-tag').allInnerTexts();
  return RECTIFICATION_STATES.find((state) => read.includes(t(`rectify:state.${state}`))) ?? null;
}

/** Words with any number in their one gap, which is marked with U+0000. */
function around(words: string): RegExp {
  const parts = words.split('\0').map((part) => part.replaceAll(/[^\p{L}\p{N}\s]/gu, '.'));
  return new RegExp(`^${parts.join(String.raw`.*\d.*`)}$`, 'u');
}
