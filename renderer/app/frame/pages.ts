/** The pages of the navigation, in its order. `key` follows `G`. */
export const PAGES = [
  { id: 'work', path: '/work', key: 'w' },
  { id: 'inspections', path: '/inspections', key: 'i' },
  { id: 'registry', path: '/registry', key: 'r' },
  { id: 'sync', path: '/sync', key: 's' },
  { id: 'settings', path: '/settings', key: 't' },
] as const;

export type PageId = (typeof PAGES)[number]['id'];
