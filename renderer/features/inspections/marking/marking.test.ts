import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMark,
  between,
  cutTo,
  grown,
  moved,
  placeMark,
  removeMark,
  startHistory,
  turn,
  undo,
  type Box,
  type MarkingHistory,
} from './marking.ts';

const box: Box = { x: 0.1, y: 0.2, width: 0.3, height: 0.1 };
const part = fc.double({ min: -0.5, max: 1.5, noNaN: true });

type Step = (history: MarkingHistory) => MarkingHistory;
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>((history) => addMark(history, 'blur')),
  fc.tuple(part, part, part, part).map<Step>(
    ([a, b, c, d]) =>
      (history) =>
        addMark(history, 'cover', between(a, b, c, d)),
  ),
  fc.constant<Step>(turn),
  fc.tuple(part, part).map<Step>(
    ([dx, dy]) =>
      (history) =>
        placeMark(history, 1, moved(box, dx, dy)),
  ),
  fc.constant<Step>((history) => removeMark(history, 1)),
  fc.constant<Step>((history) => cutTo(history, box)),
);

test('undo takes back one step after the other, down to the picture as it came', () =>
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 8 }), (script) => {
      const states = [startHistory()];
      for (const step of script) states.push(step(states.at(-1)!));
      for (let history = states.at(-1)!, at = states.length - 1; at > 0; at--) {
        history = undo(history);
        expect(history).toEqual(states[at - 1]);
      }
      expect(undo(startHistory())).toEqual(startHistory());
    }),
  ));

test('whatever is drawn, moved or grown stays within the picture and can be seen', () =>
  fc.assert(
    fc.property(part, part, part, part, (a, b, c, d) => {
      for (const one of [between(a, b, c, d), moved(box, a, b), grown(box, c, d)]) {
        expect(one.x).toBeGreaterThanOrEqual(0);
        expect(one.y).toBeGreaterThanOrEqual(0);
        expect(one.x + one.width).toBeLessThanOrEqual(1 + 1e-9);
        expect(one.y + one.height).toBeLessThanOrEqual(1 + 1e-9);
        expect(Math.min(one.width, one.height)).toBeGreaterThanOrEqual(0.02);
      }
    }),
  ));

test('a mark turns with the picture; four quarter turns bring it back', () => {
  let history = addMark(startHistory(), 'blur', box);
  history = turn(history);
  expect(history.now.marks[0]?.box).toEqual({ x: 1 - 0.2 - 0.1, y: 0.1, width: 0.1, height: 0.3 });
  history = turn(turn(turn(history)));
  const back = history.now.marks[0]!.box;
  for (const side of ['x', 'y', 'width', 'height'] as const) expect(back[side]).toBeCloseTo(box[side]);
  expect(history.now.turns).toBe(0);
});

test('a mark taken away leaves the numbers of the others', () => {
  const two = addMark(addMark(startHistory(), 'blur'), 'cover');
  expect(removeMark(two, 1).now.marks.map(({ id }) => id)).toEqual([2]);
});
