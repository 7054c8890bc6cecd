import { attachmentKind, type Attachment } from '../../../shared/domain/inspections/inspection.ts';
import { receivedAttachmentKind } from '../../../shared/domain/inspections/received-attachment.ts';
import { templateKind } from '../../../shared/domain/inspections/template.ts';
import { officerKind } from '../../../shared/domain/org/officer.ts';
import { unreachable } from '../../../shared/lib/assert.ts';
import { canonicalJson } from '../../../shared/lib/json.ts';
import type { RecordBase, RecordKind } from '../../../shared/lib/record-kind.ts';
import { noteDecision, noteOfficer } from '../../store/judgement-store.ts';
import { settledKey, writeMeta } from '../../store/meta-store.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import { AttachmentReceipt } from '../../../shared/protocol/receipt.ts';
import type { Tx } from '../../store/open-database.ts';
import { lockPrefectures, openRecordSession } from '../../store/record-session.ts';
import type { Core } from '../core.ts';
import { putConsolePassword, putConsoleUser } from '../console/apply-console.ts';
import { inIngest } from '../ingest/in-ingest.ts';
import type { OrgCommand, OrgCommandOf } from './commands.ts';

/** Puts commands on the disk, then into the database, all or none. */
export async function submit(core: Core, commands: readonly OrgCommand[]): Promise<void> {
  await inIngest(core, { kind: 'org', commands }, new Uint8Array(), () => applyCommands(core, commands));
}

/** Returns whether the database lacked any of it. */
export function applyCommands(core: Core, commands: readonly OrgCommand[]): Promise<boolean> {
  return inTransaction(core.db, async (tx) => {
    let changed = false;
    for (const command of commands) if (await apply(tx, command)) changed = true;
    await writeMeta(tx, settledKey(core.ingest.id), core.ingest.settledUpTo());
    return changed;
  });
}

function apply(tx: Tx, command: OrgCommand): Promise<boolean> {
  switch (command.kind) {
    case 'office':
      return addOffice(tx, command);
    case 'officer':
      return putOfficer(tx, command);
    case 'device-code':
      return addCode(tx, command);
    case 'enrol':
      return enrol(tx, command);
    case 'revoke-device':
      return revoke(tx, command);
    case 'release-acts':
      return noteRelease(tx, command);
    case 'template':
      return putRecord(tx, templateKind as unknown as RecordKind, command.template, []);
    case 'attachment':
      return addAttachmentReceipt(tx, command);
    case 'console-user':
      return putConsoleUser(tx, command);
    case 'console-password':
      return putConsolePassword(tx, command);
    default:
      return unreachable(command);
  }
}

/** The first word about an act stands; it takes effect when the act is judged again. */
async function noteRelease(tx: Tx, command: OrgCommandOf<'release-acts'>): Promise<boolean> {
  const { logId, seqs, decision, reason, by, at } = command;
  let changed = false;
  for (const seq of seqs) {
    const row = { log_id: logId, seq, subject: 'device', decision, by_officer: by, at, reason } as const;
    if (await noteDecision(tx, row)) changed = true;
  }
  return changed;
}

async function addOffice(tx: Tx, office: OrgCommandOf<'office'>): Promise<boolean> {
  const result = await tx
    .insertInto('prefectures')
    .values({
      code: office.code,
      name_zh: office.name.zh,
      name_ug: office.name.ug,
      bureau_zh: office.bureau.zh,
      bureau_ug: office.bureau.ug,
      sealing_public: office.sealingPublic,
      sealing_private_wrapped: office.sealingPrivateWrapped,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function putOfficer(tx: Tx, { officer, at }: OrgCommandOf<'officer'>): Promise<boolean> {
  const query = tx.selectFrom('officers').select(['prefecture', 'changed_at']).where('id', '=', officer.id);
  const known = await query.forUpdate().execute();
  // Replayed after a newer change, by this process or another: it is no news.
  if (known.some(({ changed_at: changedAt }) => changedAt !== null && changedAt > (at ?? ''))) return false;
  const left = known.map((one) => one.prefecture);
  const row = {
    prefecture: officer.prefectureCode,
    active: officer.active,
    officer: canonicalJson(officer),
    changed_at: at ?? null,
  };
  const insert = tx.insertInto('officers').values({ id: officer.id, ...row });
  await insert.onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute();
  // What an officer is at first counts from the beginning: nobody acts before their key is certified, and the clock of that
  // moment may have been wrong.
  const fromAt = known.length === 0 ? '' : (at ?? '');
  await noteOfficer(tx, { officer_id: officer.id, from_at: fromAt, officer: row.officer });
  // Officers are records too, so that every device of the prefecture can show a name beside an act.
  return putRecord(tx, officerKind as unknown as RecordKind, officer, left);
}

/** `left`: the prefecture the record may be moving out of. */
async function putRecord(
  tx: Tx,
  kind: RecordKind,
  record: RecordBase,
  left: readonly string[],
): Promise<boolean> {
  await lockPrefectures(tx, [record.prefectureCode, ...left]);
  const records = openRecordSession(tx);
  const before = await records.get(kind, record.id);
  if (before && canonicalJson(before) === canonicalJson(record)) return false;
  records.apply([{ op: 'put', kind, record }]);
  await records.flush();
  return true;
}

async function addCode(tx: Tx, code: OrgCommandOf<'device-code'>): Promise<boolean> {
  const row = {
    secret_hash: code.secretHash,
    officer_id: code.officerId,
    expires_at: code.expiresAt,
    used_at: null,
    used_by: null,
  };
  const insert = tx
    .insertInto('enrolment_codes')
    .values(row)
    .onConflict((conflict) => conflict.doNothing());
  return ((await insert.executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Uses the code up; when somebody else was quicker nothing happens and the caller finds their key on it. */
async function enrol(tx: Tx, command: OrgCommandOf<'enrol'>): Promise<boolean> {
  const use = tx.updateTable('enrolment_codes').set({ used_at: command.at, used_by: command.usedBy });
  const used = await use
    .where('secret_hash', '=', command.secretHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (used.numUpdatedRows === 0n) return false;
  const device = {
    id: command.deviceId,
    signing_key: command.deviceSigningKey,
    sealing_key: command.deviceSealingKey,
    enrolled_at: command.at,
    revoked_at: null,
    stolen_at: null,
    label: command.deviceLabel ?? '',
  };
  await tx
    .insertInto('devices')
    .values(device)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const officer = {
    device_id: command.deviceId,
    officer_id: command.officerId,
    signing_key: command.officerSigningKey,
    sealing_key: command.officerSealingKey,
    enrolled_at: command.at,
  };
  await tx
    .insertInto('device_officers')
    .values(officer)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** A device that was only revoked may be reported stolen later; its sessions end at once. */
async function revoke(tx: Tx, command: OrgCommandOf<'revoke-device'>): Promise<boolean> {
  const { deviceId, at, stolen = false } = command;
  const revoked = await tx
    .updateTable('devices')
    .set({ revoked_at: at })
    .where('id', '=', deviceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!stolen) return revoked.numUpdatedRows > 0n;
  const reported = await tx
    .updateTable('devices')
    .set({ stolen_at: at })
    .where('id', '=', deviceId)
    .where('stolen_at', 'is', null)
    .executeTakeFirst();
  await tx.deleteFrom('sessions').where('device_id', '=', deviceId).execute();
  return revoked.numUpdatedRows + reported.numUpdatedRows > 0n;
}

/**
 * Keeps the receipt and tells every device of the prefecture that the bytes are here. A receipt of the first release, whose
 * bytes have found their place by content now, is given that place.
 */
async function addAttachmentReceipt(tx: Tx, command: OrgCommandOf<'attachment'>): Promise<boolean> {
  const { attachmentId, sha256, sizeBytes, receipt, prefecture = null } = command;
  const row = {
    attachment_id: attachmentId,
    sha256,
    size_bytes: sizeBytes,
    prefecture,
    body: receipt.body,
    signature: receipt.signature,
    key_id: receipt.keyId,
  };
  const insert = tx
    .insertInto('attachment_receipts')
    .values(row)
    .onConflict((conflict) => conflict.column('attachment_id').doNothing());
  const isNew = ((await insert.executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
  if (!isNew && prefecture !== null)
    await tx
      .updateTable('attachment_receipts')
      .set({ prefecture })
      .where('attachment_id', '=', attachmentId)
      .where('prefecture', 'is', null)
      .execute();
  return (await tellReceived(tx, command)) || isNew;
}

async function tellReceived(tx: Tx, command: OrgCommandOf<'attachment'>): Promise<boolean> {
  const { attachmentId: id, sha256, sizeBytes, receipt } = command;
  const kind = attachmentKind as unknown as RecordKind;
  const attachment = (await openRecordSession(tx).get(kind, id)) as Attachment | null;
  // Taken back while its bytes were under way: there is nothing that could be incomplete.
  if (!attachment || attachment.sha256 !== sha256) return false;
  const { prefectureCode, recordId } = attachment;
  const { at } = AttachmentReceipt.parse(JSON.parse(receipt.body));
  const received = { id, prefectureCode, recordId, sha256, sizeBytes, at };
  return putRecord(tx, receivedAttachmentKind as unknown as RecordKind, received, []);
}
