import { createContext, useContext } from 'react';
import type { TemplateFault } from '../../../../../shared/domain/inspections/template-problems.ts';
import { assert } from '../../../../../shared/lib/assert.ts';
import type { DraftEditor } from './use-draft.ts';

/** What the middle of the editor shows. */
export interface Selection {
  readonly part: 'head' | 'section' | 'item';
  readonly id: string;
}

export interface EditorTools {
  readonly editor: DraftEditor;
  readonly faults: readonly TemplateFault[];
  readonly usedIds: readonly string[];
  readonly selection: Selection;
  readonly select: (selection: Selection, field?: string) => void;
}

export const EditorContext = createContext<EditorTools | null>(null);

export function useEditor(): EditorTools {
  const tools = useContext(EditorContext);
  assert(tools !== null, 'editor tools outside the editor');
  return tools;
}
