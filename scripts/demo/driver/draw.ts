import type { Page } from '@playwright/test';
import type { RunningApp } from './app-process.ts';
import { openPage } from './frame.ts';
import type { Words } from './words.ts';

export interface WitnessedDigits {
  readonly witness: { readonly name: string; readonly unit: string };
  readonly digits: string;
}

/** The list of draws under 检查. */
export async function openDraws(page: Page, t: Words): Promise<void> {
  await openPage(page, t, 'inspections');
  await page.getByRole('link', { name: t('draw:tab'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: t('draw:list.title') }).waitFor();
}

/** From the approved plan to the commitment, which is on screen afterwards and returned. */
export async function commitDraw(page: Page, t: Words): Promise<string> {
  await openDraws(page, t);
  await page.getByRole('button', { name: t('draw:list.new') }).click();
  await page.getByRole('region', { name: t('draw:pool.targets') }).waitFor();
  await page.getByRole('button', { name: t('draw:new.commit') }).click();
  await page.getByRole('region', { name: t('draw:commitment.title') }).waitFor();
  return shownCommitment(page);
}

/** The hash on screen, whole: its groups are set apart only for the eye. */
export async function shownCommitment(page: Page): Promise<string> {
  return (await page.locator('.jd-hash-large').textContent()) ?? '';
}

/** A witness and the digits said aloud, by keyboard; the picks are on screen afterwards. */
export async function revealDraw(page: Page, t: Words, { witness, digits }: WitnessedDigits): Promise<void> {
  await page.getByLabel(t('draw:witness.name', { at: 1 })).fill(witness.name);
  await page.getByLabel(t('draw:witness.unit', { at: 1 })).fill(witness.unit);
  await page.getByLabel(t('draw:witness.digits')).pressSequentially(digits);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: t('draw:picks.title') }).waitFor();
}

/** Saves the transcript on screen to `path`. The system's own dialog cannot be driven: it answers with this file. */
export async function saveTranscript({ electron, page }: RunningApp, t: Words, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: t('draw:transcript.save') }).click();
  await page.getByText(t('draw:transcript.saved'), { exact: true }).waitFor();
}
