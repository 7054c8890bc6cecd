import { mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Server } from '@tus/server';
import { toHex, type Hex } from '../../../shared/lib/bytes.ts';
import { REPAIR_PIECE_BYTES } from '../../../shared/protocol/attachment-calls.ts';
import type { ErrorKind } from '../../../shared/protocol/errors.ts';
import type { Signed } from '../../../shared/protocol/receipt.ts';
import type { Core } from '../core.ts';
import { deviceOf } from '../org/session.ts';
import { claimedAttachment, takeAttachment, type UploadClaim } from './attachments.ts';
import { UploadStore } from './upload-store.ts';

/** A photo is scaled to 2,048 px before it is stored; nothing honest comes near this. */
const MAX_UPLOAD_BYTES = 32 * 1024 * 1024;

/** What tus answers when an upload may not begin or did not end well; `status` and `body` come from the route. */
export interface RefusalAnswer {
  (kind: ErrorKind): { readonly status_code: number; readonly body: string };
}

class UploadRefusal extends Error {
  readonly status_code: number;
  readonly body: string;

  constructor(answer: { readonly status_code: number; readonly body: string }) {
    super('upload refused');
    this.status_code = answer.status_code;
    this.body = answer.body;
  }
}

export interface Uploads {
  readonly tus: Server;
  /** A device touches only uploads it began: their ids start with its own. */
  isOwn(deviceId: string, uploadId: string): boolean;
  /** An upload that was whole when the server died is taken now, before the device asks how far it got. */
  finishWhole(uploadId: string): Promise<void>;
  /**
   * Compares a whole upload that did not fit its record with the device's own pieces. When none differs it is tried once more:
   * `receipt` null then means that the device's bytes are not the record's, and the upload is thrown away. Null: no such upload.
   */
  compare(uploadId: string, pieces: readonly Hex[]): Promise<Comparison | null>;
  /** Writes one piece again. False when its length is not what the upload needs there. */
  replacePiece(uploadId: string, index: number, body: IncomingMessage): Promise<boolean>;
  removeExpired(): Promise<number>;
}

export interface Comparison {
  readonly bad: readonly number[];
  readonly receipt: Signed | null;
}

/** Resumable uploads by tus under `path`. Metadata: `attachmentId` and `sha256` of a record the device may read. */
export function openUploads(core: Core, path: string, answer: RefusalAnswer): Uploads {
  const directory = join(core.filesFolder, 'uploads');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = new UploadStore(directory, core.trust.storageKey);

  async function take(uploadId: string, metadata: Metadata): Promise<Signed> {
    const taken = await takeAttachment(core, claimOf(uploadId, metadata), store.plain(uploadId));
    if (taken.ok || taken.error !== 'attachment-mismatch' || !canRepair(metadata))
      await store.remove(uploadId);
    if (!taken.ok) throw new UploadRefusal(answer(taken.error));
    return taken.value;
  }

  async function whole(
    uploadId: string,
  ): Promise<{ readonly metadata: Metadata; readonly size: number } | null> {
    const upload = await store.getUpload(uploadId).catch(() => null);
    if (upload?.size === undefined || upload.offset !== upload.size) return null;
    return { metadata: upload.metadata, size: upload.size };
  }

  async function takeOrNull(uploadId: string, metadata: Metadata): Promise<Signed | null> {
    try {
      return await take(uploadId, metadata);
    } catch (problem) {
      if (problem instanceof UploadRefusal) return null;
      throw problem;
    }
  }

  const tus = new Server({
    path,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: MAX_UPLOAD_BYTES,
    namingFunction: async (request) =>
      `${(await deviceOf(core, request.headers.get('authorization'))) ?? 'none'}-${toHex(core.random.bytes(16))}`,
    onUploadCreate: async (_request, upload) => {
      if (!(await claimedAttachment(core, claimOf(upload.id, upload.metadata))))
        throw new UploadRefusal(answer('attachment-not-readable'));
      return {};
    },
    onUploadFinish: async (_request, upload) => {
      // The receipt comes with the last byte's answer: on a slow line one more question would cost a second per photo.
      const receipt = await take(upload.id, upload.metadata);
      return {
        status_code: 200,
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        body: JSON.stringify(receipt),
      };
    },
    onResponseError: (_request, problem) => {
      if (problem instanceof UploadRefusal) return problem;
      const status = 'status_code' in problem ? problem.status_code : 500;
      return { ...answer(kindOfStatus(status)), status_code: status };
    },
  });

  return {
    tus,
    isOwn: (deviceId, uploadId) => uploadId.startsWith(`${deviceId}-`),
    finishWhole: async (uploadId) => {
      const upload = await whole(uploadId);
      if (upload) await takeOrNull(uploadId, upload.metadata);
    },
    compare: async (uploadId, pieces) => {
      const upload = await whole(uploadId);
      if (!upload) return null;
      const own = await store.pieces(uploadId, REPAIR_PIECE_BYTES);
      const bad = own.flatMap((hash, index) => (hash === pieces[index] ? [] : [index]));
      if (bad.length > 0 && own.length === pieces.length) return { bad, receipt: null };
      const receipt = await takeOrNull(uploadId, upload.metadata);
      if (!receipt) await store.remove(uploadId).catch(() => undefined);
      return { bad: [], receipt };
    },
    replacePiece: async (uploadId, index, body) => {
      const upload = await whole(uploadId);
      const at = index * REPAIR_PIECE_BYTES;
      if (!upload || at >= upload.size) return false;
      const wanted = Math.min(REPAIR_PIECE_BYTES, upload.size - at);
      if (Number(body.headers['content-length']) !== wanted) return false;
      await store.write(body, uploadId, at);
      return true;
    },
    removeExpired: () => tus.cleanUpExpiredUploads(),
  };
}

type Metadata = Readonly<Record<string, string | null>> | undefined;

/** A device that can mend single pieces says so when it begins; for the others a half that does not fit is thrown away. */
function canRepair(metadata: Metadata): boolean {
  return metadata?.repair === '1';
}

function claimOf(uploadId: string, metadata: Metadata): UploadClaim {
  return {
    deviceId: uploadId.slice(0, uploadId.indexOf('-')),
    attachmentId: metadata?.attachmentId ?? '',
    sha256: metadata?.sha256 ?? '',
  };
}

function kindOfStatus(status: number): ErrorKind {
  if (status === 413) return 'body-too-large';
  if (status === 404 || status === 410) return 'not-found';
  return status < 500 ? 'bad-request' : 'server-error';
}
