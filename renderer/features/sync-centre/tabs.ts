/** The pages of the sync centre, in the order of their tabs. Words: `sync-centre:tab.<id>`. */
export const SYNC_TABS = [
  { id: 'overview', path: '/sync' },
  { id: 'inbox', path: '/sync/inbox' },
  { id: 'week', path: '/sync/week' },
  { id: 'storage', path: '/sync/storage' },
  { id: 'stick', path: '/sync/stick' },
  { id: 'doctor', path: '/sync/doctor' },
] as const;
