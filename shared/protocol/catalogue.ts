import { unreachable } from '../lib/assert.ts';
import type { Outcome } from './outcome.ts';

/** Who must act before the act can go on. `nobody`: it goes on by itself. */
export type WhoActs = 'officer' | 'head' | 'region' | 'nobody';
/** What can be done about a quarantined act, by an act of its own; `export` copies its text. */
export type Remedy = 'correct' | 'hand-over' | 'withdraw' | 'retry' | 'export';
/** Sentences of advice: `errors:next.<step>`. */
export type NextStep = (typeof NEXT_STEPS)[number];

export const NEXT_STEPS = [
  'correct',
  'withdraw',
  'hand-over',
  'retry',
  'wait',
  'addendum',
  'reopen',
  'sign-again',
  'complete',
  'decide',
  'open-earlier',
  'sync-other',
  'ask-head',
  'ask-region',
  'update-app',
  'new-log',
] as const;

export interface CatalogueEntry {
  /** What an officer reads out on the telephone: `A-017`. Never used again for something else. */
  readonly code: string;
  readonly who: WhoActs;
  /** Key of the sentence that says why. */
  readonly cause: string;
  readonly next: readonly NextStep[];
  readonly can: readonly Remedy[];
}

type Row = readonly [number: number, who: WhoActs, next: string, can: string];

// The one source of what may go wrong with an act. A kind is added with a new number; a retired one keeps its own.
const REFUSALS: Readonly<Record<string, Row>> = {
  'already-registered': [1, 'officer', 'withdraw correct', 'correct withdraw export'],
  'institution-missing': [2, 'officer', 'correct withdraw retry', 'correct hand-over withdraw retry export'],
  'inspection-exists': [3, 'officer', 'correct withdraw', 'correct withdraw export'],
  'inspection-missing': [4, 'officer', 'withdraw hand-over retry', 'correct hand-over withdraw retry export'],
  'inspection-sealed': [5, 'officer', 'addendum withdraw', 'hand-over withdraw retry export'],
  'template-missing': [6, 'officer', 'retry withdraw', 'hand-over withdraw retry export'],
  'two-officers-needed': [7, 'officer', 'correct withdraw', 'correct withdraw export'],
  'not-on-this-visit': [8, 'officer', 'hand-over withdraw', 'hand-over withdraw retry export'],
  'lead-officer-only': [9, 'officer', 'hand-over withdraw', 'hand-over withdraw export'],
  'answer-version-missing': [10, 'officer', 'reopen withdraw', 'correct hand-over withdraw retry export'],
  'due-before-visit': [11, 'officer', 'correct withdraw', 'correct withdraw export'],
  'attachment-of-other-record': [12, 'officer', 'correct withdraw', 'correct withdraw export'],
  'finding-of-other-visit': [13, 'officer', 'correct withdraw', 'correct withdraw export'],
  'content-changed': [14, 'officer', 'sign-again withdraw', 'withdraw export'],
  'signature-missing': [15, 'officer', 'sign-again withdraw', 'withdraw retry export'],
  'both-signatures-needed': [16, 'officer', 'sign-again retry', 'withdraw retry export'],
  'visit-incomplete': [17, 'officer', 'complete withdraw', 'withdraw retry export'],
  'act-unreadable': [18, 'region', 'update-app ask-region', 'withdraw retry export'],
  'act-unknown': [19, 'region', 'update-app ask-region', 'withdraw retry export'],
  'outside-jurisdiction': [20, 'officer', 'hand-over withdraw', 'correct hand-over withdraw retry export'],
  'right-missing': [21, 'head', 'hand-over retry', 'hand-over withdraw retry export'],
  'server-fault': [22, 'region', 'retry ask-region', 'hand-over withdraw retry export'],
  'act-not-found': [23, 'officer', 'withdraw retry', 'withdraw retry export'],
  'act-not-quarantined': [24, 'officer', 'withdraw', 'withdraw export'],
  'act-of-other-officer': [25, 'head', 'ask-head withdraw', 'withdraw export'],
  'handed-to-oneself': [26, 'officer', 'withdraw', 'withdraw export'],
  'colleague-unknown': [27, 'officer', 'withdraw', 'withdraw retry export'],
  'hand-over-missing': [28, 'officer', 'retry withdraw', 'withdraw retry export'],
  'hand-over-done': [29, 'officer', 'withdraw', 'withdraw export'],
  'hand-over-of-other': [30, 'officer', 'withdraw', 'withdraw export'],
  'nothing-to-confirm': [31, 'head', 'withdraw', 'withdraw export'],
  'already-decided': [32, 'head', 'withdraw', 'withdraw export'],
  'own-act': [33, 'head', 'ask-head withdraw', 'withdraw export'],
  'confirmation-rejected': [34, 'officer', 'hand-over withdraw', 'hand-over withdraw export'],
  'appraiser-missing': [35, 'officer', 'correct withdraw retry', 'correct hand-over withdraw retry export'],
  'value-not-allowed': [36, 'officer', 'correct withdraw', 'correct hand-over withdraw export'],
  'conflict-missing': [37, 'officer', 'retry withdraw', 'withdraw retry export'],
  'conflict-decided': [38, 'officer', 'withdraw', 'withdraw export'],
  'conflict-outdated': [39, 'officer', 'decide withdraw', 'withdraw export'],
  'conflict-incomplete': [40, 'officer', 'decide withdraw', 'withdraw export'],
  'both-not-possible': [41, 'officer', 'decide withdraw', 'withdraw export'],
  'document-exists': [121, 'officer', 'withdraw', 'withdraw export'],
  'document-too-long': [122, 'officer', 'correct withdraw', 'withdraw export'],
  'document-missing': [123, 'officer', 'retry withdraw', 'hand-over withdraw retry export'],
  'document-voided': [124, 'officer', 'withdraw', 'withdraw export'],
  'number-not-lent': [125, 'officer', 'withdraw ask-region', 'withdraw retry export'],
  'number-taken': [126, 'officer', 'withdraw ask-region', 'withdraw export'],
  'item-missing': [141, 'officer', 'correct withdraw retry', 'correct hand-over withdraw retry export'],
  'plan-missing': [142, 'officer', 'correct withdraw retry', 'correct hand-over withdraw retry export'],
  'task-missing': [143, 'officer', 'correct withdraw retry', 'correct hand-over withdraw retry export'],
  'inspector-missing': [144, 'officer', 'correct withdraw retry', 'correct hand-over withdraw retry export'],
  'step-not-allowed': [145, 'officer', 'reopen withdraw', 'hand-over withdraw retry export'],
  'step-incomplete': [146, 'officer', 'correct withdraw', 'correct hand-over withdraw retry export'],
  'yearly-cap-reached': [147, 'officer', 'withdraw ask-head', 'correct hand-over withdraw retry export'],
  'approver-is-drafter': [148, 'head', 'ask-head withdraw', 'hand-over withdraw retry export'],
  'personal-data': [149, 'officer', 'correct withdraw', 'correct hand-over withdraw export'],
  'item-version-taken': [150, 'officer', 'reopen withdraw', 'correct hand-over withdraw export'],
  'pair-not-drawn': [152, 'officer', 'reopen withdraw', 'hand-over withdraw retry export'],
  'changed-meanwhile': [151, 'officer', 'reopen withdraw', 'correct hand-over withdraw export'],
  'record-gone': [42, 'officer', 'withdraw', 'withdraw retry export'],
  // The whole visit (decision 0019).
  'form-of-form': [190, 'officer', 'withdraw', 'withdraw export'],
  'form-on-visit': [191, 'officer', 'withdraw', 'withdraw export'],
  'first-form-stays': [192, 'officer', 'withdraw', 'withdraw export'],
  'form-not-empty': [193, 'officer', 'withdraw', 'withdraw retry export'],
  'form-sealed': [194, 'officer', 'addendum withdraw', 'withdraw export'],
  'parties-changed': [195, 'officer', 'reopen withdraw', 'withdraw export'],
  'parties-incomplete': [196, 'officer', 'complete withdraw', 'withdraw retry export'],
  'presence-differs': [197, 'officer', 'complete withdraw', 'withdraw export'],
  'institution-side-open': [198, 'officer', 'sign-again withdraw', 'withdraw retry export'],
  'inspection-open': [199, 'officer', 'reopen withdraw', 'withdraw retry export'],
  'addendum-exists': [200, 'officer', 'withdraw', 'withdraw export'],
  'certificate-missing': [101, 'officer', 'retry withdraw', 'correct hand-over withdraw retry export'],
  'certificate-withdrawn': [102, 'officer', 'withdraw', 'withdraw export'],
  'assistant-missing': [103, 'officer', 'retry withdraw', 'correct hand-over withdraw retry export'],
  'ends-before-start': [104, 'officer', 'correct withdraw', 'correct hand-over withdraw export'],
  'template-draft-exists': [171, 'officer', 'withdraw', 'withdraw export'],
  'template-draft-missing': [172, 'officer', 'retry withdraw', 'withdraw retry export'],
  'template-of-other-bureau': [173, 'officer', 'withdraw', 'withdraw export'],
  'template-of-other-draft': [174, 'officer', 'withdraw', 'withdraw export'],
  'template-version-exists': [175, 'officer', 'correct withdraw', 'correct withdraw export'],
  'template-version-not-later': [176, 'officer', 'correct withdraw', 'correct withdraw export'],
  'template-not-ready': [177, 'officer', 'correct withdraw', 'withdraw export'],
  'template-no-successor': [178, 'officer', 'withdraw', 'withdraw export'],
  'visit-moved-meanwhile': [179, 'officer', 'withdraw', 'withdraw retry export'],
  'move-map-unfit': [180, 'officer', 'withdraw', 'withdraw export'],
  // Experts and the quality review (decision 0021).
  'expert-changed': [401, 'officer', 'reopen withdraw', 'withdraw export'],
  'expert-missing': [402, 'officer', 'retry withdraw', 'withdraw retry export'],
  'quality-plan-missing': [403, 'officer', 'retry withdraw', 'withdraw retry export'],
  'quality-review-missing': [404, 'officer', 'retry withdraw', 'withdraw retry export'],
  'sample-missing': [405, 'officer', 'retry withdraw', 'withdraw retry export'],
  'sample-state': [406, 'officer', 'withdraw', 'withdraw export'],
  'sample-seed-differs': [407, 'officer', 'withdraw', 'withdraw export'],
  'sample-list-unfit': [408, 'officer', 'correct withdraw', 'correct withdraw export'],
  'sample-in-work': [409, 'officer', 'withdraw', 'withdraw export'],
  'quality-state': [410, 'officer', 'withdraw', 'withdraw retry export'],
  'reviewer-barred': [411, 'officer', 'withdraw', 'withdraw export'],
  'not-reviewer': [412, 'officer', 'withdraw', 'withdraw export'],
  'score-submitted': [413, 'officer', 'withdraw', 'withdraw export'],
  'score-incomplete': [414, 'officer', 'complete withdraw', 'withdraw retry export'],
  'decider-scored': [415, 'head', 'ask-head withdraw', 'withdraw export'],
  'answer-still-open': [416, 'officer', 'wait withdraw', 'withdraw retry export'],
  'reason-needed': [417, 'officer', 'correct withdraw', 'correct withdraw export'],
  'blind-act': [418, 'officer', 'withdraw', 'withdraw export'],
  // The draw (decision 0016).
  'draw-exists': [260, 'officer', 'withdraw', 'withdraw export'],
  'draw-missing': [261, 'officer', 'withdraw hand-over retry', 'hand-over withdraw retry export'],
  'plan-not-approved': [262, 'head', 'ask-head withdraw retry', 'hand-over withdraw retry export'],
  'draw-not-committed': [263, 'officer', 'reopen withdraw', 'withdraw export'],
  'draw-not-drawn': [264, 'officer', 'reopen withdraw', 'withdraw export'],
  'draw-impossible': [265, 'officer', 'correct withdraw', 'withdraw export'],
  'draw-pool-wrong': [266, 'officer', 'withdraw', 'withdraw export'],
  'draw-seed-not-committed': [267, 'region', 'ask-region withdraw', 'withdraw export'],
  'draw-does-not-follow': [268, 'region', 'ask-region withdraw', 'withdraw export'],
  'draw-cap-reached': [269, 'officer', 'correct withdraw', 'withdraw export'],
  'recusal-too-late': [270, 'officer', 'withdraw ask-head', 'hand-over withdraw export'],
  'recusal-not-in-pair': [271, 'officer', 'reopen withdraw', 'withdraw export'],
  'recusal-round': [272, 'officer', 'reopen withdraw', 'withdraw export'],
  'no-replacement-left': [273, 'officer', 'withdraw ask-head', 'withdraw export'],
  'void-needs-other-head': [274, 'head', 'ask-head withdraw', 'hand-over withdraw export'],
  'draw-has-visits': [275, 'head', 'ask-head withdraw', 'withdraw export'],
  // Rectification (decision 0020).
  'rectification-missing': [520, 'officer', 'withdraw', 'hand-over withdraw retry export'],
  'rectification-exists': [521, 'officer', 'withdraw', 'withdraw export'],
  'rectification-no-finding': [522, 'officer', 'withdraw retry', 'withdraw retry export'],
  'rectification-visit-open': [523, 'officer', 'sign-again retry', 'withdraw retry export'],
  'rectification-wrong-state': [524, 'officer', 'reopen withdraw', 'withdraw retry export'],
  'rectification-date-order': [525, 'officer', 'correct withdraw', 'correct withdraw export'],
  'rectification-extension-once': [526, 'officer', 'withdraw', 'withdraw export'],
  'rectification-extension-pending': [527, 'head', 'ask-head withdraw', 'withdraw export'],
  'rectification-extension-not-asked': [528, 'officer', 'reopen withdraw', 'withdraw retry export'],
  'rectification-extension-too-long': [529, 'officer', 'correct withdraw', 'correct withdraw export'],
  'rectification-own-request': [530, 'officer', 'ask-head withdraw', 'hand-over withdraw export'],
  'rectification-not-overdue': [531, 'officer', 'withdraw retry', 'withdraw retry export'],
  'rectification-photo-missing': [532, 'officer', 'complete withdraw', 'correct withdraw retry export'],
  'rectification-not-recheckers': [533, 'officer', 'hand-over withdraw', 'hand-over withdraw export'],
  // Special inspections and proficiency tests.
  'campaign-missing': [420, 'officer', 'retry withdraw', 'withdraw retry export'],
  'campaign-closed': [421, 'officer', 'withdraw', 'withdraw export'],
  'check-closed': [422, 'officer', 'withdraw', 'withdraw export'],
  'check-changed': [423, 'officer', 'reopen withdraw', 'withdraw export'],
  'count-above-sample': [424, 'officer', 'correct withdraw', 'correct withdraw export'],
  'proficiency-missing': [430, 'officer', 'retry withdraw', 'withdraw retry export'],
  'proficiency-state': [431, 'officer', 'withdraw', 'withdraw retry export'],
};

const HELD: Readonly<Record<string, Row>> = {
  signature: [61, 'region', 'ask-region wait', 'hand-over withdraw retry export'],
  predecessor: [62, 'nobody', 'wait open-earlier', 'hand-over withdraw retry export'],
  authority: [63, 'head', 'ask-head', 'hand-over withdraw retry export'],
  'unknown-act': [64, 'region', 'wait ask-region', 'withdraw retry export'],
  'revoked-device': [65, 'region', 'ask-region', 'withdraw export'],
  'predecessor-record': [66, 'nobody', 'wait sync-other', 'correct hand-over withdraw retry export'],
};

const UNREADABLE: Readonly<Record<string, Row>> = {
  utf8: [81, 'region', 'ask-region withdraw', 'hand-over withdraw export'],
  json: [82, 'region', 'ask-region withdraw', 'hand-over withdraw export'],
  schema: [83, 'region', 'ask-region withdraw', 'hand-over withdraw export'],
  'not-canonical': [84, 'region', 'ask-region withdraw', 'hand-over withdraw export'],
  'other-place': [85, 'region', 'ask-region withdraw', 'hand-over withdraw export'],
  'after-later-act': [86, 'region', 'ask-region withdraw', 'hand-over withdraw export'],
  'args-unreadable': [87, 'region', 'update-app ask-region', 'hand-over withdraw retry export'],
  'newer-version': [88, 'region', 'update-app ask-region', 'hand-over withdraw retry export'],
};

const STATES: Readonly<Record<string, Row>> = {
  forked: [91, 'region', 'new-log ask-region', 'withdraw export'],
  'refused-here': [92, 'nobody', 'wait', 'export'],
  overdue: [93, 'head', 'ask-head hand-over', 'hand-over withdraw retry export'],
  'segment-pending': [94, 'officer', 'sync-other ask-region', 'export'],
};

/** Everything that may keep an act from being delivered, by area and kind. */
export const catalogue: ReadonlyMap<string, CatalogueEntry> = new Map([
  ...entries('refusal', REFUSALS),
  ...entries('held', HELD),
  ...entries('unreadable', UNREADABLE),
  ...entries('state', STATES),
]);

export type CatalogueArea = 'refusal' | 'held' | 'unreadable' | 'state';

/** The entry of a kind; null for one that a newer server uses. */
export function entryOf(area: CatalogueArea, kind: string): CatalogueEntry | null {
  return catalogue.get(`${area}.${kind}`) ?? null;
}

/** What an outcome means for people; null when there is nothing to explain. */
export function explain(outcome: Outcome): CatalogueEntry | null {
  switch (outcome.kind) {
    case 'applied':
    case 'merged':
    case 'closed':
      return null;
    case 'refused':
      return entryOf('refusal', outcome.refusal.kind);
    case 'held':
      return entryOf('held', outcome.for.kind);
    case 'unreadable':
      return entryOf('unreadable', outcome.reason);
    case 'forked':
      return entryOf('state', 'forked');
    default:
      return unreachable(outcome);
  }
}

function entries(
  area: CatalogueArea,
  rows: Readonly<Record<string, Row>>,
): readonly (readonly [string, CatalogueEntry])[] {
  return Object.entries(rows).map(([kind, [number, who, next, can]]) => [
    `${area}.${kind}`,
    {
      code: `A-${String(number).padStart(3, '0')}`,
      who,
      cause: `errors:${area}.${kind}`,
      next: next.split(' ') as NextStep[],
      can: can.split(' ') as Remedy[],
    },
  ]);
}
