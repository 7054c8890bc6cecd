import { randomBytes } from 'node:crypto';
import { addAttachment } from '../../shared/domain/inspections/mutations.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { attachmentOf } from '../integration/server-suites/world.ts';
import type { TestDevice } from './test-device.ts';

export interface SentPhoto {
  readonly attachmentId: RecordId;
  readonly bytes: Buffer;
}

/** Adds a photo to a visit that the server has, pushes the act and uploads the bytes in one go. */
export async function sendPhoto(
  device: TestDevice,
  inspectionId: RecordId,
  sizeBytes = 90_001,
): Promise<SentPhoto> {
  const bytes = randomBytes(sizeBytes);
  const attachment = attachmentOf(inspectionId, sha256Hex(bytes), bytes.length);
  const act = device.act(addAttachment, { attachment });
  await device.push(act.seq);
  const authorization = `Bearer ${device.token}`;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const created = await device.caller.call('/v1/files', {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': `attachmentId ${base64(attachment.id)},sha256 ${base64(attachment.sha256)}`,
      authorization,
    },
  });
  const sent = await device.caller.call(String(created.headers.location), {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      authorization,
    },
    body: bytes,
  });
  if (sent.status >= 300) throw new Error(`the photo was not taken: ${sent.status}`);
  return { attachmentId: attachment.id, bytes };
}
