import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../../store/sync-folder.ts';
import { SealedFiles, type ContentPlace, type StoredBytes } from './sealed-file.ts';

/** Bytes that arrived, on this disk and fsynced, not yet where they belong. */
export interface Draft extends StoredBytes {
  /** Durable in its place when this returns; the same bytes there already are replaced, which mends a damaged copy. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Where the server keeps attachments: by content within a prefecture, sealed. Adapters: a folder, S3-compatible storage. */
export interface AttachmentFiles {
  write(place: ContentPlace, source: AsyncIterable<Uint8Array>): Promise<Draft>;
  has(place: ContentPlace): Promise<boolean>;
  /** The plain bytes in order. Throws `AttachmentDamaged` at the first chunk that does not open. */
  read(place: ContentPlace): AsyncGenerator<Uint8Array>;
  close(): void;
}

// Far longer than the longest photo takes to seal: an older draft was left by a crash, the upload it came from is still there.
const DRAFT_LIVES_MS = 24 * 3_600_000;

/** Drafts on this process's disk: sealed and hashed here before they go anywhere. */
export function draftFolder(folder: string): () => string {
  const drafts = join(folder, 'attachments', 'drafts');
  mkdirSync(drafts, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(drafts)) {
    const { mtimeMs } = statSync(join(drafts, name), { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > DRAFT_LIVES_MS) rmSync(join(drafts, name), { force: true });
  }
  return () => join(drafts, randomUUID());
}

/** `<folder>/attachments/<prefecture>/…`; for one server process, or several that share a folder which fsyncs. */
export function folderFiles(folder: string, storageKey: Uint8Array): AttachmentFiles {
  const root = join(folder, 'attachments');
  const newDraft = draftFolder(folder);
  const sealed = new SealedFiles(storageKey);
  const pathOf = (place: ContentPlace): string => join(root, sealed.nameOf(place));
  return {
    write: async (place, source) => {
      const draft = newDraft();
      const stored = await sealed.write(draft, place, source);
      return {
        ...stored,
        keep: () => moveInto(draft, pathOf(place), root),
        discard: () => rm(draft, { force: true }),
      };
    },
    has: (place) =>
      stat(pathOf(place)).then(
        () => true,
        () => false,
      ),
    read: (place) => sealed.open(place, createReadStream(pathOf(place))),
    close: () => undefined,
  };
}

/** The file and every folder name on its way survive a power cut. */
async function moveInto(draft: string, path: string, root: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rename(draft, path);
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder))
    await syncFolder(folder);
}
