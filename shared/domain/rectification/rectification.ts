import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { Severity } from '../inspections/template.ts';

// ordered ─ plan ─► plan-submitted ─ agreed ─► in-progress ─ report ─► reported ─ recheck by two ─► recheck ─► accepted ─► closed
// recheck ─► not-accepted ─ new order ─► ordered; not-accepted, or open and overdue ─► transferred ─► closed
// State, dates and extension follow from the events alone (life.ts): what stands in the fields is their fold, kept for lists.

export const SOURCES = ['visit', 'complaint', 'quality-review', 'proficiency', 'campaign'] as const;
export const Source = z.enum(SOURCES);
export type Source = z.infer<typeof Source>;

export const RECTIFICATION_STATES = [
  'ordered',
  'plan-submitted',
  'in-progress',
  'reported',
  'recheck',
  'accepted',
  'not-accepted',
  'transferred',
  'closed',
] as const;
export const RectificationState = z.enum(RECTIFICATION_STATES);
export type RectificationState = z.infer<typeof RectificationState>;

export const RECTIFICATION_EVENTS = [
  'ordered',
  'plan-submitted',
  'plan-agreed',
  'reported',
  'extension-asked',
  'extension-granted',
  'extension-refused',
  'recheck-begun',
  'accepted',
  'not-accepted',
  'transferred',
  'closed',
  'evidence-added',
  'evidence-removed',
] as const;

export const RecheckMethod = z.enum(['paper', 'on-site']);
export type RecheckMethod = z.infer<typeof RecheckMethod>;

/** Who did what on which day, by which paper. Never changed afterwards: a correction is a further event. */
export const RectificationEvent = z.strictObject({
  kind: z.enum(RECTIFICATION_EVENTS),
  /** The legal day, from the arguments; `at` is what the device's clock said. */
  on: CivilDate,
  at: Instant,
  by: OfficerId,
  text: freeText(4000),
  /** Number of the paper it stands in; empty where there is none. */
  document: freeText(120),
  /** Of `ordered`, `extension-asked`: the last day ordered or asked for. */
  dueOn: CivilDate.nullable(),
  /** Of `recheck-begun`: the second officer and how they look at it. */
  partner: OfficerId.nullable(),
  method: RecheckMethod.nullable(),
  /** Of `evidence-added`, `evidence-removed`. */
  attachmentId: RecordId.nullable(),
});
export type RectificationEvent = z.infer<typeof RectificationEvent>;

/** Asked for once more after a refusal, granted at most once. */
export const Extension = z.strictObject({
  askedOn: CivilDate,
  askedBy: OfficerId,
  to: CivilDate,
  state: z.enum(['asked', 'granted', 'refused']),
});
export type Extension = z.infer<typeof Extension>;

/** The putting right of one finding. Its id is the finding's, or an own one where it came from elsewhere. */
export const Rectification = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  source: Source,
  /** The visit, complaint, review, test or campaign it came from; null: only its paper is known. */
  sourceId: RecordId.nullable(),
  itemId: z.string().max(40).nullable(),
  severity: Severity,
  text: freeText(4000),
  basis: freeText(300),
  /** Who at the institution answers for it: a post, not a name. */
  owner: freeText(120),
  /** The act itself had to stop at once. */
  stopsAtOnce: z.boolean(),
  /** Whose work it is: the two of the visit, or who ordered it. */
  officers: z.array(OfficerId).min(1),
  /** The same item was found here before, within the time set by the rules. */
  repeated: z.strictObject({ findingId: RecordId, foundOn: CivilDate }).nullable(),
  state: RectificationState,
  /** Day and last day of the newest order. */
  orderedOn: CivilDate,
  dueOn: CivilDate,
  extendedTo: CivilDate.nullable(),
  extension: Extension.nullable(),
  events: z.array(RectificationEvent).min(1),
});
export type Rectification = z.infer<typeof Rectification>;

export const rectificationKind = recordKind<Rectification>({
  table: 'rectifications',
  schema: Rectification,
  compartment: 'ordinary',
  columns: {
    institutionId: (rectification) => rectification.institutionId,
    state: (rectification) => rectification.state,
    severity: (rectification) => rectification.severity,
    dueOn: lastDay,
  },
});

/** The last day that counts: the extension's where one was granted. */
export function lastDay(of: Pick<Rectification, 'dueOn' | 'extendedTo'>): CivilDate {
  return of.extendedTo ?? of.dueOn;
}
