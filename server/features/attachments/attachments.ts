import { Attachment } from '../../../shared/domain/inspections/inspection.ts';
import { Hex } from '../../../shared/lib/bytes.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { AttachmentReceipt, Signed } from '../../../shared/protocol/receipt.ts';
import { scopeOf, type Scope } from '../../../shared/protocol/scope.ts';
import { signedOf } from '../acts/statements.ts';
import type { Core } from '../core.ts';
import { submit } from '../org/apply-command.ts';
import { standingOf, type Standing } from '../org/standing.ts';
import type { ContentPlace } from './sealed-file.ts';

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
  const found = await recordOf(core, attachmentId);
  return found && standing.scopes.includes(found.scope) ? found.attachment : null;
}

/** Whoever asks; for the server's own work. */
export async function findAttachment(core: Core, attachmentId: string): Promise<Attachment | null> {
  return (await recordOf(core, attachmentId))?.attachment ?? null;
}

async function recordOf(
  core: Core,
  attachmentId: string,
): Promise<{ readonly scope: Scope; readonly attachment: Attachment } | null> {
  const query = core.db.selectFrom('records').select(['prefecture', 'compartment', 'payload']);
  const row = await query
    .where('table_name', '=', 'attachments')
    .where('id', '=', attachmentId)
    .executeTakeFirst();
  if (!row || row.compartment !== 'ordinary') return null;
  return {
    scope: scopeOf(row.prefecture, 'ordinary'),
    attachment: Attachment.parse(JSON.parse(row.payload)),
  };
}

/** Null when the device may not read a record that claims exactly these bytes. */
export async function claimedAttachment(core: Core, claim: UploadClaim): Promise<Attachment | null> {
  const standing = await standingOf(core.db, claim.deviceId);
  const attachment = standing && (await visibleAttachment(core, standing, claim.attachmentId));
  return attachment?.sha256 === claim.sha256 ? attachment : null;
}

export interface Received {
  readonly receipt: Signed;
  /** Null: received by the first release and not taken over yet. */
  readonly place: ContentPlace | null;
}

/** The receipt of an attachment and where its bytes lie; null when they have not come. */
export async function readReceived(core: Core, attachmentId: string): Promise<Received | null> {
  const row = await core.db
    .selectFrom('attachment_receipts')
    .selectAll()
    .where('attachment_id', '=', attachmentId)
    .executeTakeFirst();
  if (!row) return null;
  const { prefecture, sha256 } = row;
  return {
    receipt: signedOf(row),
    place: prefecture === null ? null : { prefecture, sha256: Hex.parse(sha256) },
  };
}

/**
 * Takes the bytes of a whole upload: checked against the record, fsynced, then receipted. `attachment-mismatch` when they are
 * not what the record says: nothing is kept and nothing receipted.
 */
export async function takeAttachment(
  core: Core,
  claim: UploadClaim,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<Signed, 'attachment-mismatch' | 'attachment-not-readable'>> {
  const attachment = await claimedAttachment(core, claim);
  if (!attachment) return err('attachment-not-readable');
  const known = await readReceived(core, attachment.id);
  if (known?.place && (await core.files.has(known.place))) return ok(known.receipt);
  const place = placeOf(attachment);
  const draft = await core.files.write(place, bytes);
  if (draft.sha256 !== attachment.sha256 || draft.sizeBytes !== attachment.sizeBytes) {
    await draft.discard();
    core.log.warn(
      { deviceId: claim.deviceId, attachmentId: claim.attachmentId, sizeBytes: draft.sizeBytes },
      'attachment mismatch',
    );
    return err('attachment-mismatch');
  }
  await draft.keep();
  const receipt = await giveReceipt(core, attachment, place);
  core.log.info(
    { deviceId: claim.deviceId, attachmentId: attachment.id, sizeBytes: draft.sizeBytes },
    'attachment received',
  );
  return ok(receipt);
}

/**
 * Gives a receipt without any bytes being sent when the region holds them already: for this attachment, or for another record
 * of the same prefecture that this device may read, which is what proves that it could have had them. Else null.
 */
export async function claimHeld(core: Core, standing: Standing, claim: UploadClaim): Promise<Signed | null> {
  const attachment = await visibleAttachment(core, standing, claim.attachmentId);
  if (attachment?.sha256 !== claim.sha256) return null;
  const known = await readReceived(core, attachment.id);
  if (known?.place && (await core.files.has(known.place))) return known.receipt;
  const place = placeOf(attachment);
  const others = await core.db
    .selectFrom('attachment_receipts')
    .select('attachment_id')
    .where('prefecture', '=', place.prefecture)
    .where('sha256', '=', place.sha256)
    .where('size_bytes', '=', attachment.sizeBytes)
    .execute();
  for (const { attachment_id: id } of others) {
    if (id === attachment.id) continue;
    const other = await visibleAttachment(core, standing, id);
    if (other?.sha256 !== place.sha256 || other.prefectureCode !== place.prefecture) continue;
    if (!(await core.files.has(place))) return null;
    core.log.info({ deviceId: claim.deviceId, attachmentId: attachment.id }, 'attachment held already');
    return giveReceipt(core, attachment, place);
  }
  return null;
}

/** Signs that the bytes are at `place`, once: an attachment that has a receipt keeps it. */
export async function giveReceipt(
  core: Core,
  attachment: Pick<Attachment, 'id' | 'sha256' | 'sizeBytes'>,
  place: ContentPlace,
): Promise<Signed> {
  const { id: attachmentId, sha256, sizeBytes } = attachment;
  const known = await readReceived(core, attachmentId);
  const statement: AttachmentReceipt = { v: 1, attachmentId, sha256, sizeBytes, at: core.clock.now() };
  const receipt = known?.receipt ?? core.trust.sign('jd-attachment-1', statement as unknown as JsonValue);
  const { prefecture } = place;
  await submit(core, [{ kind: 'attachment', attachmentId, sha256, sizeBytes, prefecture, receipt }]);
  return (await readReceived(core, attachmentId))?.receipt ?? receipt;
}

export function placeOf(attachment: Pick<Attachment, 'prefectureCode' | 'sha256'>): ContentPlace {
  return { prefecture: attachment.prefectureCode, sha256: attachment.sha256 };
}
