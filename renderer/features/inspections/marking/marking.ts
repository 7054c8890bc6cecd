/** A rectangle in parts of the picture as it stands now (turned, not yet cut): 0 to 1 from its top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type MarkKind = 'blur' | 'cover';

export interface Mark {
  readonly id: number;
  readonly kind: MarkKind;
  readonly box: Box;
}

/** What was done to a photo before it is stored. `turns`: quarter turns clockwise. */
export interface Marking {
  readonly turns: 0 | 1 | 2 | 3;
  readonly cut: Box | null;
  readonly marks: readonly Mark[];
}

/** A marking with what it was before, step by step: for undo. */
export interface MarkingHistory {
  readonly now: Marking;
  readonly before: readonly Marking[];
}

export const UNMARKED: Marking = { turns: 0, cut: null, marks: [] };
const SMALLEST = 0.02;
const NEW_SIDE = 0.24;

export function startHistory(): MarkingHistory {
  return { now: UNMARKED, before: [] };
}

export function undo(history: MarkingHistory): MarkingHistory {
  const last = history.before.at(-1);
  return last ? { now: last, before: history.before.slice(0, -1) } : history;
}

function step(history: MarkingHistory, now: Marking): MarkingHistory {
  return { now, before: [...history.before, history.now] };
}

/** Adds a mark, in the middle when no box is given (from the keyboard). Its id is the highest so far and one. */
export function addMark(history: MarkingHistory, kind: MarkKind, box: Box = middle()): MarkingHistory {
  const id = newestMark(history.now) + 1;
  return step(history, { ...history.now, marks: [...history.now.marks, { id, kind, box: inside(box) }] });
}

export function newestMark({ marks }: Marking): number {
  return marks.reduce((highest, { id }) => Math.max(highest, id), 0);
}

export function placeMark(history: MarkingHistory, id: number, box: Box): MarkingHistory {
  const marks = history.now.marks.map((mark) => (mark.id === id ? { ...mark, box: inside(box) } : mark));
  return step(history, { ...history.now, marks });
}

export function removeMark(history: MarkingHistory, id: number): MarkingHistory {
  return step(history, { ...history.now, marks: history.now.marks.filter((mark) => mark.id !== id) });
}

/** Null gives the whole picture back. */
export function cutTo(history: MarkingHistory, box: Box | null): MarkingHistory {
  return step(history, { ...history.now, cut: box && inside(box) });
}

/** A quarter turn clockwise; what is marked turns with the picture. */
export function turn(history: MarkingHistory): MarkingHistory {
  const { turns, cut, marks } = history.now;
  return step(history, {
    turns: ((turns + 1) % 4) as Marking['turns'],
    cut: cut && turned(cut),
    marks: marks.map((mark) => ({ ...mark, box: turned(mark.box) })),
  });
}

/** Moves by, or grows by, parts of the picture. */
export function moved(box: Box, dx: number, dy: number): Box {
  return inside({ ...box, x: box.x + dx, y: box.y + dy });
}

export function grown(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    width: Math.min(Math.max(SMALLEST, box.width + dx), 1 - box.x),
    height: Math.min(Math.max(SMALLEST, box.height + dy), 1 - box.y),
  };
}

/** The rectangle between two corners, whichever way it was drawn. */
export function between(ax: number, ay: number, bx: number, by: number): Box {
  return inside({
    x: Math.min(ax, bx),
    y: Math.min(ay, by),
    width: Math.abs(ax - bx),
    height: Math.abs(ay - by),
  });
}

export function middle(side: number = NEW_SIDE): Box {
  return { x: (1 - side) / 2, y: (1 - side) / 2, width: side, height: side };
}

function turned({ x, y, width, height }: Box): Box {
  return { x: 1 - y - height, y: x, width: height, height: width };
}

/** Kept within the picture, never smaller than what can be seen and taken hold of. */
function inside({ x, y, width, height }: Box): Box {
  const w = Math.min(1, Math.max(SMALLEST, width));
  const h = Math.min(1, Math.max(SMALLEST, height));
  return { x: Math.min(Math.max(0, x), 1 - w), y: Math.min(Math.max(0, y), 1 - h), width: w, height: h };
}
