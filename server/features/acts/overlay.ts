import type { MutatorTx } from '../../../shared/lib/mutation.ts';
import type { RecordBase, RecordKind } from '../../../shared/lib/record-kind.ts';
import type { RecordChange, RecordSession } from '../../store/record-session.ts';

/** One act's own writes over the session: they count only when the act ends well. */
export function openOverlay(records: RecordSession): {
  readonly tx: MutatorTx;
  changes(): readonly RecordChange[];
} {
  const changed = new Map<string, RecordChange>();
  const key = (kind: { readonly table: string }, id: string): string => `${kind.table}|${id}`;
  const after = (change: RecordChange): RecordBase | null => (change.op === 'put' ? change.record : null);
  const tx: MutatorTx = {
    get: async <T extends RecordBase>(kind: RecordKind<T>, id: T['id']) => {
      const own = changed.get(key(kind, id));
      return (own ? after(own) : await records.get(plain(kind), id)) as T | null;
    },
    list: async <T extends RecordBase>(kind: RecordKind<T>, column: string, value: string | number) => {
      const stored = await records.list(plain(kind), column, value);
      const own = [...changed.values()].filter((change) => change.kind.table === kind.table);
      const kept = stored.filter((record) => !changed.has(key(kind, record.id)));
      const added = own.flatMap((change) => after(change) ?? []) as unknown as readonly T[];
      const all = [
        ...(kept as unknown as readonly T[]),
        ...added.filter((record) => kind.columns[column]?.(record) === value),
      ];
      return all.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    },
    put: (kind, record) => void changed.set(key(kind, record.id), { op: 'put', kind: plain(kind), record }),
    remove: (kind, id) => void changed.set(key(kind, id), { op: 'remove', kind: plain(kind), id }),
  };
  return { tx, changes: () => [...changed.values()] };
}

/** A kind by its table, without the record's type: the session keeps all kinds alike. */
function plain<T extends RecordBase>(kind: RecordKind<T>): RecordKind {
  return kind as unknown as RecordKind;
}
