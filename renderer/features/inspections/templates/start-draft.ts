import { bureauTemplateId } from '../../../../shared/domain/inspections/bureau-template.ts';
import { saveTemplateDraft } from '../../../../shared/domain/inspections/template-mutations.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import type { Mutation } from '../../../../shared/lib/mutation.ts';
import type { Desk } from '../../../data/desk.ts';
import { failureOf, type SaveFailure } from '../visit/save-failure.ts';

type SaveArgs = typeof saveTemplateDraft extends Mutation<infer Args> ? Args : never;

export type StartedDraft =
  | { readonly kind: 'started'; readonly draftId: RecordId }
  | { readonly kind: 'failed'; readonly failure: SaveFailure };

/** Begins a draft of the bureau's own line of a template; `from` names that template, null begins a new line. */
export async function startDraft(
  desk: Pick<Desk, 'act' | 'clock' | 'random' | 'prefectureCode'>,
  start: NonNullable<SaveArgs['start']>,
  from: string | null,
): Promise<StartedDraft> {
  const draftId = newUlid(desk.clock, desk.random) as RecordId;
  const outcome = await desk.act(saveTemplateDraft, {
    draftId,
    prefectureCode: desk.prefectureCode,
    templateId: bureauTemplateId(desk.prefectureCode, from ?? draftId.toLowerCase()),
    start,
    changes: [],
    settles: [],
  });
  const failure = failureOf(outcome);
  return failure ? { kind: 'failed', failure } : { kind: 'started', draftId };
}
