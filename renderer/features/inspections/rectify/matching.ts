import { OPEN } from '../../../../shared/domain/rectification/life.ts';
import { lastDay, type RectificationState } from '../../../../shared/domain/rectification/rectification.ts';
import { isOverdue } from '../../../../shared/domain/rectification/reminder.ts';
import type { Severity } from '../../../../shared/domain/inspections/template.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RectifyLine } from './rectify-query.ts';

export interface RectifyFilter {
  readonly typed: string;
  readonly show: 'open' | 'overdue' | 'done' | 'all';
  readonly severity: Severity | null;
  readonly state: RectificationState | null;
  readonly onlyRepeated: boolean;
}

export const EVERYTHING: RectifyFilter = {
  typed: '',
  show: 'open',
  severity: null,
  state: null,
  onlyRepeated: false,
};

/** What fits the filter: overdue first, then what is open by its last day, then what is done, newest first. */
export function matchLines(
  lines: readonly RectifyLine[],
  filter: RectifyFilter,
  today: CivilDate,
): readonly RectifyLine[] {
  const needles = filter.typed.trim().toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean);
  return lines
    .filter((line) => fits(line, filter, today))
    .filter(({ institution, rectification }) => {
      const names = institution
        ? `${institution.name.zh} ${institution.name.ug} ${institution.licenceNo}`
        : rectification.institutionId;
      const text = `${names} ${rectification.text} ${rectification.itemId ?? ''}`
        .toLowerCase()
        .normalize('NFC');
      return needles.every((needle) => text.includes(needle));
    })
    .toSorted((a, b) => inOrder(a, b, today));
}

function fits({ rectification: one }: RectifyLine, filter: RectifyFilter, today: CivilDate): boolean {
  if (filter.show === 'overdue' && !isOverdue(one, today)) return false;
  if (filter.show === 'open' && !OPEN.includes(one.state)) return false;
  if (filter.show === 'done' && OPEN.includes(one.state)) return false;
  if (filter.severity && one.severity !== filter.severity) return false;
  if (filter.state && one.state !== filter.state) return false;
  return !filter.onlyRepeated || one.repeated !== null;
}

function inOrder(a: RectifyLine, b: RectifyLine, today: CivilDate): number {
  const rank = ({ rectification: one }: RectifyLine): number =>
    isOverdue(one, today) ? 0 : OPEN.includes(one.state) ? 1 : 2;
  const days = lastDay(a.rectification) < lastDay(b.rectification) ? -1 : 1;
  const same = lastDay(a.rectification) === lastDay(b.rectification);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (same) return a.rectification.id < b.rectification.id ? -1 : 1;
  return rank(a) === 2 ? -days : days;
}
