import type { Attachments } from '../files/attachments.ts';
import type { AttachmentLink } from '../net/attachment-link.ts';
import type { AreaHandlers } from './calls.ts';

/** Photos and papers: here, and to and from the server. */
export function filesCalls(attachments: Attachments, link: AttachmentLink): AreaHandlers<'files'> {
  return {
    'files/stage': ({ bytes }) => attachments.stage(bytes),
    'files/read': ({ sha256 }) => attachments.read(sha256),
    'files/upload': (file) => link.upload(file),
    'files/fetch': (file) => link.fetch(file),
  };
}
