import type { Role } from './officer.ts';

/**
 * What somebody wants to do, in the words of the rights table (design.md section 4). `answer-for-acts`: confirm, hand over and
 * withdraw acts of the prefecture's officers that the server has not taken. `issue-documents`: issue and void papers, ask for numbers.
 * `approve-inspections`: approve plans and inspection tasks. `publish-templates`: give the prefecture a checklist.
 * `approve-inspections`: approve plans and inspection tasks. `review`: score files of the quality review. `decide-review`: decide on a file, read scores once
 * they are opened.
 */
export type Right =
  | 'inspect'
  | 'approve-inspections'
  | 'draw'
  | 'keep-register'
  | 'publish-region'
  | 'publish-templates'
  | 'use-log'
  | 'answer-for-acts'
  | 'issue-documents'
  | 'review'
  | 'decide-review';

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  inspector: ['inspect', 'use-log', 'issue-documents', 'review'],
  'case-handler': ['use-log', 'issue-documents'],
  'section-head': [
    'inspect',
    'approve-inspections',
    'draw',
    'keep-register',
    'publish-templates',
    'use-log',
    'answer-for-acts',
    'issue-documents',
    'review',
    'decide-review',
  ],
  'bureau-head': ['approve-inspections', 'use-log', 'answer-for-acts', 'issue-documents', 'decide-review'],
  administrator: ['use-log'],
  'regional-viewer': ['use-log'],
  'regional-administrator': ['keep-register', 'publish-region', 'use-log'],
};

/** The same table greys a button on the device and decides on the server. */
export function holdsRight(roles: readonly Role[], right: Right): boolean {
  return roles.some((role) => RIGHTS[role].includes(right));
}
