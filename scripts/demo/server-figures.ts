import { AttachmentReceipt } from '../../shared/protocol/receipt.ts';
import { openDatabase } from '../../server/store/open-database.ts';

export interface ServerFigures {
  /** State of every act in the server's log by `<logId>:<seq>:<hash>`. */
  readonly acts: ReadonlyMap<string, string>;
  /** What the server's signed receipts say of pictures, by attachment. */
  readonly pictures: ReadonlyMap<string, { readonly sha256: string; readonly sizeBytes: number }>;
}

/** Reads a stopped server's own tables: figures are counted there, not remembered. */
export async function readServerFigures(
  dataDir: string,
  databaseUrl: string | null = null,
): Promise<ServerFigures> {
  const db = await openDatabase({ folder: dataDir, databaseUrl });
  try {
    const acts = await db.selectFrom('acts').select(['log_id', 'seq', 'hash', 'state']).execute();
    const receipts = await db.selectFrom('attachment_receipts').select(['attachment_id', 'body']).execute();
    return {
      acts: new Map(acts.map((act) => [`${act.log_id}:${act.seq}:${act.hash}`, act.state])),
      pictures: new Map(
        receipts.map((row) => [row.attachment_id, AttachmentReceipt.parse(JSON.parse(row.body))]),
      ),
    };
  } finally {
    await db.destroy();
  }
}
