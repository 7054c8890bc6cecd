import { expect, type Locator, type Page } from '@playwright/test';
import { switchLanguage } from '../../scripts/demo/driver/frame.ts';
import { wordsOf, type Language, type Words } from '../../scripts/demo/driver/words.ts';

const LANGUAGES: readonly Language[] = ['ug-CN', 'zh-CN'];

type Values = Readonly<Record<string, string | number>>;

/** The words of this key are on screen, in both languages; the window ends in Chinese. Values may depend on the language. */
export async function expectSaid(
  page: Page,
  key: string,
  values: Values | ((t: Words) => Values) = {},
): Promise<void> {
  for (const language of LANGUAGES) {
    await switchLanguage(page, language);
    const t = wordsOf(language);
    const given = typeof values === 'function' ? values(t) : values;
    await expect(sentence(page, t(key, given))).toBeVisible({ timeout: 20_000 });
  }
}

/** On screen a value may stand between isolates (U+2066 to U+2069), which a person does not see: they may be anywhere. */
function sentence(page: Page, text: string): Locator {
  const plain = [...text.replaceAll(/[\u2066-\u2069]/g, '')];
  const pattern = plain.map((char) => char.replace(/[.*+?^${}()|[\]\\]/, '\\$&')).join('[\\u2066-\\u2069]*');
  return page.getByText(new RegExp(pattern)).first();
}
