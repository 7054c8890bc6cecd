import type { Category, Institution } from '../../../shared/domain/registry/institution.ts';

export interface RegistryFilter {
  readonly typed: string;
  readonly countyCode: string | null;
  readonly category: Category | null;
  readonly state: Institution['state'] | null;
  /** Only those that carry every mark; which institution carries which is told beside the filter. */
  readonly marks: readonly Mark[];
}

export const MARKS = ['small', 'expiring'] as const;
export type Mark = (typeof MARKS)[number];
export type Marked = Readonly<Record<Mark, ReadonlySet<string>>>;

const NOBODY: Marked = { small: new Set(), expiring: new Set() };

export const NO_FILTER: RegistryFilter = {
  typed: '',
  countyCode: null,
  category: null,
  state: null,
  marks: [],
};

/** Institutions that fit; the licence that ends first stands first, those struck off last. */
export function matchInstitutions(
  all: readonly Institution[],
  filter: RegistryFilter,
  marked: Marked = NOBODY,
): readonly Institution[] {
  const needles = filter.typed.trim().toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean);
  return all
    .filter(
      (one) =>
        (filter.countyCode === null || one.countyCode === filter.countyCode) &&
        (filter.category === null || one.categories.includes(filter.category)) &&
        (filter.state === null || one.state === filter.state) &&
        filter.marks.every((mark) => marked[mark].has(one.id)) &&
        needles.every((needle) => wordsOf(one).includes(needle)),
    )
    .toSorted(
      (a, b) =>
        Number(isClosed(a)) - Number(isClosed(b)) ||
        compare(a.licenceValidTo, b.licenceValidTo) ||
        compare(a.id, b.id),
    );
}

/** Struck off or lapsed: its date no longer asks for anything. */
export function isClosed(institution: Institution): boolean {
  return institution.state === 'cancelled' || institution.state === 'expired';
}

function wordsOf({ name, head, licenceNo, creditCode }: Institution): string {
  return [name.zh, name.ug, head.zh, head.ug, licenceNo, creditCode].join(' ').toLowerCase().normalize('NFC');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
