/** The pages of the register, in the order of their tabs. Words: `registers:tab.<id>`. */
export const REGISTRY_TABS = [
  { id: 'institutions', path: '/registry' },
  { id: 'appraisers', path: '/registry/appraisers' },
  { id: 'warnings', path: '/registry/warnings' },
  { id: 'exchange', path: '/registry/exchange' },
] as const;
