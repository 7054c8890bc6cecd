import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { freeText } from '../../lib/text.ts';
import { ArchivedFile, FAILED_VISITS, ResultKind, SERVED_HOW } from './task.ts';

const on = CivilDate;
const step = <S extends string>(name: S): z.ZodLiteral<S> => z.literal(name);

/**
 * What an officer enters for a step. Empty texts fit: what a step must not lack is asked for by `missingFor`, on the screen and on
 * the server alike, so that a form half filled in can say what is still needed.
 */
export const STEP_DATA = {
  approve: z.strictObject({
    step: step('approve'),
    on,
    unannounced: z.boolean(),
    note: freeText(1000),
  }),
  notify: z.strictObject({
    step: step('notify'),
    on,
    unannounced: z.boolean(),
    visitOn: CivilDate,
    content: freeText(2000),
    papers: freeText(2000),
    rightsTold: z.boolean(),
    servedHow: z.enum(SERVED_HOW).nullable(),
    servedTo: freeText(100),
  }),
  'start-visit': z.strictObject({ step: step('start-visit'), on, visitId: RecordId }),
  'record-failed-visit': z.strictObject({
    step: step('record-failed-visit'),
    on,
    result: z.enum(FAILED_VISITS),
    text: freeText(2000),
    witness: freeText(200),
  }),
  sign: z.strictObject({ step: step('sign'), on }),
  conclude: z.strictObject({
    step: step('conclude'),
    on,
    result: ResultKind.nullable(),
    text: freeText(4000),
    movedTo: freeText(200),
  }),
  'feed-back': z.strictObject({
    step: step('feed-back'),
    on,
    servedTo: freeText(100),
    servedHow: z.enum(SERVED_HOW).nullable(),
    proof: freeText(500),
  }),
  publish: z.strictObject({
    step: step('publish'),
    on,
    where: freeText(300),
    link: freeText(500),
    text: freeText(4000),
  }),
  rectify: z.strictObject({ step: step('rectify'), on }),
  recheck: z.strictObject({ step: step('recheck'), on, text: freeText(2000) }),
  'close-archive': z.strictObject({
    step: step('close-archive'),
    on,
    files: z.array(ArchivedFile).max(60),
    place: freeText(200),
  }),
  'replace-officers': z.strictObject({
    step: step('replace-officers'),
    on,
    officers: z.tuple([OfficerId, OfficerId]),
    reason: freeText(1000),
  }),
  correct: z.strictObject({ step: step('correct'), on, corrects: z.int().min(0), text: freeText(2000) }),
  void: z.strictObject({ step: step('void'), on, reason: freeText(1000) }),
} as const;

export type StepName = keyof typeof STEP_DATA;
export type StepData = { readonly [S in StepName]: z.infer<(typeof STEP_DATA)[S]> }[StepName];
export type DataOf<S extends StepName> = Extract<StepData, { readonly step: S }>;
