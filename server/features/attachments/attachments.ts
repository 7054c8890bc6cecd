import { Attachment } from '../../../shared/domain/inspections/inspection.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { AttachmentReceipt, Signed } from '../../../shared/protocol/receipt.ts';
import { scopeOf } from '../../../shared/protocol/scope.ts';
import { signedOf } from '../acts/statements.ts';
import type { Core } from '../core.ts';
import { submit } from '../org/apply-command.ts';
import { standingOf, type Standing } from '../org/standing.ts';
import type { AttachmentFiles } from './attachment-file.ts';

/** What an upload says it is, checked against the record when it begins and again when it ends. */
export interface UploadClaim {
  readonly deviceId: string;
  readonly attachmentId: string;
  readonly sha256: string;
}

/** The attachment's record, when one of these scopes holds it: who may read the record may fetch the picture. */
export async function visibleAttachment(
  core: Core,
  standing: Standing,
  attachmentId: string,
): Promise<Attachment | null> {
  const query = core.db
    .selectFrom('records')
    .select(['prefecture', 'compartment', 'payload'])
    .where('table_name', '=', 'attachments');
  const row = await query.where('id', '=', attachmentId).executeTakeFirst();
  if (
    !row ||
    !standing.scopes.some(
      (scope) => scope === scopeOf(row.prefecture, 'ordinary') && row.compartment === 'ordinary',
    )
  )
    return null;
  return Attachment.parse(JSON.parse(row.payload));
}

/** Null when the device may not read a record that claims exactly these bytes. */
export async function claimedAttachment(core: Core, claim: UploadClaim): Promise<Attachment | null> {
  const standing = await standingOf(core.db, claim.deviceId);
  const attachment = standing && (await visibleAttachment(core, standing, claim.attachmentId));
  return attachment?.sha256 === claim.sha256 ? attachment : null;
}

export async function readReceipt(core: Core, attachmentId: string): Promise<Signed | null> {
  const row = await core.db
    .selectFrom('attachment_receipts')
    .selectAll()
    .where('attachment_id', '=', attachmentId)
    .executeTakeFirst();
  return row ? signedOf(row) : null;
}

/**
 * Takes the bytes of a whole upload: checked against the record, fsynced, then receipted. `attachment-mismatch` when they are
 * not what the record says; they are thrown away and the device sends them again.
 */
export async function takeAttachment(
  core: Core,
  files: AttachmentFiles,
  claim: UploadClaim,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<Signed, 'attachment-mismatch' | 'attachment-not-readable'>> {
  const attachment = await claimedAttachment(core, claim);
  if (!attachment) return err('attachment-not-readable');
  const known = await readReceipt(core, claim.attachmentId);
  if (known && (await files.has(claim.attachmentId))) return ok(known);
  const stored = await files.write(claim.attachmentId, bytes);
  if (stored.sha256 !== attachment.sha256 || stored.sizeBytes !== attachment.sizeBytes) {
    await stored.discard();
    core.log.warn(
      { deviceId: claim.deviceId, attachmentId: claim.attachmentId, sizeBytes: stored.sizeBytes },
      'attachment mismatch',
    );
    return err('attachment-mismatch');
  }
  await stored.keep();
  if (known) return ok(known);
  const { id: attachmentId, sha256, sizeBytes } = attachment;
  const statement: AttachmentReceipt = { v: 1, attachmentId, sha256, sizeBytes, at: core.clock.now() };
  const receipt = core.trust.sign('jd-attachment-1', statement as unknown as JsonValue);
  await submit(core, [{ kind: 'attachment', attachmentId, sha256, sizeBytes, receipt }]);
  core.log.info({ deviceId: claim.deviceId, attachmentId, sizeBytes }, 'attachment received');
  return ok((await readReceipt(core, attachmentId)) ?? receipt);
}
