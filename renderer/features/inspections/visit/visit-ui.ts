import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { Instant } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Picture } from '../prepare-photo.ts';
import type { SaveFailure } from './save-failure.ts';

/** What the last touch of an item came to. `saved` only after the journal was flushed. */
export type Mark =
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: Instant }
  | { readonly kind: 'failed'; readonly failure: SaveFailure; readonly again: (() => void) | null };

/** What was sent for an item while its answer still was `seen`; shown until the record says otherwise. */
export interface SentAnswer {
  readonly value: AnswerValue | null;
  readonly note: string;
  readonly seen: string | null;
}

export interface UndoOffer {
  /** Key under `inspections:undo.*`. */
  readonly what: 'answer' | 'photo' | 'finding';
  readonly itemId: string;
  readonly run: () => void;
}

/** Screen state of one visit: nothing here is a record. */
export interface VisitUi {
  readonly active: string | null;
  /** Grows when the keyboard or a link asks for an item: then its row takes the focus. */
  readonly focusAsked: number;
  /** Items whose note field is open though empty. */
  readonly notesOpen: ReadonlySet<string>;
  /** The finding being written, by item. */
  readonly editing: ReadonlyMap<string, RecordId>;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly sent: ReadonlyMap<string, SentAnswer>;
  readonly undo: UndoOffer | null;
  /** How many photos are being stored, by item. */
  readonly photosBusy: ReadonlyMap<string, number>;
  /** Photos that wait for marking, in memory only. */
  readonly marking: {
    readonly itemId: string;
    readonly pictures: readonly Picture[];
    readonly done: number;
  } | null;
  readonly viewing: { readonly itemId: string; readonly photoId: RecordId } | null;
  readonly cameraFor: string | null;
  readonly isRailFolded: boolean;
  readonly isMissingOpen: boolean;
}

export type VisitUiStore = StoreApi<VisitUi>;

export function createVisitUi(): VisitUiStore {
  return createStore<VisitUi>(() => ({
    active: null,
    focusAsked: 0,
    notesOpen: new Set(),
    editing: new Map(),
    marks: new Map(),
    sent: new Map(),
    undo: null,
    photosBusy: new Map(),
    marking: null,
    viewing: null,
    cameraFor: null,
    isRailFolded: false,
    isMissingOpen: false,
  }));
}

export const VisitUiContext = createContext<VisitUiStore | null>(null);

export function useVisitUiStore(): VisitUiStore {
  const store = useContext(VisitUiContext);
  assert(store !== null, 'visit screen state outside a visit');
  return store;
}

export function useVisitUi<T>(pick: (ui: VisitUi) => T): T {
  return useStore(useVisitUiStore(), pick);
}

export function goTo(ui: VisitUiStore, itemId: string): void {
  ui.setState((now) => ({ active: itemId, focusAsked: now.focusAsked + 1 }));
}

export function setMark(ui: VisitUiStore, itemId: string, mark: Mark): void {
  ui.setState((now) => ({ marks: new Map(now.marks).set(itemId, mark) }));
}

/** `open` null closes the editor of this item. */
export function editFinding(ui: VisitUiStore, itemId: string, open: RecordId | null): void {
  ui.setState((now) => {
    const editing = new Map(now.editing);
    if (open) editing.set(itemId, open);
    else editing.delete(itemId);
    return { editing };
  });
}

export function openNote(ui: VisitUiStore, itemId: string, isOpen: boolean): void {
  ui.setState((now) => ({ notesOpen: toggled(now.notesOpen, itemId, isOpen) }));
}

export function setPhotosBusy(ui: VisitUiStore, itemId: string, by: 1 | -1): void {
  ui.setState(({ photosBusy }) => ({
    photosBusy: new Map(photosBusy).set(itemId, (photosBusy.get(itemId) ?? 0) + by),
  }));
}

function toggled(set: ReadonlySet<string>, entry: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(entry);
  else next.delete(entry);
  return next;
}
