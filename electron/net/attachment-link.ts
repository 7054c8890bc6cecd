import { DetailedError, Upload, type UrlStorage } from 'tus-js-client';
import { fromUtf8, utf8, type Hex } from '../../shared/lib/bytes.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import type { DiskFailure, FetchOutcome, StageOutcome, UploadOutcome } from '../../shared/ipc/contract.ts';
import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import type { HeldOutcome } from '../../shared/ipc/files-calls.ts';
import { HeldAnswer } from '../../shared/protocol/attachment-calls.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol-version.ts';
import { Signed } from '../../shared/protocol/receipt.ts';
import { classify, jsonOf } from './classify.ts';
import { isHttpResult, type HttpResult, type HttpSend } from './http.ts';
import type { NetClient } from './net-client.ts';
import { fileReader, PieceSize, SourceFailure, type FileParts } from './tus-source.ts';
import { TusFailure, tusStack } from './tus-stack.ts';
import { repairUpload } from './upload-repair.ts';

/** The attachment store, as this folder asks for it. */
export interface AttachmentBytes extends FileParts {
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

type Transfer =
  | { readonly kind: 'transferred'; readonly sentBytes: number; readonly receipt: string | null }
  | { readonly kind: 'not-here' | 'damaged' }
  /** The server has no such upload: it forgot it, or it has taken the whole meanwhile. */
  | { readonly kind: 'gone' }
  | NetFailure;

const MISMATCH = 'attachment-mismatch';

/** Photos and papers to and from the server. An upload goes on where it stopped, also after the app was killed. */
export class AttachmentLink {
  private readonly parts: AttachmentLinkParts;
  private readonly pieces = new PieceSize();
  private serverTellsHeld = false;

  constructor(parts: AttachmentLinkParts) {
    this.parts = parts;
  }

  /** One question for all that waits: what the region holds already needs no bytes. */
  async held(files: readonly Pick<FileRef, 'attachmentId' | 'sha256'>[]): Promise<HeldOutcome> {
    const attachments = files.map(({ attachmentId, sha256 }) => ({ attachmentId, sha256 }));
    const result = await this.parts.net.ask({
      method: 'POST',
      path: '/v1/attachments/held',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: utf8(JSON.stringify({ v: PROTOCOL_VERSION, attachments })),
    });
    const answer = isHttpResult(result) ? classify(result) : result;
    const parsed = answer.kind === 'usable' ? HeldAnswer.safeParse(jsonOf(answer.body)) : null;
    this.serverTellsHeld = parsed?.success === true;
    return parsed?.success
      ? { kind: 'held', receipts: parsed.data.receipts.map((receipt) => JSON.stringify(receipt)) }
      : { kind: 'unknown' };
  }

  /**
   * Sends what the server lacks of the bytes and brings its signed receipt; that one alone says they arrived. When the server
   * finds that its half does not fit, only the differing pieces go again; if that does not help, everything, once (rule S70).
   */
  async upload(file: FileRef): Promise<UploadOutcome> {
    const early = await this.receiptedBefore(file);
    if (early) return early;
    for (let tries = 0; tries < 2; tries++) {
      const sent = await this.transfer(file);
      if (sent.kind === 'gone') {
        const known = await this.takenMeanwhile(file);
        if (known !== null) return known;
        continue;
      }
      const outcome = sent.kind === 'transferred' ? await this.receipted(file, sent) : sent;
      if (outcome.kind !== 'http') return outcome;
      if (outcome.error === 'attachment-not-readable') return { kind: 'refused' };
      // The server has the whole and gave no receipt: it does not fit.
      if (outcome.error !== MISMATCH && outcome.error !== 'not-found') return outcome;
      const mended = await this.mend(file);
      if (mended !== null) return mended;
    }
    return { kind: 'mismatch' };
  }

  /** Brings the bytes here and stores them, after comparing their hash. */
  async fetch(file: FileRef): Promise<FetchOutcome> {
    const answer = await this.ask(file, 'content', 'bytes');
    if (answer.kind !== 'usable') return answer;
    if (sha256Hex(answer.body) !== file.sha256) return { kind: 'damaged' };
    return stageOutcome(await this.parts.store.stage(answer.body));
  }

  /** A server that does not say what it holds may have all of it, when only its last answer was lost. */
  private async receiptedBefore(file: FileRef): Promise<UploadOutcome | null> {
    if (this.serverTellsHeld) return null;
    const begun = await this.parts.urls.findUploadsByFingerprint(fingerprintOf(file));
    const answer = begun.length > 0 ? await this.ask(file, 'receipt', 'json') : null;
    return answer?.kind === 'usable' ? this.uploaded(file, fromUtf8(answer.body), 0) : null;
  }

  /**
   * What the operating system still held of a request that was given up may arrive when the line is back, and complete the
   * photo behind our back. Null: it did not, the upload is to begin again.
   */
  private async takenMeanwhile(file: FileRef): Promise<UploadOutcome | null> {
    const answer = await this.ask(file, 'receipt', 'json');
    if (answer.kind === 'usable') return this.uploaded(file, fromUtf8(answer.body), 0);
    if (answer.kind !== 'http' || answer.status !== 404) return answer;
    await this.parts.urls.removeUpload(fingerprintOf(file));
    return null;
  }

  private async receipted(
    file: FileRef,
    { receipt, sentBytes }: Extract<Transfer, { kind: 'transferred' }>,
  ): Promise<UploadOutcome> {
    if (receipt !== null) return this.uploaded(file, receipt, sentBytes);
    const answer = await this.ask(file, 'receipt', 'json');
    return answer.kind === 'usable' ? this.uploaded(file, fromUtf8(answer.body), sentBytes) : answer;
  }

  private async uploaded(file: FileRef, receipt: string, sentBytes: number): Promise<UploadOutcome> {
    await this.parts.urls.removeUpload(fingerprintOf(file));
    return { kind: 'uploaded', receipt, sentBytes };
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

  /** Null: it could not be mended, the server has thrown its half away or will. */
  private async mend(file: FileRef): Promise<UploadOutcome | null> {
    const fingerprint = fingerprintOf(file);
    const [begun] = await this.parts.urls.findUploadsByFingerprint(fingerprint);
    const path = begun?.uploadUrl ? new URL(begun.uploadUrl).pathname : null;
    const repair = path === null ? null : await repairUpload(this.parts.net, this.parts.store, file, path);
    if (repair?.kind === 'repaired') return this.uploaded(file, repair.receipt, repair.sentBytes);
    // A line that broke in the middle of it leaves everything where it was: the next try mends again.
    if (repair?.kind === 'failed') return repair.failure;
    await this.parts.urls.removeUpload(fingerprint);
    return null;
  }

  private async transfer(file: FileRef): Promise<Transfer> {
    const access = this.parts.net.access();
    if (access.kind !== 'access') return access;
    const here = await this.parts.store.readRange(file.sha256, 0, 1);
    if (here.kind !== 'bytes') return here;
    let [first, last] = [-1, 0];
    const fingerprint = fingerprintOf(file);
    const earlier = await this.earlierPlace(fingerprint, access.origin);
    return new Promise((resolve) => {
      const upload = new Upload(Buffer.alloc(0), {
        endpoint: `${access.origin}/v1/files`,
        ...(earlier === null ? {} : { uploadUrl: earlier }),
        headers: { ...access.headers },
        metadata: { attachmentId: file.attachmentId, sha256: file.sha256, repair: '1' },
        fingerprint: () => Promise.resolve(fingerprint),
        fileReader: fileReader(this.parts.store, file, this.pieces),
        chunkSize: this.parts.store.chunkBytes,
        httpStack: tusStack(this.parts.send, () => this.pieces.writeBytes()),
        urlStorage: this.parts.urls,
        // The engine decides when to try again; it knows the link and the officer's pause.
        retryDelays: null,
        // The first word tells where it goes on; what is handed to the system after that has not arrived anywhere yet.
        onProgress: (sentBytes, totalBytes) => {
          if (first >= 0) return;
          [first, last] = [sentBytes, sentBytes];
          this.parts.onProgress({ attachmentId: file.attachmentId, sentBytes, totalBytes });
        },
        onChunkComplete: (_pieceBytes, sentBytes, totalBytes) => {
          this.pieces.answered();
          last = sentBytes;
          this.parts.onProgress({
            attachmentId: file.attachmentId,
            sentBytes,
            totalBytes: totalBytes ?? sentBytes,
          });
        },
        onSuccess: ({ lastResponse }) =>
          resolve({
            kind: 'transferred',
            sentBytes: Math.max(0, last - Math.max(0, first)),
            receipt: receiptIn(lastResponse.getStatus(), lastResponse.getBody()),
          }),
        onError: (error) => {
          this.pieces.cut();
          resolve(failureOf(error));
        },
      });
      upload.start();
    });
  }

  /** Kept by its path: the server may have moved to another address since. */
  private async earlierPlace(fingerprint: string, origin: string): Promise<string | null> {
    const [earlier] = await this.parts.urls.findUploadsByFingerprint(fingerprint);
    return earlier?.uploadUrl ? new URL(new URL(earlier.uploadUrl).pathname, origin).href : null;
  }
}

/** The receipt comes with the answer to the last byte; a server of version 1 sends none. */
function receiptIn(status: number, body: string): string | null {
  return status === 200 && Signed.safeParse(jsonOf(utf8(body))).success ? body : null;
}

function failureOf(error: unknown): Transfer {
  const cause = error instanceof DetailedError ? error.causingError : error;
  if (cause instanceof SourceFailure) return cause.outcome;
  if (cause instanceof TusFailure) return asFailure(cause.result);
  if (error instanceof DetailedError) {
    const answered: unknown = error.originalResponse?.getUnderlyingObject();
    if (isHttpResult(answered)) return asFailure(answered);
  }
  return { kind: 'not-understood' };
}

function asFailure(result: HttpResult): Transfer {
  if (result.kind === 'answered' && result.isWhole && (result.status === 404 || result.status === 410))
    return { kind: 'gone' };
  const classified = classify(result, 'bytes');
  return classified.kind === 'usable' ? { kind: 'not-understood' } : classified;
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
