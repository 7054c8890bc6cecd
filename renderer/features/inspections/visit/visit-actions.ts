import type { MissingForSigning, SectionProgress } from '../../../../shared/domain/inspections/progress.ts';
import { isKnownKind, type TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import type { VisitTools } from './visit-context.tsx';
import type { VisitKey } from './visit-keys.ts';
import { goTo, openNote, type VisitUiStore } from './visit-ui.ts';

export interface VisitActionsDeps {
  readonly ui: VisitUiStore;
  readonly tools: VisitTools;
  readonly items: readonly TemplateItem[];
  readonly sections: readonly SectionProgress[];
  readonly missing: readonly MissingForSigning[];
  readonly toSign: () => void;
  /** To the next form of the visit. */
  readonly toForm: () => void;
  readonly takeSection: (sectionId: string) => void;
}

/** Does what a key asks for; false when it means nothing here, so that the key keeps its own meaning. */
export function actOnKey(key: VisitKey, deps: VisitActionsDeps): boolean {
  const { ui, tools, items, sections } = deps;
  const active = ui.getState().active;
  const at = Math.max(
    0,
    items.findIndex((item) => item.id === active),
  );
  const item = items[at];
  if (!item) return false;
  switch (key.kind) {
    case 'move':
      goTo(ui, (items[at + key.by] ?? item).id);
      return true;
    case 'section': {
      const here = sections.findIndex((section) => section.sectionId === item.sectionId);
      goTo(ui, (sections[here + key.by]?.items[0] ?? item).id);
      return true;
    }
    case 'enter':
      elementIn(item.id, ':is(input, textarea, .jd-photo-drop)')?.focus();
      return true;
    case 'leave':
      goTo(ui, item.id);
      return true;
    case 'next-step': {
      const next = nextMissing(deps.missing, items, item.id);
      if (next) goTo(ui, next);
      else deps.toSign();
      return true;
    }
    case 'form':
      deps.toForm();
      return true;
    case 'take-section':
      if (tools.canEdit) deps.takeSection(item.sectionId);
      return tools.canEdit;
    case 'keep':
      return keepAnswer(item.id, key.which);
    case 'undo': {
      const offer = ui.getState().undo;
      ui.setState({ undo: null });
      offer?.run();
      return offer !== null;
    }
    default:
      return tools.canEdit && isKnownKind(item.kind) && edit(key, item, deps);
  }
}

function edit(key: VisitKey, { id, kind }: TemplateItem, { ui, tools }: VisitActionsDeps): boolean {
  switch (key.kind) {
    case 'choose':
      if (kind === 'yes-no-na') tools.choose(id, key.choice);
      // A digit on a number item begins the number: the field takes the focus before the digit arrives in it.
      else elementIn(id, '.jd-typed-number')?.focus();
      return kind === 'yes-no-na';
    case 'note':
      openNote(ui, id, true);
      elementIn(id, '.jd-note')?.focus();
      return true;
    case 'photo':
      tools.pickPhotos(id);
      return true;
    case 'camera':
      ui.setState({ cameraFor: id });
      return true;
    case 'finding':
      tools.startFinding(id);
      return true;
    case 'clear':
      clear(id, ui, tools);
      return true;
    default:
      return false;
  }
}

/** Clears an answer at once and offers to bring it back. */
function clear(itemId: string, ui: VisitUiStore, { answering }: VisitTools): void {
  const { value } = answering.standing(itemId);
  if (value === null) return;
  void answering.change(itemId, { value: null });
  ui.setState({ undo: { what: 'answer', itemId, run: () => void answering.change(itemId, { value }) } });
}

/** The next item after this one that still needs something, from the top again after the last; null when none does. */
export function nextMissing(
  missing: readonly MissingForSigning[],
  items: readonly TemplateItem[],
  from: string,
): string | null {
  const lacking = new Set(missing.map((one) => one.itemId));
  const at = items.findIndex((item) => item.id === from);
  const inOrder = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return inOrder.find((item) => lacking.has(item.id))?.id ?? null;
}

/** The lead officer's choice between two answers; false where none is asked for, so that the key keeps its own meaning. */
function keepAnswer(itemId: string, which: number): boolean {
  const button = document.querySelectorAll<HTMLElement>(`[data-item="${itemId}"] .jd-contested-keep`)[which];
  button?.click();
  return button !== undefined;
}

function elementIn(itemId: string, selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-item="${itemId}"] ${selector}`);
}
