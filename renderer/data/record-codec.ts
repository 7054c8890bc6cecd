import type { RecordId } from '../../shared/lib/ids.ts';
import type { IndexValue, RecordBase } from '../../shared/lib/record-kind.ts';
import type { RecordRegistry } from '../../shared/protocol/record-registry.ts';
import { scopeOfRecord } from '../../shared/protocol/scope.ts';
import { keyOf } from '../../shared/sync/ports.ts';
import { openJson, sealJson, type FieldCipher } from './field-cipher.ts';

export interface PackedRecord {
  readonly scope: string;
  readonly columns: Readonly<Record<string, IndexValue | null>>;
  readonly payload: Uint8Array<ArrayBuffer>;
}

// Unchanged rows are opened once per session: a visit's sixty answers are listed again after every touch.
// A page that counts five years reads 14,000 (docs/performance.md, scale): with less it would open each of them again every time.
const CACHE_SIZE = 24_000;

/** Records to packed payloads and back. AAD is `<table>|<id>`, so a payload cannot be moved to another record. */
export class RecordCodec {
  readonly #cipher: FieldCipher;
  readonly #registry: RecordRegistry;
  readonly #cache = new Map<string, RecordBase>();

  constructor(cipher: FieldCipher, registry: RecordRegistry) {
    this.#cipher = cipher;
    this.#registry = registry;
  }

  async pack(table: string, record: RecordBase): Promise<PackedRecord> {
    const kind = this.#registry.get(table);
    if (!kind) throw new Error(`no record kind ${table}`);
    const columns = Object.fromEntries(Object.entries(kind.columns).map(([name, of]) => [name, of(record)]));
    return {
      scope: scopeOfRecord(kind, record),
      columns,
      payload: await sealJson(this.#cipher, record, keyOf(table, record.id)),
    };
  }

  async open(table: string, id: RecordId, payload: Uint8Array<ArrayBuffer>): Promise<RecordBase> {
    const aad = keyOf(table, id);
    // The nonce is fresh for every sealing: id and nonce name one content.
    const cacheKey = `${aad}|${payload.subarray(0, 12).join('.')}`;
    const cached = this.#cache.get(cacheKey);
    if (cached) return cached;
    const record = (await openJson(this.#cipher, payload, aad)) as RecordBase;
    if (this.#cache.size >= CACHE_SIZE) this.#cache.delete(this.#cache.keys().next().value ?? '');
    this.#cache.set(cacheKey, record);
    return record;
  }

  /** A pulled record as the server sent it, checked before it is believed. */
  parse(table: string, value: unknown): RecordBase | null {
    return this.#registry.get(table)?.schema.safeParse(value).data ?? null;
  }

  column(table: string, column: string, record: RecordBase): IndexValue | null {
    return this.#registry.get(table)?.columns[column]?.(record) ?? null;
  }

  knows(table: string): boolean {
    return this.#registry.has(table);
  }

  get tables(): readonly string[] {
    return [...this.#registry.keys()];
  }

  forget(): void {
    this.#cache.clear();
  }
}
