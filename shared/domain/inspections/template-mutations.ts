import { z } from 'zod';
import { civilDateOf } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { PortableJson } from '../../lib/json.ts';
import {
  applied,
  merged,
  mutation,
  refuse,
  type ActContext,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { actKey } from './open-visit.ts';
import { bureauTemplateId, bureauTemplateKind } from './bureau-template.ts';
import { findTemplate, templateRecordId } from './find-template.ts';
import { mergeDraft } from './merge-draft.ts';
import { bodyOf, bodyText, contentOf, TemplateContent } from './template-content.ts';
import { DraftPart, templateDraftKind, type DraftEvent, type TemplateDraft } from './template-draft.ts';
import { templateFaults } from './template-problems.ts';
import { isVersion, latestVersion, laterVersion } from './template-version.ts';
import { readTemplate } from './template.ts';

const TemplateId = z.string().regex(/^\d{6}-[a-z0-9][a-z0-9-]{0,59}$/);
const Version = z.string().max(14).refine(isVersion, 'version');

const Start = z.union([
  z.strictObject({ kind: z.literal('new'), title: z.strictObject({ zh: freeText(300), ug: freeText(300) }) }),
  /** From a published version on this device: its text does not travel again. */
  z.strictObject({
    kind: z.literal('from'),
    templateId: z.string().max(80),
    templateVersion: z.string().max(14),
  }),
  /** From a file. */
  z.strictObject({ kind: z.literal('content'), content: TemplateContent }),
]);

const EMPTY: TemplateContent = {
  title: { zh: '', ug: '' },
  purpose: { zh: '', ug: '' },
  sections: [],
  items: [],
  rules: [],
  extra: { appliesTo: ['institution'], scoring: { method: 'weighted-pass-rate' } },
};

const SaveArgs = z.strictObject({
  draftId: RecordId,
  prefectureCode: z.string().regex(/^\d{6}$/),
  templateId: TemplateId,
  start: Start.nullable(),
  changes: z.array(z.strictObject({ part: DraftPart, before: PortableJson, after: PortableJson })).max(400),
  settles: z.array(z.string().max(60)).max(100),
});

/**
 * Starts a draft, changes parts of it, decides a clash (`settles`: the acts whose versions are no longer wanted). Saving into a
 * published or discarded draft opens it again: a colleague who had not seen that loses nothing.
 */
export const saveTemplateDraft = mutation({
  name: 'template/draft-save',
  version: 1,
  args: SaveArgs,
  lane: (args) => args.draftId,
  run: async (tx, args, context) => {
    const before = await tx.get(templateDraftKind, args.draftId);
    if (before && args.start) return refuse('template-draft-exists', { id: args.draftId });
    if (!before && !args.start) return refuse('template-draft-missing', { id: args.draftId });
    const opened = before ? reopened(before, context) : await started(tx, args, context);
    if ('error' in opened) return opened;
    const draft = {
      ...opened,
      clashes: opened.clashes.filter((clash) => !args.settles.includes(clash.act)),
    };
    const result = mergeDraft(draft, args.changes, {
      by: context.actor,
      at: context.claimedAt,
      act: actKey(context),
    });
    if (!result) return refuse('value-not-allowed', { field: args.changes[0]?.part ?? '' });
    tx.put(templateDraftKind, result.draft);
    return result.clashed ? merged('both') : applied;
  },
});

/** Puts a draft aside; it stays readable and the next save opens it again. */
export const discardTemplateDraft = mutation({
  name: 'template/discard-draft',
  version: 1,
  args: z.strictObject({ draftId: RecordId }),
  lane: (args) => args.draftId,
  run: async (tx, args, context) => {
    const draft = await tx.get(templateDraftKind, args.draftId);
    if (!draft) return refuse('template-draft-missing', { id: args.draftId });
    if (draft.state !== 'open') return applied;
    tx.put(templateDraftKind, withEvent({ ...draft, state: 'discarded' }, 'discarded', context, null));
    return applied;
  },
});

/**
 * Publishes what the section head saw, word for word, as a version of the bureau's template for the prefecture. Words that a
 * colleague saved meanwhile stay in the draft, which then stays open.
 */
export const publishBureauTemplate = mutation({
  name: 'template/publish',
  version: 1,
  args: z.strictObject({
    draftId: RecordId,
    templateId: TemplateId,
    version: Version,
    body: z.string().max(400_000),
  }),
  lane: (args) => templateRecordId({ templateId: args.templateId, templateVersion: args.version }),
  run: async (tx, args, context) => {
    const draft = await tx.get(templateDraftKind, args.draftId);
    if (!draft) return refuse('template-draft-missing', { id: args.draftId });
    const id = templateRecordId({ templateId: args.templateId, templateVersion: args.version });
    const published = await tx.get(bureauTemplateKind, id);
    if (published)
      return published.body === args.body ? applied : refuse('template-version-exists', { template: id });
    if (args.templateId !== draft.templateId) return refuse('template-of-other-draft');
    const unready = faultOf(args);
    if (unready) return refuse('template-not-ready', { problem: unready });
    const earlier = await tx.list(bureauTemplateKind, 'templateId', args.templateId);
    const latest = latestVersion(earlier.map((one) => one.version));
    if (latest !== null && !laterVersion(args.version, latest))
      return refuse('template-version-not-later', { version: args.version, latest });
    tx.put(bureauTemplateKind, {
      id,
      prefectureCode: draft.prefectureCode,
      templateId: args.templateId,
      version: args.version,
      body: args.body,
      origin: earlier[0]?.origin ?? originOf(draft),
      draftId: draft.id,
      publishedBy: context.actor,
      publishedAt: context.claimedAt,
    });
    const isWhole = bodyText(bodyOf(draft.content, args)) === args.body && draft.clashes.length === 0;
    tx.put(
      templateDraftKind,
      withEvent(
        { ...draft, basedOn: id, state: isWhole ? 'published' : 'open' },
        'published',
        context,
        args.version,
      ),
    );
    return applied;
  },
});

function faultOf(args: {
  readonly templateId: string;
  readonly version: string;
  readonly body: string;
}): string | null {
  const read = readTemplate(args);
  if (!read.ok) return read.error.kind;
  return templateFaults(contentOf(read.value))[0]?.kind ?? null;
}

/** The line of templates it comes from; null for one of its own. */
function originOf(draft: TemplateDraft): string | null {
  const from = draft.basedOn?.split('@')[0] ?? null;
  return from === draft.templateId ? null : from;
}

function reopened(draft: TemplateDraft, context: ActContext): TemplateDraft {
  return draft.state === 'open' ? draft : withEvent({ ...draft, state: 'open' }, 'reopened', context, null);
}

async function started(
  tx: MutatorTx,
  args: z.infer<typeof SaveArgs>,
  context: ActContext,
): Promise<TemplateDraft | Extract<MutationOutcome, { ok: false }>> {
  if (bureauTemplateId(args.prefectureCode, '') !== args.templateId.slice(0, 7))
    return refusal('template-of-other-bureau', args.templateId);
  const { start } = args;
  const empty: TemplateDraft = {
    id: args.draftId,
    prefectureCode: args.prefectureCode,
    templateId: args.templateId,
    basedOn: null,
    state: 'open',
    content: start?.kind === 'content' ? start.content : EMPTY,
    authors: {},
    clashes: [],
    events: [],
  };
  const draft = withEvent(empty, 'started', context, null);
  if (start?.kind === 'new') return { ...draft, content: { ...EMPTY, title: start.title } };
  if (start?.kind !== 'from') return draft;
  const template = await findTemplate(tx, start);
  const body = template && readTemplate(template);
  if (!template || !body?.ok) return refusal('template-missing', templateRecordId(start));
  return { ...draft, basedOn: template.id, content: contentOf(body.value) };
}

function withEvent(
  draft: TemplateDraft,
  kind: DraftEvent['kind'],
  { claimedAt, actor }: ActContext,
  version: string | null,
): TemplateDraft {
  const event = { kind, on: civilDateOf(claimedAt), at: claimedAt, by: actor, version };
  return { ...draft, events: [...draft.events, event] };
}

function refusal(kind: string, template: string): Extract<MutationOutcome, { ok: false }> {
  return { ok: false, error: { kind, template } };
}
