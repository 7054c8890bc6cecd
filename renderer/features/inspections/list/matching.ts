import type { VisitLine, VisitState } from './list-query.ts';

export interface ListFilter {
  readonly typed: string;
  readonly state: VisitState | 'all' | 'open';
}

/** Visits whose institution (in either language), licence number, day or officers contain every word typed. */
export function matchVisits(lines: readonly VisitLine[], filter: ListFilter): readonly VisitLine[] {
  const needles = filter.typed.trim().toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (filter.state === 'open' && line.state === 'sealed') return false;
    if (filter.state !== 'all' && filter.state !== 'open' && line.state !== filter.state) return false;
    const text = wordsOf(line);
    return needles.every((needle) => text.includes(needle));
  });
}

function wordsOf(line: VisitLine): string {
  const names = [line.institution, ...line.officers].flatMap((name) => (name ? [name.zh, name.ug] : []));
  return [...names, line.licenceNo, line.inspection.startedOn].join(' ').toLowerCase().normalize('NFC');
}
