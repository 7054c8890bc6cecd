import type { QualityPlan } from '../../../../shared/domain/quality/plan.ts';
import type { OpinionFile } from '../../../../shared/domain/quality/opinion-file.ts';
import type { Category } from '../../../../shared/domain/registry/institution.ts';
import { isCivilDate, type CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';

/** What is wrong with a row; its words are `quality:list.problem.<kind>`. */
export type RowProblem =
  'no-number' | 'number-long' | 'number-twice' | 'category' | 'date' | 'outside-period' | 'appraiser';

export interface ReadList {
  readonly files: readonly OpinionFile[];
  /** `row` counts from 1, as a spreadsheet does. */
  readonly problems: readonly { readonly row: number; readonly kind: RowProblem; readonly text: string }[];
}

interface Lookups {
  readonly plan: Pick<QualityPlan, 'from' | 'to'>;
  /** Lower-case words in both languages, and the code itself. */
  readonly categories: ReadonlyMap<string, Category>;
  /** By certificate number. */
  readonly appraisers: ReadonlyMap<string, RecordId>;
}

const HAS_NUMBER = /\d/;

/**
 * Reads an institution's list as it comes out of a spreadsheet: number, category, day of issue, certificate number of the
 * appraiser (may be left out), separated by tabs, commas or semicolons. A heading without any digit is passed over. Other columns
 * are not read, so that nothing of a case gets in.
 */
export function readOpinionList(text: string, lookups: Lookups): ReadList {
  const files: OpinionFile[] = [];
  const problems: { row: number; kind: RowProblem; text: string }[] = [];
  const seen = new Set<string>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || (at === 0 && !HAS_NUMBER.test(line))) continue;
    const [opinionNo = '', category = '', day = '', certificate = ''] = line
      .split(/[\t,;，；]/)
      .map((cell) => cleanText(cell.replace(/^"(.*)"$/, '$1')));
    const row = at + 1;
    const known = lookups.categories.get(category.toLowerCase());
    const issuedOn = dayOf(day);
    const appraiserId = certificate === '' ? null : lookups.appraisers.get(certificate);
    const kind = problemOf({ opinionNo, known, issuedOn, appraiserId }, lookups.plan, seen);
    if (kind || !known || !issuedOn)
      problems.push({ row, kind: kind ?? 'category', text: line.slice(0, 60) });
    else files.push({ opinionNo, category: known, issuedOn, appraiserId: appraiserId ?? null });
    seen.add(opinionNo);
  }
  return { files, problems };
}

function problemOf(
  row: {
    readonly opinionNo: string;
    readonly known: Category | undefined;
    readonly issuedOn: CivilDate | null;
    readonly appraiserId: RecordId | null | undefined;
  },
  plan: Lookups['plan'],
  seen: ReadonlySet<string>,
): RowProblem | null {
  if (row.opinionNo === '') return 'no-number';
  if (row.opinionNo.length > 60) return 'number-long';
  if (seen.has(row.opinionNo)) return 'number-twice';
  if (row.known === undefined) return 'category';
  if (row.issuedOn === null) return 'date';
  if (row.issuedOn < plan.from || row.issuedOn > plan.to) return 'outside-period';
  return row.appraiserId === undefined ? 'appraiser' : null;
}

/** `2025-05-06`, `2025/5/6`, `2025.5.6`, or the same with the signs for year, month and day. */
function dayOf(text: string): CivilDate | null {
  const [year, month, day, more] = text.split(/\D+/).filter(Boolean);
  if (!year || !month || !day || more !== undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(written) ? written : null;
}
