import type { ListName } from './columns.ts';
import type { Mapping } from './mapping.ts';
import { planInstitutions } from './plan-institutions.ts';
import { planAppraisers, planCertificates } from './plan-people.ts';
import type { PlannedRow, Register } from './plan.ts';
import type { RawRow } from './raw-table.ts';

/** The dry run of a list: what each row would be. Pure; nothing is written. */
export function planList(
  list: ListName,
  rows: readonly RawRow[],
  mapping: Mapping,
  register: Register,
): readonly PlannedRow[] {
  switch (list) {
    case 'institutions':
      return planInstitutions(rows, mapping, register);
    case 'appraisers':
      return planAppraisers(rows, mapping, register);
    case 'certificates':
      return planCertificates(rows, mapping, register);
  }
}
