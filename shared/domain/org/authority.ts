import type { Role } from './officer.ts';

/** What somebody wants to do, in the words of the rights table (design.md section 4). */
export type Right = 'inspect' | 'keep-register' | 'publish-region' | 'use-log';

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  inspector: ['inspect', 'use-log'],
  'case-handler': ['use-log'],
  'section-head': ['inspect', 'keep-register', 'use-log'],
  'bureau-head': ['use-log'],
  administrator: ['use-log'],
  'regional-viewer': ['use-log'],
  'regional-administrator': ['keep-register', 'publish-region', 'use-log'],
};

/** The same table greys a button on the device and decides on the server. */
export function holdsRight(roles: readonly Role[], right: Right): boolean {
  return roles.some((role) => RIGHTS[role].includes(right));
}
