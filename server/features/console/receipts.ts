import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { Receipt, signingBytes, type Signed } from '../../../shared/protocol/receipt.ts';
import type { Db } from '../../store/open-database.ts';
import { signedOf } from '../acts/statements.ts';
import type { Core } from '../core.ts';
import { verifyBytes } from '../trust/keys.ts';

/** A stored receipt, read and checked with the public keys that every device has. */
export interface FoundReceipt {
  readonly signed: Signed;
  readonly receipt: Receipt;
  readonly deviceId: string;
  readonly isFork: boolean;
  /** Its signature verifies under a key of the manifest. */
  readonly isGenuine: boolean;
  /** Its chain value is the log's own at that number. */
  readonly isOnChain: boolean;
}

/** Receipts that cover a number of a log, the newest cut first. */
export async function receiptsFor(core: Core, logId: string, seq: number): Promise<readonly FoundReceipt[]> {
  const rows = await core.db
    .selectFrom('receipts')
    .selectAll()
    .where('log_id', '=', logId)
    .where('from_seq', '<=', seq)
    .where('to_seq', '>=', seq)
    .orderBy('to_seq')
    .execute();
  return Promise.all(rows.map((row) => found(core, row)));
}

/** The receipts for a chain value: of an act, the ones that cover it; a value of no act has none. */
export async function receiptsForChain(core: Core, chain: string): Promise<readonly FoundReceipt[]> {
  const places = [...(await placesOf(core.db, 'acts', chain)), ...(await placesOf(core.db, 'forks', chain))];
  const all: FoundReceipt[] = [];
  for (const { log_id, seq } of places)
    for (const one of await receiptsFor(core, log_id, seq))
      if (one.receipt.to !== seq || one.receipt.chain === chain) all.push(one);
  return all;
}

function placesOf(
  db: Db,
  table: 'acts' | 'forks',
  hash: string,
): Promise<{ readonly log_id: string; readonly seq: number }[]> {
  return db.selectFrom(table).select(['log_id', 'seq']).where('hash', '=', hash).limit(1).execute();
}

async function found(
  core: Core,
  row: {
    readonly log_id: string;
    readonly fork: boolean;
    readonly body: string;
    readonly signature: string;
    readonly key_id: string;
  },
): Promise<FoundReceipt> {
  const signed = signedOf(row);
  const receipt = Receipt.parse(JSON.parse(signed.body));
  const log = await core.db
    .selectFrom('logs')
    .select('device_id')
    .where('log_id', '=', row.log_id)
    .executeTakeFirstOrThrow();
  const own = await core.db
    .selectFrom(row.fork ? 'forks' : 'acts')
    .select('hash')
    .where('log_id', '=', row.log_id)
    .where('seq', '=', receipt.to)
    .where('hash', '=', receipt.chain)
    .executeTakeFirst();
  return {
    signed,
    receipt,
    deviceId: log.device_id,
    isFork: row.fork,
    isGenuine: isSigned(core, signed),
    isOnChain: own !== undefined,
  };
}

function isSigned(core: Core, { body, signature, keyId }: Signed): boolean {
  const { receiptKeys } = KeyManifest.parse(JSON.parse(core.trust.manifest.body));
  const key = receiptKeys.find((one) => one.keyId === keyId);
  return key !== undefined && verifyBytes(key.publicKey, signingBytes('jd-receipt-1', body), signature);
}
