import { mkdir, open, rm, stat } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { BundleRefusal } from '../../../shared/lib/bundle-refusal.ts';
import { toHex } from '../../../shared/lib/bytes.ts';
import type { Result } from '../../../shared/lib/result.ts';
import type { ErrorKind } from '../../../shared/protocol/errors.ts';
import type { Core } from '../core.ts';
import { problemFields } from '../core.ts';
import { deviceOf } from '../org/session.ts';
import { importBundle, type TakenBundle } from './import-bundle.ts';

// A carrier's upload: arriving (tus, resumable) ─► whole ─► being taken ─► taken or refused; the answer stays until the carrier
// has fetched it or a week has passed. A restart in between only means that the carrier sends again: taking is repeatable.

const MAX_BUNDLE_BYTES = 32 * 1024 ** 3;
const EXPIRES_MS = 7 * 86_400_000;
/** Longest wait for one question; the carrier asks again. */
const PATIENCE_MS = 20_000;

export type Arrival =
  | { readonly kind: 'unknown' | 'taking' | 'failed' }
  | {
      readonly kind: 'done';
      readonly result: Result<TakenBundle & { readonly returnBytes: number }, BundleRefusal>;
    };

export interface Arrivals {
  readonly tus: Server;
  isOwn(deviceId: string, uploadId: string): boolean;
  /** Takes a whole upload, or tells what became of it. */
  take(uploadId: string): Promise<Arrival>;
  /** A piece of the answer; null when there is none. */
  returnPiece(uploadId: string, offset: number, length: number): Promise<Uint8Array | null>;
}

/** What tus answers when something is refused; status and body come from the route. */
export type RefusalAnswer = (kind: ErrorKind) => { readonly status_code: number; readonly body: string };

/** Bundles are sealed already, so they lie on the disk as they come. */
export function openArrivals(core: Core, path: string, answer: RefusalAnswer): Arrivals {
  const directory = join(core.folder, 'bundles', 'arriving');
  const answers = join(core.folder, 'bundles', 'answers');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: EXPIRES_MS });
  const running = new Map<string, Promise<Arrival>>();

  const tus = new Server({
    path,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: MAX_BUNDLE_BYTES,
    namingFunction: async (request) =>
      `${(await deviceOf(core, request.headers.get('authorization'))) ?? 'none'}-${toHex(core.random.bytes(16))}`,
    onResponseError: (_request, problem) => {
      const status = 'status_code' in problem ? problem.status_code : 500;
      const kind =
        status === 413 ? 'body-too-large' : status === 404 || status === 410 ? 'not-found' : 'bad-request';
      return { ...answer(status < 500 ? kind : 'server-error'), status_code: status };
    },
  });

  async function takeWhole(uploadId: string): Promise<Arrival> {
    const upload = await store.getUpload(uploadId).catch(() => null);
    if (upload === null || upload.size === undefined || upload.offset !== upload.size)
      return { kind: 'unknown' };
    const returnTo = join(answers, uploadId);
    await mkdir(returnTo, { recursive: true, mode: 0o700 });
    const taken = await importBundle(core, join(directory, uploadId), returnTo);
    await store.remove(uploadId).catch(() => undefined);
    if (!taken.ok) return { kind: 'done', result: taken };
    const { size: returnBytes } = await stat(join(returnTo, taken.value.returnFile));
    return { kind: 'done', result: { ok: true, value: { ...taken.value, returnBytes } } };
  }

  function begin(uploadId: string): Promise<Arrival> {
    const begun = takeWhole(uploadId).catch((problem: unknown): Arrival => {
      core.log.error({ ...problemFields(problem) }, 'bundle could not be taken');
      running.delete(uploadId);
      return { kind: 'failed' };
    });
    running.set(uploadId, begun);
    const forget = setTimeout(() => {
      running.delete(uploadId);
      void rm(join(answers, uploadId), { recursive: true, force: true });
    }, EXPIRES_MS);
    forget.unref();
    return begun;
  }

  return {
    tus,
    isOwn: (deviceId, uploadId) => uploadId.startsWith(`${deviceId}-`) && /^[0-9A-Za-z-]+$/.test(uploadId),
    take: async (uploadId) => {
      const arrival = await withPatience(running.get(uploadId) ?? begin(uploadId));
      if (arrival.kind === 'unknown') running.delete(uploadId);
      return arrival;
    },
    returnPiece: async (uploadId, offset, length) => {
      const arrival = await running.get(uploadId);
      if (arrival?.kind !== 'done' || !arrival.result.ok) return null;
      return pieceOf(join(answers, uploadId, arrival.result.value.returnFile), offset, length);
    },
  };
}

async function withPatience(arrival: Promise<Arrival>): Promise<Arrival> {
  let timer: NodeJS.Timeout | undefined;
  const later = new Promise<Arrival>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'taking' }), PATIENCE_MS);
  });
  try {
    return await Promise.race([arrival, later]);
  } finally {
    clearTimeout(timer);
  }
}

async function pieceOf(path: string, offset: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = new Uint8Array(length);
    const { bytesRead } = await file.read(buffer, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
