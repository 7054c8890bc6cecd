import type { Hex } from '../../../shared/lib/bytes.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { decodeBatch, type RunSignature } from '../../../shared/protocol/batch.ts';
import { genesis, nextHash } from '../../../shared/protocol/chain.ts';
import { chainValueAt, chainValues, isForkValue } from '../../store/acts-store.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import { readAct, type IncomingAct } from './read-act.ts';

/** A batch whose own chain holds: every act with its number and chain value. */
export interface ReadBatch {
  readonly logId: LogId;
  readonly from: number;
  readonly to: number;
  readonly before: Hex;
  readonly after: Hex;
  readonly signatures: readonly RunSignature[];
  readonly acts: readonly IncomingAct[];
}

export type PushRefusal =
  | { readonly kind: 'malformed-batch' }
  | { readonly kind: 'chain-mismatch' }
  | { readonly kind: 'log-of-other-device' };

/** Decodes a batch and recomputes its chain. `chain-mismatch` when its ends are not what its frames make. */
export function readBatch(bytes: Uint8Array): Result<ReadBatch, PushRefusal> {
  const decoded = decodeBatch(bytes);
  if (!decoded.ok) return err({ kind: 'malformed-batch' });
  const { logId, from, to, before, after, signatures } = decoded.value.header;
  if (from === 1 && before !== genesis(logId)) return err({ kind: 'chain-mismatch' });
  let hash: Hex = before as Hex;
  const acts = decoded.value.frames.map((frame, i) => {
    hash = nextHash(hash, frame);
    return readAct(logId, from + i, hash, frame);
  });
  if (hash !== after) return err({ kind: 'chain-mismatch' });
  return ok({ logId, from, to, before: before as Hex, after: hash, signatures, acts });
}

/** How a batch lies against what the server has of its log. */
export type Placement =
  /** It follows acts the server has not seen. */
  | { readonly kind: 'pending' }
  /** The first `known` of its acts are logged; the rest follows the log's end. */
  | { readonly kind: 'follows'; readonly known: number }
  /** From act number `known` of the batch on it is another history of the same numbers. */
  | { readonly kind: 'forks'; readonly known: number };

export async function place(
  db: Db | Tx,
  batch: Pick<ReadBatch, 'logId' | 'from' | 'to' | 'before' | 'acts'>,
): Promise<Placement> {
  const { logId, from, to, before, acts } = batch;
  if ((await chainValueAt(db, logId, from - 1)) !== before) {
    return (await isForkValue(db, logId, from - 1, before))
      ? { kind: 'forks', known: 0 }
      : { kind: 'pending' };
  }
  const values = await chainValues(db, logId, from, to);
  const known = acts.findIndex((act) => values.get(act.seq) !== act.hash);
  if (known === -1) return { kind: 'follows', known: acts.length };
  const isNew = values.get(from + known) === undefined;
  return { kind: isNew ? 'follows' : 'forks', known };
}

/** Whether nothing of this batch is new: its last chain value stands for all before it. */
export async function isLogged(db: Db | Tx, batch: ReadBatch): Promise<boolean> {
  const { logId, to, after } = batch;
  return (await chainValueAt(db, logId, to)) === after || (await isForkValue(db, logId, to, after));
}

/** Keys certified for an officer on a device, newest first. */
export async function certifiedKeys(
  db: Db | Tx,
  deviceId: DeviceId,
  officerId: string,
): Promise<readonly string[]> {
  const query = db
    .selectFrom('device_officers')
    .select('signing_key')
    .where('device_id', '=', deviceId)
    .where('officer_id', '=', officerId);
  return (await query.orderBy('enrolled_at', 'desc').execute()).map((row) => row.signing_key);
}
