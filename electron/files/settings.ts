import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { AppSettings } from '../../shared/ipc/contract.ts';
import type { SmallFiles } from './small-files.ts';

const PATH = 'settings.json';
const FIRST: AppSettings = { language: 'zh-CN', theme: 'system', lastOfficerId: null };

/** What the window needs before anybody signs in. Damaged or missing settings are the first ones again. */
export class Settings {
  private readonly files: SmallFiles;
  private current: AppSettings | null = null;

  constructor(files: SmallFiles) {
    this.files = files;
  }

  async read(): Promise<AppSettings> {
    this.current ??= await this.load();
    return this.current;
  }

  /** Holds at once; a disk that refuses only loses the choice at the next start. */
  async write(change: Partial<AppSettings>): Promise<AppSettings> {
    const next = { ...(await this.read()), ...change };
    this.current = next;
    await this.files.write(PATH, utf8(JSON.stringify(next))).catch(() => undefined);
    return next;
  }

  private async load(): Promise<AppSettings> {
    try {
      const bytes = await this.files.read(PATH);
      return bytes === null
        ? FIRST
        : AppSettings.parse({ ...FIRST, ...(JSON.parse(fromUtf8(bytes)) as object) });
    } catch {
      return FIRST;
    }
  }
}
