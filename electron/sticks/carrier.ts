import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundleRefusal } from '../../shared/lib/bundle-refusal.ts';
import type { CarryOutcome } from '../../shared/ipc/stick-calls.ts';
import { readHeaderOf } from './return-reader.ts';
import { stickFailureOf } from './stick-failure.ts';

interface LinkFailure {
  readonly kind: 'carry-failed';
  readonly failure: { readonly kind: string };
}
interface Cancelled {
  readonly kind: 'carry-cancelled';
}

/** The line to the server, as carrying needs it. Uploads go on where they were cut, also after a restart. */
export interface CarryLink {
  upload(
    file: { readonly path: string; readonly sizeBytes: number; readonly bundleId: string },
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'uploaded'; readonly uploadId: string } | LinkFailure | Cancelled>;
  /** Asks until the server has taken the bundle or refused it. */
  take(
    uploadId: string,
    signal: AbortSignal,
  ): Promise<
    | {
        readonly kind: 'taken';
        readonly acts: number;
        readonly files: number;
        readonly isKnown: boolean;
        readonly returnFile: string;
        readonly returnBytes: number;
      }
    | { readonly kind: 'refused'; readonly refusal: BundleRefusal }
    | LinkFailure
    | Cancelled
  >;
  /** A piece of the answer from `offset` on; an empty one at its end. */
  returnPiece(
    uploadId: string,
    offset: number,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'piece'; readonly bytes: Uint8Array } | LinkFailure | Cancelled>;
}

export interface CarryProgress {
  readonly phase: 'sending' | 'waiting' | 'fetching';
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Takes another device's bundle over this line, then puts the server's answer beside it. The carrier reads nothing of either. */
export async function carry(
  path: string,
  link: CarryLink,
  onProgress: (progress: CarryProgress) => void,
  signal: AbortSignal,
): Promise<CarryOutcome> {
  try {
    const read = await readHeaderOf(path);
    if (!read.ok) return read.error;
    if (read.value.header.kind !== 'outward') return { kind: 'bundle-wrong-way' };
    const { size: sizeBytes } = await stat(path);
    const { bundleId } = read.value.header;
    const sent = await link.upload(
      { path, sizeBytes, bundleId },
      (doneBytes) => onProgress({ phase: 'sending', doneBytes, totalBytes: sizeBytes }),
      signal,
    );
    if (sent.kind !== 'uploaded') return sent;
    onProgress({ phase: 'waiting', doneBytes: sizeBytes, totalBytes: sizeBytes });
    const taken = await link.take(sent.uploadId, signal);
    if (taken.kind === 'refused') return taken.refusal;
    if (taken.kind !== 'taken') return taken;
    const { acts, files, isKnown, returnFile, returnBytes } = taken;
    const fetched = await fetchReturn(
      join(dirname(path), returnFile),
      sent.uploadId,
      link,
      signal,
      (doneBytes) => onProgress({ phase: 'fetching', doneBytes, totalBytes: returnBytes }),
    );
    return fetched ?? { kind: 'carried', acts, files, isKnown, returnName: returnFile };
  } catch (error) {
    return stickFailureOf(error);
  }
}

/** Throws the disk's errors; half an answer never has a bundle's name. */
async function fetchReturn(
  path: string,
  uploadId: string,
  link: CarryLink,
  signal: AbortSignal,
  onReceived: (bytes: number) => void,
): Promise<LinkFailure | Cancelled | null> {
  const draft = `${path}.part`;
  const file = await open(draft, 'w', 0o600);
  try {
    for (let offset = 0; ;) {
      const piece = await link.returnPiece(uploadId, offset, signal);
      if (piece.kind !== 'piece') {
        await file.close();
        await rm(draft, { force: true });
        return piece;
      }
      if (piece.bytes.length === 0) break;
      await file.writeFile(piece.bytes);
      offset += piece.bytes.length;
      onReceived(offset);
    }
    await file.sync();
    await file.close();
    await rename(draft, path);
    return null;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
