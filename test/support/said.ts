import { expect, type Locator, type Page } from '@playwright/test';
import { switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf, type Language } from '../../scripts/demo/driver/words.ts';

const LANGUAGES: readonly Language[] = ['ug-CN', 'zh-CN'];

/** The words of this key are on screen, in both languages; the window ends in Chinese. */
export async function expectSaid(
  page: Page,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  for (const language of LANGUAGES) {
    await switchLanguage(page, language);
    await expect(sentence(page, wordsOf(language)(key, values))).toBeVisible({ timeout: 20_000 });
  }
}

/** Numbers and foreign words are isolated in elements of their own, so a sentence is compared as running text. */
function sentence(page: Page, text: string): Locator {
  return page.getByText(text.replaceAll(/[\u2066-\u2069]/g, ''), { exact: false }).first();
}
