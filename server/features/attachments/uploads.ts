import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '@tus/server';
import { toHex } from '../../../shared/lib/bytes.ts';
import type { ErrorKind } from '../../../shared/protocol/errors.ts';
import type { Core } from '../core.ts';
import { deviceOf } from '../org/session.ts';
import type { AttachmentFiles } from './attachment-file.ts';
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
  removeExpired(): Promise<number>;
}

/** Resumable uploads by tus under `path`. Metadata: `attachmentId` and `sha256` of a record the device may read. */
export function openUploads(
  core: Core,
  files: AttachmentFiles,
  path: string,
  answer: RefusalAnswer,
): Uploads {
  const directory = join(core.filesFolder, 'uploads');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = new UploadStore(directory, core.trust.storageKey);

  async function take(uploadId: string, claim: UploadClaim): Promise<void> {
    const taken = await takeAttachment(core, files, claim, store.plain(uploadId));
    await store.remove(uploadId);
    if (!taken.ok) throw new UploadRefusal(answer(taken.error));
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
      await take(upload.id, claimOf(upload.id, upload.metadata));
      return {};
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
      const upload = await store.getUpload(uploadId).catch(() => null);
      if (upload === null || upload.size === undefined || upload.offset !== upload.size) return;
      await take(uploadId, claimOf(uploadId, upload.metadata)).catch((problem: unknown) => {
        if (!(problem instanceof UploadRefusal)) throw problem;
      });
    },
    removeExpired: () => tus.cleanUpExpiredUploads(),
  };
}

function claimOf(
  uploadId: string,
  metadata: Readonly<Record<string, string | null>> | undefined,
): UploadClaim {
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
