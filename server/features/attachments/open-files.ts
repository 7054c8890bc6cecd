import { folderFiles, type AttachmentFiles } from './attachment-files.ts';
import { s3Files, type S3Place } from './s3-files.ts';

/** Where attachments lie: null is the data folder. */
export function openFiles(folder: string, storageKey: Uint8Array, s3: S3Place | null): AttachmentFiles {
  return s3 === null ? folderFiles(folder, storageKey) : s3Files(folder, storageKey, s3);
}

/**
 * `s3://bucket/prefix` with the parameters `endpoint` and `region`. Throws on anything else: a server that would quietly keep
 * pictures elsewhere than it was told is worse than one that does not start.
 */
export function parseS3Place(text: string): S3Place {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:' || url.hostname === '' || url.username !== '' || url.password !== '')
    throw new Error('JD_ATTACHMENTS must be s3://bucket/prefix?endpoint=…&region=…, without keys');
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  return {
    bucket: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    endpoint: url.searchParams.get('endpoint'),
  };
}
