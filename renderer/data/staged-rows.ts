import type { FeedEntry } from '../../shared/protocol/pull.ts';
import type { StagedRow } from '../../shared/schema/schema.ts';
import type { IncomingBase } from '../../shared/sync/ports.ts';
import type { RecordCodec } from './record-codec.ts';

/**
 * Pulled changes, encrypted for staging. A table this app does not know is left out (a newer server); a record that does
 * not fit its schema is a broken promise of the server and stops the pull.
 */
export async function stagedRows(
  entries: readonly FeedEntry[],
  codec: RecordCodec,
): Promise<readonly StagedRow[]> {
  const rows = await Promise.all(
    entries.filter((entry) => codec.knows(entry.table)).map((entry) => stagedRow(entry, codec)),
  );
  return rows;
}

async function stagedRow(entry: FeedEntry, codec: RecordCodec): Promise<StagedRow> {
  const { table, id, scope, version, op } = entry;
  if (op !== 'put') return { table, id, scope, version, op, columns: {}, payload: null };
  const record = codec.parse(table, entry.record);
  if (!record || record.id !== id)
    throw new Error(`the server sent a ${table} record that does not fit its schema`);
  const { columns, payload } = await codec.pack(table, record);
  return { table, id, scope, version, op, columns, payload };
}

interface Copy {
  readonly scope: string;
  readonly version: number;
}

/** The record is no longer readable here: removed, moved away, or in a scope that the officers lost since it was staged. */
export function isTakenAway(row: StagedRow, base: IncomingBase): boolean {
  return row.op !== 'put' || base.lostScopes.includes(row.scope);
}

/**
 * The copy here knows more than the staged row. A record that moved leaves one scope and enters another with one version:
 * `left` of the old scope says nothing against the copy in the new one. After a reset no copy here counts.
 */
export function isStale(row: StagedRow, copy: Copy | undefined, base: IncomingBase): boolean {
  if (!copy || base.reset || base.lostScopes.includes(copy.scope)) return false;
  if (row.version !== copy.version) return row.version < copy.version;
  return isTakenAway(row, base) && copy.scope !== row.scope;
}
