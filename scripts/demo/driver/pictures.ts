import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Words } from './words.ts';

const LIMIT_MS = 60_000;

/** Asks for every picture of the page that still lies at the server only; returns when each one is shown. */
export async function fetchPictures(page: Page, t: Words): Promise<void> {
  const away = page.locator('.jd-thumb-away');
  const fetch = away.getByRole('button', { name: t('inspections:photo.fetch') });
  const until = Date.now() + LIMIT_MS;
  await page.locator('.jd-thumb').first().waitFor();
  for (let left = await away.count(); left > 0; left = await away.count()) {
    if (Date.now() > until) throw new Error(`${left} pictures did not come`);
    // A picture that is still being opened has no button yet.
    if ((await fetch.count()) > 0) await fetch.first().click();
    for (let waits = 0; waits < 40 && (await away.count()) >= left; waits++) await sleep(50);
  }
}
