import counties from '../../../resources/domain/counties.json';
import type { Bilingual } from '../../../shared/lib/text.ts';

const NAMES: ReadonlyMap<string, Bilingual> = new Map(counties.units.map((unit) => [unit.code, unit.name]));

/** Name of a county-level unit by its GB/T 2260 code; its code in both languages when the list does not have it. */
export function countyName(code: string): Bilingual {
  return NAMES.get(code) ?? { zh: code, ug: code };
}
