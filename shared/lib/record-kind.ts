import type { z } from 'zod';
import type { RecordId } from './ids.ts';

/** What every record has: an id, and the GB/T 2260 code of the prefecture it belongs to (650000: the whole region). */
export interface RecordBase {
  readonly id: RecordId;
  readonly prefectureCode: string;
}

/** Clear index columns may hold ids, states, dates, codes and keyed hashes, nothing else: they are not encrypted. */
export type IndexValue = string | number;

/** Compartments have their own keys and their own feed (design.md section 4). */
export type Compartment = 'ordinary' | 'identity' | 'interference' | 'blind-review';

/** One kind of record: its table, its schema, its compartment and the clear columns by which it can be listed. */
export interface RecordKind<T extends RecordBase = RecordBase> {
  readonly table: string;
  readonly schema: z.ZodType<T>;
  readonly compartment: Compartment;
  readonly columns: Readonly<Record<string, (record: T) => IndexValue | null>>;
}

export function recordKind<T extends RecordBase>(kind: RecordKind<T>): RecordKind<T> {
  return kind;
}
