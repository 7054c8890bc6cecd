import { z } from 'zod';
import type { Compartment, RecordBase, RecordKind } from '../lib/record-kind.ts';

/** A feed of its own: prefecture × compartment, `653100/ordinary`. A device pulls the union of its officers' scopes. */
export type Scope = string & { readonly __brand: 'Scope' };
export const Scope = z.custom<Scope>(
  (v) => typeof v === 'string' && /^\d{6}\/(ordinary|identity|interference|blind-review)$/.test(v),
  'scope',
);

/** What the region publishes to every device: templates, rules, calendars. */
export const REGION_CODE = '650000';

export function scopeOf(prefectureCode: string, compartment: Compartment): Scope {
  return `${prefectureCode}/${compartment}` as Scope;
}

export function scopeOfRecord<T extends RecordBase>(kind: RecordKind<T>, record: T): Scope {
  return scopeOf(record.prefectureCode, kind.compartment);
}
