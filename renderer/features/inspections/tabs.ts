interface InspectionTab {
  readonly path: string;
  /** A whole key of the page's own namespace, so that two pages never meet in one file of words. */
  readonly words: `${string}:${string}`;
  /** Marked on this very address only: other pages of the area lie under it. */
  readonly isWhole?: boolean;
}

/** The pages of the inspections area in the order of their tabs: the way of an inspection first, then what is beside it. A tab stays marked on the pages under its path. */
export const INSPECTION_TABS: readonly InspectionTab[] = [
  { path: '/inspections', words: 'inspections:tab.visits', isWhole: true },
  { path: '/inspections/tasks', words: 'tasks:tab' },
  { path: '/inspections/plans', words: 'plan:tab.plans' },
  { path: '/inspections/pools', words: 'plan:tab.pools' },
  { path: '/inspections/draws', words: 'draw:tab' },
  { path: '/inspections/rectify', words: 'rectify:tab' },
  { path: '/inspections/documents', words: 'documents:tab' },
  { path: '/inspections/figures', words: 'figures:tab' },
  { path: '/inspections/special', words: 'special:title' },
  { path: '/inspections/quality', words: 'quality:tab' },
  { path: '/inspections/proficiency', words: 'proficiency:title' },
  { path: '/inspections/experts', words: 'experts:title' },
  { path: '/inspections/templates', words: 'templates:tab' },
];
