import { z } from 'zod';
import type { PreviousUpload, UrlStorage } from 'tus-js-client';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';

const PATH = 'uploads.json';
// The server forgets a half after 60 days; an address is worth nothing much longer.
const KEPT_MS = 90 * 86_400_000;

const Upload = z.object({
  size: z.number().nullable(),
  metadata: z.record(z.string(), z.string()),
  creationTime: z.string(),
  urlStorageKey: z.string(),
  uploadUrl: z.string().nullable(),
  parallelUploadUrls: z.array(z.string()).nullable().default(null),
});
const Uploads = z.record(z.string(), Upload);

export interface WholeFiles {
  read(path: string): Promise<Uint8Array | null>;
  write(path: string, bytes: Uint8Array): Promise<void>;
}

/**
 * Where begun uploads are found again after a crash: ids, hashes and addresses at the server, nothing else. Losing it
 * only means that a photo starts again.
 */
export class UploadUrls implements UrlStorage {
  private readonly files: WholeFiles;
  private uploads: Record<string, PreviousUpload> | null = null;

  constructor(files: WholeFiles) {
    this.files = files;
  }

  async findAllUploads(): Promise<PreviousUpload[]> {
    return Object.values(await this.load());
  }

  async findUploadsByFingerprint(fingerprint: string): Promise<PreviousUpload[]> {
    const found = (await this.load())[fingerprint];
    return found === undefined ? [] : [found];
  }

  async removeUpload(urlStorageKey: string): Promise<void> {
    const { [urlStorageKey]: removed, ...others } = await this.load();
    if (removed !== undefined) await this.save(others);
  }

  async addUpload(fingerprint: string, upload: PreviousUpload): Promise<string> {
    await this.save({ ...(await this.load()), [fingerprint]: { ...upload, urlStorageKey: fingerprint } });
    return fingerprint;
  }

  private async load(): Promise<Record<string, PreviousUpload>> {
    if (this.uploads !== null) return this.uploads;
    try {
      const bytes = await this.files.read(PATH);
      this.uploads = bytes === null ? {} : recent(Uploads.parse(JSON.parse(fromUtf8(bytes))));
    } catch {
      this.uploads = {};
    }
    return this.uploads;
  }

  private async save(uploads: Record<string, PreviousUpload>): Promise<void> {
    this.uploads = uploads;
    await this.files.write(PATH, utf8(JSON.stringify(uploads))).catch(() => undefined);
  }
}

function recent(uploads: Record<string, PreviousUpload>): Record<string, PreviousUpload> {
  const isRecent = ({ creationTime }: PreviousUpload): boolean =>
    !(Date.now() - Date.parse(creationTime) > KEPT_MS);
  return Object.fromEntries(Object.entries(uploads).filter(([, upload]) => isRecent(upload)));
}
