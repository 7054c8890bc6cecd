import { z } from 'zod';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { StickRecord } from '../../shared/ipc/stick-calls.ts';

const PATH = 'sticks.json';
/** Enough for years of weekly sticks. */
const KEPT = 500;

export interface HistoryFiles {
  read(path: string): Promise<Uint8Array | null>;
  write(path: string, bytes: Uint8Array): Promise<void>;
}

/** Which bundles this computer wrote, read and carried: counts and days, nothing of their content. */
export class StickHistory {
  readonly #files: HistoryFiles;
  #records: readonly StickRecord[] | null = null;

  constructor(files: HistoryFiles) {
    this.#files = files;
  }

  /** Newest first. A history that cannot be read starts anew: it proves nothing, it only helps people. */
  async list(): Promise<readonly StickRecord[]> {
    if (this.#records !== null) return this.#records;
    try {
      const bytes = await this.#files.read(PATH);
      this.#records = bytes === null ? [] : z.array(StickRecord).parse(JSON.parse(fromUtf8(bytes)));
    } catch {
      this.#records = [];
    }
    return this.#records;
  }

  async add(record: StickRecord): Promise<void> {
    const records = [record, ...(await this.list())].slice(0, KEPT);
    this.#records = records;
    await this.#files.write(PATH, utf8(JSON.stringify(records))).catch(() => undefined);
  }
}
