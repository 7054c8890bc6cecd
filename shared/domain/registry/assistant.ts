import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual, freeText } from '../../lib/text.ts';

/** What an assistant may be allowed to do; signing is never among it. */
export const ASSISTANT_TASKS = ['reception', 'sampling', 'testing', 'records', 'testimony'] as const;

/** An appraiser's assistant (助理): works under a supervising appraiser, never signs. Ended when `endedOn` is set. */
export const Assistant = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  name: Bilingual,
  number: freeText(40),
  supervisorId: RecordId.nullable(),
  tasks: z.array(z.enum(ASSISTANT_TASKS)).max(ASSISTANT_TASKS.length),
  startedOn: CivilDate,
  endedOn: CivilDate.nullable(),
});
export type Assistant = z.infer<typeof Assistant>;

export const assistantKind = recordKind<Assistant>({
  table: 'assistants',
  schema: Assistant,
  compartment: 'ordinary',
  columns: { institutionId: (assistant) => assistant.institutionId },
});
