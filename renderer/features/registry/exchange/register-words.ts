import counties from '../../../../resources/domain/counties.json';
import { scopeEntries } from '../../../../shared/domain/registry/business-scope.ts';
import { BUSINESS_SCOPE } from '../../../data/register.ts';
import { plain } from './columns.ts';
import type { Register } from './plan.ts';

export const SCOPE_VERSION = BUSINESS_SCOPE.version;
export const SCOPE_CODES: ReadonlySet<string> = new Set(scopeEntries(BUSINESS_SCOPE).map(({ code }) => code));

/** Finds the county-level units of a prefecture by code or name; tells those of another prefecture apart. */
export function countyFinder(prefectureCode: string): Register['countyCode'] {
  const codes = new Map(
    counties.units.flatMap(({ code, name }) => [code, name.zh, name.ug].map((word) => [plain(word), code])),
  );
  return (typed) => {
    const code = codes.get(plain(typed)) ?? (/^\d{6}$/.test(typed) ? typed : null);
    if (code === null) return null;
    return code.slice(0, 4) === prefectureCode.slice(0, 4) ? { code } : 'foreign';
  };
}
