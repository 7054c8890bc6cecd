/** What the list under the equation shows. */
export const ACT_GROUPS = ['delivered', 'waiting', 'quarantined', 'withdrawn'] as const;
export type ActGroup = (typeof ACT_GROUPS)[number];
export type Group = ActGroup | 'all' | 'photos';

/** The group an address asks for; anything else means all acts. */
export function groupOf(text: string | null): Group {
  if (text === 'photos') return text;
  return ACT_GROUPS.find((group) => group === text) ?? 'all';
}
