import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Attachment } from '../../../shared/domain/inspections/inspection.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import type { Core } from '../core.ts';
import { giveReceipt, placeOf } from './attachments.ts';
import { SealedFiles } from './sealed-file.ts';

/**
 * What the first release received lies in a file per attachment. Each is sealed again in its place by content, told to the
 * devices, and only then removed; one that does not open stays where it is, named in the log. Harmless when repeated.
 */
export async function takeOverOldFiles(core: Core): Promise<void> {
  const rows = await core.db
    .selectFrom('attachment_receipts')
    .innerJoin('records', 'records.id', 'attachment_receipts.attachment_id')
    .select('records.payload')
    .where('records.table_name', '=', 'attachments')
    .where('attachment_receipts.prefecture', 'is', null)
    .execute();
  const sealed = new SealedFiles(core.trust.storageKey);
  for (const { payload } of rows) {
    const attachment = Attachment.parse(JSON.parse(payload));
    const path = oldPath(core.filesFolder, attachment.id);
    if (!existsSync(path)) continue;
    const place = placeOf(attachment);
    const plain = sealed.openOld(attachment.id, createReadStream(path));
    const draft = await core.files.write(place, plain).catch(() => null);
    if (draft?.sha256 !== attachment.sha256) {
      core.log.error({ attachmentId: attachment.id }, 'an attachment of the first release does not open');
      await draft?.discard();
      continue;
    }
    await draft.keep();
    await giveReceipt(core, attachment, place);
    await rm(path);
  }
}

function oldPath(folder: string, attachmentId: string): string {
  const name = sha256Hex(`jd-attachment-file-1|${attachmentId}`);
  return join(folder, 'attachments', name.slice(0, 2), `${name}.jda`);
}
