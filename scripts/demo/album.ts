import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { rootDir } from '../lib/paths.ts';
import { switchLanguage } from './driver/frame.ts';

export interface Album {
  /** Files taken so far, relative to the repository where they lie inside it. */
  readonly files: readonly string[];
  /** The window as it is, in Chinese and then in Uyghur; ends in Chinese. */
  take(page: Page, name: string): Promise<void>;
}

/** Takes each picture in both languages: `<name>-zh.png`, `<name>-ug.png`. */
export function makeAlbum(folder: string, say: (text: string) => void): Album {
  const files: string[] = [];
  const shoot = async (page: Page, name: string): Promise<void> => {
    const path = join(folder, `${name}.png`);
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    await page.screenshot({ path, animations: 'disabled' });
    files.push(path.startsWith(rootDir) ? relative(rootDir, path) : path);
  };
  return {
    files,
    take: async (page, name) => {
      await shoot(page, `${name}-zh`);
      await switchLanguage(page, 'ug-CN');
      await shoot(page, `${name}-ug`);
      await switchLanguage(page, 'zh-CN');
      say(`pictures of ${name}, in both languages`);
    },
  };
}
