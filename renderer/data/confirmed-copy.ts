import type { RecordId } from '../../shared/lib/ids.ts';
import type { IndexValue } from '../../shared/lib/record-kind.ts';
import type { ConfirmedRow, RecordRow } from '../../shared/schema/schema.ts';

/** The server's copy of a record, kept aside while unrun acts stand on it; null payload: the server has no such record. */
export function confirmedCopy(
  table: string,
  id: RecordId,
  clean: RecordRow | undefined,
  scopeIfNew: string,
): ConfirmedRow {
  if (!clean) return { table, id, scope: scopeIfNew, version: 0, columns: {}, payload: null };
  const { id: _id, scope, version, dirty: _dirty, payload, ...columns } = clean;
  return { table, id, scope, version, columns: columns as Record<string, IndexValue | null>, payload };
}
