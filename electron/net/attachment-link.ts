import { DetailedError, Upload, type UrlStorage } from 'tus-js-client';
import { fromUtf8, type Hex } from '../../shared/lib/bytes.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import type {
  DiskFailure,
  FetchOutcome,
  FileReadOutcome,
  NetFailure,
  StageOutcome,
  UploadOutcome,
} from '../../shared/ipc/contract.ts';
import { classify } from './classify.ts';
import type { HttpResult, HttpSend } from './http.ts';
import type { NetClient } from './net-client.ts';
import { TusFailure, tusStack } from './tus-stack.ts';

/** The attachment store, as this folder asks for it. */
export interface AttachmentBytes {
  read(sha256: Hex): Promise<FileReadOutcome>;
  stage(bytes: Uint8Array): Promise<StageOutcome>;
}

export interface FileRef {
  readonly attachmentId: RecordId;
  readonly sha256: Hex;
  readonly sizeBytes: number;
}

export interface AttachmentLinkParts {
  readonly net: NetClient;
  readonly send: HttpSend;
  readonly store: AttachmentBytes;
  readonly urls: UrlStorage;
  readonly onProgress: (progress: { attachmentId: RecordId; sentBytes: number; totalBytes: number }) => void;
}

/** Photos and papers to and from the server. An upload goes on where it stopped, also after the app was killed. */
export class AttachmentLink {
  private readonly parts: AttachmentLinkParts;

  constructor(parts: AttachmentLinkParts) {
    this.parts = parts;
  }

  /** Sends the bytes, then asks for the server's signed receipt; that one alone says they arrived. */
  async upload(file: FileRef): Promise<UploadOutcome> {
    const access = this.parts.net.access();
    if (access.kind !== 'access') return access;
    const stored = await this.parts.store.read(file.sha256);
    if (stored.kind !== 'bytes') return stored;
    // When the last answer was lost the server may hold everything already: asking costs less than sending again.
    const isBegun = (await this.parts.urls.findUploadsByFingerprint(fingerprintOf(file))).length > 0;
    const earlier = isBegun ? await this.ask(file, 'receipt', 'json') : null;
    if (earlier?.kind === 'usable') return this.uploaded(file, earlier.body, 0);
    const sent = await this.transfer(file, stored.bytes, access);
    if (sent.kind !== 'transferred') return sent;
    const receipt = await this.ask(file, 'receipt', 'json');
    return receipt.kind === 'usable' ? this.uploaded(file, receipt.body, sent.sentBytes) : receipt;
  }

  /** Brings the bytes here and stores them, after comparing their hash. */
  async fetch(file: FileRef): Promise<FetchOutcome> {
    const answer = await this.ask(file, 'content', 'bytes');
    if (answer.kind !== 'usable') return answer;
    if (sha256Hex(answer.body) !== file.sha256) return { kind: 'damaged' };
    return stageOutcome(await this.parts.store.stage(answer.body));
  }

  private async uploaded(file: FileRef, receipt: Uint8Array, sentBytes: number): Promise<UploadOutcome> {
    await this.parts.urls.removeUpload(fingerprintOf(file));
    return { kind: 'uploaded', receipt: fromUtf8(receipt), sentBytes };
  }

  private async ask(
    file: FileRef,
    what: 'receipt' | 'content',
    expects: 'json' | 'bytes',
  ): Promise<ReturnType<typeof classify>> {
    const path = `/v1/attachments/${encodeURIComponent(file.attachmentId)}/${what}`;
    const result = await this.parts.net.ask({ method: 'GET', path, headers: {}, body: null });
    return isHttpResult(result) ? classify(result, expects) : result;
  }

  private transfer(
    file: FileRef,
    bytes: Uint8Array,
    access: { origin: string; headers: Readonly<Record<string, string>> },
  ): Promise<{ kind: 'transferred'; sentBytes: number } | NetFailure> {
    let [first, last] = [-1, 0];
    return new Promise((resolve) => {
      const upload = new Upload(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
        endpoint: `${access.origin}/v1/files`,
        headers: { ...access.headers },
        metadata: { attachmentId: file.attachmentId, sha256: file.sha256 },
        fingerprint: () => Promise.resolve(fingerprintOf(file)),
        httpStack: tusStack(this.parts.send),
        urlStorage: this.parts.urls,
        removeFingerprintOnSuccess: true,
        // The engine decides when to try again; it knows the link and the officer's pause.
        retryDelays: null,
        onProgress: (sentBytes, totalBytes) => {
          if (first < 0) first = sentBytes;
          last = Math.max(last, sentBytes);
          this.parts.onProgress({ attachmentId: file.attachmentId, sentBytes, totalBytes });
        },
        onSuccess: () =>
          resolve({
            kind: 'transferred',
            sentBytes: Math.max(0, Math.max(last, bytes.length) - Math.max(0, first)),
          }),
        onError: (error) => resolve(failureOf(error)),
      });
      void this.begin(upload);
    });
  }

  private async begin(upload: Upload): Promise<void> {
    const [earlier] = await upload.findPreviousUploads();
    if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier);
    upload.start();
  }
}

function failureOf(error: unknown): NetFailure {
  if (error instanceof DetailedError) {
    const { causingError } = error;
    if (causingError instanceof TusFailure) return asFailure(causingError.result);
    const answered: unknown = error.originalResponse?.getUnderlyingObject();
    if (isHttpResult(answered)) return asFailure(answered);
  }
  return error instanceof TusFailure ? asFailure(error.result) : { kind: 'not-understood' };
}

function asFailure(result: HttpResult): NetFailure {
  const classified = classify(result, 'bytes');
  return classified.kind === 'usable' ? { kind: 'not-understood' } : classified;
}

function isHttpResult(value: unknown): value is HttpResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    ['answered', 'failed', 'bad-certificate', 'timed-out', 'redirected', 'cancelled'].includes(
      String(value.kind),
    )
  );
}

/** By record and content: the same photo in two records is uploaded for each, since rights hang on records. */
function fingerprintOf(file: FileRef): string {
  return `${file.attachmentId}|${file.sha256}`;
}

function stageOutcome(staged: StageOutcome): FetchOutcome {
  switch (staged.kind) {
    case 'staged':
      return { kind: 'fetched' };
    case 'file-too-large':
      return { kind: 'damaged' };
    case 'locked':
    case 'disk-full':
    case 'disk-error':
      return staged satisfies DiskFailure | { kind: 'locked' };
  }
}
