import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { draftFolder, type AttachmentFiles } from './attachment-files.ts';
import { SealedFiles, type ContentPlace } from './sealed-file.ts';

/** Keys are never part of it: the SDK takes them from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or its other usual places. */
export interface S3Place {
  readonly bucket: string;
  /** Empty, or ends with `/`. */
  readonly prefix: string;
  readonly region: string;
  /** Null: Amazon's own. Otherwise a compatible server, addressed by path. */
  readonly endpoint: string | null;
}

/**
 * Sealed files as objects of a bucket: several server processes share them. Bytes are sealed and hashed on this process's disk
 * first; an object is written whole or not at all.
 */
export function s3Files(folder: string, storageKey: Uint8Array, place: S3Place): AttachmentFiles {
  const { bucket: Bucket, prefix, region, endpoint } = place;
  const client = new S3Client({
    region,
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    // Compatible servers know neither the trailers nor the headers; every chunk carries its own tag.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const newDraft = draftFolder(folder);
  const sealed = new SealedFiles(storageKey);
  const at = (content: ContentPlace): { Bucket: string; Key: string } => ({
    Bucket,
    Key: `${prefix}${sealed.nameOf(content)}`,
  });

  async function put(draft: string, content: ContentPlace): Promise<void> {
    const { size: ContentLength } = await stat(draft);
    await client.send(new PutObjectCommand({ ...at(content), Body: createReadStream(draft), ContentLength }));
    await rm(draft, { force: true });
  }

  async function* download(content: ContentPlace): AsyncGenerator<Uint8Array> {
    const { Body } = await client.send(new GetObjectCommand(at(content)));
    if (Body instanceof Readable) yield* Body as AsyncIterable<Uint8Array>;
  }

  return {
    write: async (content, source) => {
      const draft = newDraft();
      const stored = await sealed.write(draft, content, source);
      return { ...stored, keep: () => put(draft, content), discard: () => rm(draft, { force: true }) };
    },
    has: (content) =>
      client.send(new HeadObjectCommand(at(content))).then(
        () => true,
        (problem: unknown) => {
          // Only "there is none" means none; a storage that does not answer is a failure, tried again later.
          if (problem instanceof Error && ['NotFound', 'NoSuchKey'].includes(problem.name)) return false;
          throw problem;
        },
      ),
    read: (content) => sealed.open(content, download(content)),
    close: () => client.destroy(),
  };
}
