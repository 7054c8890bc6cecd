import { open } from 'node:fs/promises';
import { DetailedError, Upload, type UploadOptions, type UrlStorage } from 'tus-js-client';
import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import type { BundleRefusal } from '../../shared/lib/bundle-refusal.ts';
import { utf8 } from '../../shared/lib/bytes.ts';
import { BUNDLE_UPLOADS, CarryAnswer } from '../../shared/protocol/carry.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol-version.ts';
import { classify, jsonOf } from './classify.ts';
import { isHttpResult, type HttpSend } from './http.ts';
import type { NetClient } from './net-client.ts';
import { TusFailure, tusStack } from './tus-stack.ts';

type TusFileReader = NonNullable<UploadOptions['fileReader']>;

/** Held in memory and lost at a cut: two seconds of a slow line, no more. */
const PIECE_BYTES = 256 * 1024;
const ASK_AGAIN_MS = 3_000;

export interface BundleLinkParts {
  readonly net: NetClient;
  readonly send: HttpSend;
  readonly urls: UrlStorage;
}

interface Failed {
  readonly kind: 'carry-failed';
  readonly failure: NetFailure;
}
interface Cancelled {
  readonly kind: 'carry-cancelled';
}

/** Bundles of other devices over this device's session, resumable like photos. */
export class BundleLink {
  readonly #parts: BundleLinkParts;

  constructor(parts: BundleLinkParts) {
    this.#parts = parts;
  }

  async upload(
    file: { readonly path: string; readonly sizeBytes: number; readonly bundleId: string },
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'uploaded'; readonly uploadId: string } | Failed | Cancelled> {
    const access = this.#parts.net.access();
    if (access.kind !== 'access') return failed(access);
    const { send, urls } = this.#parts;
    return new Promise((resolve) => {
      const upload = new Upload(Buffer.alloc(0), {
        endpoint: `${access.origin}${BUNDLE_UPLOADS}`,
        headers: { ...access.headers },
        fingerprint: () => Promise.resolve(`bundle|${file.bundleId}`),
        fileReader: pieces(file.path, file.sizeBytes),
        uploadSize: file.sizeBytes,
        chunkSize: PIECE_BYTES,
        httpStack: tusStack(send),
        urlStorage: urls,
        removeFingerprintOnSuccess: true,
        retryDelays: null,
        onProgress: onSent,
        onSuccess: () => resolve({ kind: 'uploaded', uploadId: upload.url?.split('/').at(-1) ?? '' }),
        onError: (error) => resolve(failed(failureOf(error))),
      });
      signal.addEventListener('abort', () => {
        void upload.abort();
        resolve({ kind: 'carry-cancelled' });
      });
      void begin(upload);
    });
  }

  async take(
    uploadId: string,
    signal: AbortSignal,
  ): Promise<
    | Extract<CarryAnswer, { kind: 'taken' }>
    | { readonly kind: 'refused'; readonly refusal: BundleRefusal }
    | Failed
    | Cancelled
  > {
    const body = utf8(JSON.stringify({ v: PROTOCOL_VERSION, uploadId }));
    for (;;) {
      if (signal.aborted) return { kind: 'carry-cancelled' };
      const headers = { 'content-type': 'application/json' };
      const result = await this.#parts.net.ask({
        method: 'POST',
        path: '/v1/bundles',
        headers,
        body,
        signal,
      });
      if (!isHttpResult(result)) return failed(result);
      const answer = classify(result);
      if (answer.kind !== 'usable') return failed(answer);
      const parsed = CarryAnswer.safeParse(jsonOf(answer.body));
      if (!parsed.success) return failed({ kind: 'not-understood' });
      if (parsed.data.kind !== 'taking') return parsed.data;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }

  async returnPiece(
    uploadId: string,
    offset: number,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'piece'; readonly bytes: Uint8Array } | Failed | Cancelled> {
    if (signal.aborted) return { kind: 'carry-cancelled' };
    const path = `/v1/bundles/${encodeURIComponent(uploadId)}/return?from=${offset}`;
    const result = await this.#parts.net.ask({ method: 'GET', path, headers: {}, body: null, signal });
    if (!isHttpResult(result)) return failed(result);
    const answer = classify(result, 'bytes');
    return answer.kind === 'usable' ? { kind: 'piece', bytes: answer.body } : failed(answer);
  }
}

function failed(failure: NetFailure): Failed {
  return { kind: 'carry-failed', failure };
}

/** What ended an upload, in the words of the network. */
function failureOf(error: unknown): NetFailure {
  const cause = error instanceof DetailedError ? error.causingError : error;
  const answered: unknown =
    cause instanceof TusFailure
      ? cause.result
      : error instanceof DetailedError
        ? error.originalResponse?.getUnderlyingObject()
        : null;
  const classified = isHttpResult(answered) ? classify(answered, 'bytes') : null;
  return classified === null || classified.kind === 'usable' ? { kind: 'not-understood' } : classified;
}

async function begin(upload: Upload): Promise<void> {
  const [earlier] = await upload.findPreviousUploads();
  if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier);
  upload.start();
}

/** Reads the file piece by piece: a bundle may be many gigabytes. The protocol's client counts by `size`. */
function pieces(path: string, sizeBytes: number): TusFileReader {
  return {
    openFile: async () => ({
      size: sizeBytes,
      slice: async (start, end) => {
        const bytes = await readPiece(path, start, Math.min(end, sizeBytes) - start);
        const value = Object.assign(bytes, { size: bytes.length });
        return { value, done: start + bytes.length >= sizeBytes };
      },
      close: () => undefined,
    }),
  };
}

async function readPiece(path: string, start: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
