import type { Attachments } from '../files/attachments.ts';
import type { DiskSpace } from '../files/disk-space.ts';
import type { AttachmentLink } from '../net/attachment-link.ts';
import type { AreaHandlers } from './calls.ts';

/** Photos and papers: here, and to and from the server. */
export function filesCalls(
  attachments: Attachments,
  link: AttachmentLink,
  space: () => Promise<DiskSpace | null>,
): AreaHandlers<'files'> {
  return {
    'files/stage': ({ bytes }) => attachments.stage(bytes),
    'files/read': ({ sha256 }) => attachments.read(sha256),
    'files/upload': (file) => link.upload(file),
    'files/fetch': (file) => link.fetch(file),
    'files/check': ({ sha256 }) => attachments.check(sha256),
    'files/remove': ({ sha256 }) => attachments.remove(sha256),
    'files/held': (files) => link.held(files),
    'files/space': () => space(),
  };
}
