import type { Page } from '@playwright/test';
import type { Words } from './words.ts';

export interface EnrolFacts {
  readonly address: string;
  readonly code: string;
  readonly password: string;
}

/** Types address and code and asks the server whom the code is for; the answer stands on screen afterwards. */
export async function lookUpCode(
  page: Page,
  t: Words,
  { address, code }: Pick<EnrolFacts, 'address' | 'code'>,
): Promise<void> {
  await page.getByLabel(t('enrolment:code.address'), { exact: true }).fill(address);
  await page.getByLabel(t('enrolment:code.code'), { exact: true }).fill(code);
  await page.getByRole('button', { name: t('enrolment:code.look') }).click();
}

/** The whole way from the code to the printed recovery key, which it returns. */
export async function enrol(page: Page, t: Words, facts: EnrolFacts): Promise<string> {
  await lookUpCode(page, t, facts);
  await page.getByRole('button', { name: t('enrolment:person.confirm') }).click();
  await page.getByLabel(t('app:password.new'), { exact: true }).fill(facts.password);
  await page.getByLabel(t('app:password.again'), { exact: true }).fill(facts.password);
  await page.getByRole('button', { name: t('enrolment:password.finish') }).click();
  const recoveryKey = (await page.locator('.jd-recovery-key').innerText({ timeout: 60_000 })).trim();
  await page.getByRole('checkbox', { name: t('enrolment:recovery.written') }).check();
  await page
    .getByLabel(t('enrolment:recovery.retype'), { exact: true })
    .fill(recoveryKey.split('-').slice(-2).join('-'));
  await page.getByRole('button', { name: t('enrolment:recovery.done') }).click();
  return recoveryKey;
}

/** Signs an officer in by the name on screen; the frame with its status bar is there afterwards. */
export async function signIn(
  page: Page,
  t: Words,
  who: { readonly name: string; readonly password: string },
): Promise<void> {
  const choice = page.getByRole('radio', { name: who.name });
  await choice.check();
  await page.getByLabel(t('sign-in:password'), { exact: true }).fill(who.password);
  await page.getByRole('button', { name: t('sign-in:enter') }).click();
  await page.getByRole('contentinfo').waitFor({ timeout: 60_000 });
}
