import { expect, test } from 'vitest';
import { drawPicks, type DrawInput } from '../../../../shared/domain/draw/draw-picks.ts';
import { sha256 } from '../../../../shared/lib/sha256.ts';
import { utf8 } from '../../../../shared/lib/bytes.ts';
import { stepsOf } from './pick-steps.ts';

const input: DrawInput = {
  drawId: 'd-123456',
  seed: sha256(utf8('steps')),
  pool: ['c', 'a', 'b', 'd'].map((id, at) => ({ id, weight: at + 1 })),
  inspectors: ['x', 'y', 'z'].map((id) => ({ id, weight: 1 })),
  exclusions: [{ institutionId: 'a', inspectorId: 'x', reason: 'relative' }],
  targetCount: 3,
};

test('what is shown is what was drawn: each number falls on the entry that came out of the urn as it was then', () => {
  const picks = drawPicks(input);
  if (!picks.ok) throw new Error(picks.error.kind);
  const steps = stepsOf(input, picks.value);
  expect(steps.map((step) => step.kind)).toEqual([
    ...Array.from({ length: 3 }, () => 'target'),
    ...Array.from({ length: 6 }, () => 'inspector'),
  ]);
  for (const { pick, urn } of steps) {
    expect(urn.reduce((sum, entry) => sum + entry.weight, 0)).toBe(pick.total);
    const at = urn.findIndex((entry) => entry.id === pick.id);
    expect(urn.slice(0, at).reduce((sum, entry) => sum + entry.weight, 0)).toBe(pick.from);
    expect(pick.number.value).toBeGreaterThanOrEqual(pick.from);
    expect(pick.number.value).toBeLessThan(pick.from + pick.weight);
  }
  expect(steps.filter((step) => step.institutionId === 'a' && step.pick.id === 'x')).toEqual([]);
});
