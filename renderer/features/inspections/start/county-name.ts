import counties from '../../../../resources/domain/counties.json';
import type { Bilingual } from '../../../../shared/lib/text.ts';

const NAMES: ReadonlyMap<string, Bilingual> = new Map(counties.units.map((unit) => [unit.code, unit.name]));

/** Name of a county-level unit by its GB/T 2260 code; null when the list does not have it. */
export function countyName(code: string): Bilingual | null {
  return NAMES.get(code) ?? null;
}
