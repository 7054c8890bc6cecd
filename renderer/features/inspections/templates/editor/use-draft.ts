import { useEffect, useMemo, useRef, useState } from 'react';
import { changeOf, inverseOf } from '../../../../../shared/domain/inspections/draft-edits.ts';
import type { DraftChange } from '../../../../../shared/domain/inspections/merge-draft.ts';
import type { TemplateContent } from '../../../../../shared/domain/inspections/template-content.ts';
import {
  partOf,
  sameJson,
  withPart,
  type TemplateDraft,
} from '../../../../../shared/domain/inspections/template-draft.ts';
import { saveTemplateDraft } from '../../../../../shared/domain/inspections/template-mutations.ts';
import type { Instant } from '../../../../../shared/lib/dates.ts';
import type { JsonValue } from '../../../../../shared/lib/json.ts';
import { useDesk } from '../../../../data/desk-context.tsx';
import { failureOf, type SaveFailure } from '../../visit/save-failure.ts';

export interface UndoableEdit {
  /** Key under `templates:undo.*`. */
  readonly what: 'item' | 'section' | 'rule';
  readonly changes: readonly DraftChange[];
}

export interface DraftEditor {
  readonly draft: TemplateDraft;
  /** With what is on its way. */
  readonly content: TemplateContent;
  readonly savedAt: Instant | null;
  readonly failure: SaveFailure | null;
  readonly undo: UndoableEdit | null;
  /** What stands now, also inside a handler that was made before the last touch. */
  readonly now: () => TemplateContent;
  readonly save: (changes: readonly DraftChange[], options?: SaveOptions) => Promise<void>;
  /** Puts one part; `seen` is what the officer had before them, when others may have changed it since. */
  readonly put: (part: string, after: JsonValue, seen?: JsonValue) => Promise<void>;
  readonly takeBack: () => void;
}

/** Changes on their way. `takenOn`: what the record held when they were saved; the next record has them. */
interface Sent {
  readonly changes: readonly DraftChange[];
  readonly takenOn: TemplateContent | null;
}

interface SaveOptions {
  readonly settles?: readonly string[];
  /** Offers to bring back what this took out. */
  readonly undo?: UndoableEdit['what'];
}

/** A draft under an editor's hands: every touch is an act, shown at once and confirmed when it is in the journal. */
export function useDraft(draft: TemplateDraft): DraftEditor {
  const desk = useDesk();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [savedAt, setSavedAt] = useState<Instant | null>(null);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const [undo, setUndo] = useState<UndoableEdit | null>(null);
  const content = useMemo(
    () =>
      sent
        .filter((one) => one.takenOn === null || one.takenOn === draft.content)
        .flatMap((one) => one.changes)
        .reduce(applied, draft.content),
    [sent, draft.content],
  );
  const latest = useRef(content);
  const record = useRef(draft.content);
  useEffect(() => {
    latest.current = content;
    record.current = draft.content;
  });

  return useMemo((): DraftEditor => {
    const save: DraftEditor['save'] = async (changes, options = {}) => {
      const settles = options.settles ?? [];
      if (changes.length + settles.length === 0) return;
      latest.current = changes.reduce(applied, latest.current);
      setSent((now) => [...now, { changes, takenOn: null }]);
      const { id: draftId, prefectureCode, templateId } = draft;
      const outcome = await desk.act(saveTemplateDraft, {
        draftId,
        prefectureCode,
        templateId,
        start: null,
        changes: [...changes],
        settles: [...settles],
      });
      setFailure(failureOf(outcome));
      if (outcome.kind !== 'saved') return setSent((now) => now.filter((one) => one.changes !== changes));
      setSent((now) =>
        now
          .filter((one) => one.takenOn === null || one.takenOn === record.current)
          .map((one) => (one.changes === changes ? { changes, takenOn: record.current } : one)),
      );
      setSavedAt(outcome.at);
      if (options.undo) setUndo({ what: options.undo, changes: inverseOf(changes) });
    };
    return {
      draft,
      content,
      savedAt,
      failure,
      undo,
      now: () => latest.current,
      save,
      put: (part, after, seen) =>
        save(
          seen === undefined
            ? changed(changeOf(latest.current, part, after))
            : changed({ part, before: seen, after }),
        ),
      takeBack: () => {
        setUndo(null);
        if (undo) void save(undo.changes);
      },
    };
  }, [desk, draft, content, savedAt, failure, undo]);
}

function changed(change: DraftChange): readonly DraftChange[] {
  return sameJson(change.before, change.after) ? [] : [change];
}

function applied(content: TemplateContent, { part, before, after }: DraftChange): TemplateContent {
  return sameJson(partOf(content, part), before) ? (withPart(content, part, after) ?? content) : content;
}
