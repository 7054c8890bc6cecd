import { expect, test } from 'vitest';
import { leavesOf, withLeaf } from './leaves.ts';

const answer = {
  inspectionId: '01JD0000000000000000000000',
  itemId: 'DR-A01',
  value: { kind: 'choice', choice: 'no' },
  note: '门锁已坏',
  seen: null,
};

test('what a person wrote or chose may be put right; what ties the act to its records may not', () => {
  expect(leavesOf(answer).map(({ key, value }) => [key, value])).toEqual([
    ['choice', 'no'],
    ['note', '门锁已坏'],
  ]);
});

test('names are put right in each language, lists in each place', () => {
  const args = { institution: { name: { zh: '甲', ug: 'ئا' }, categories: ['audio-visual'] } };
  expect(leavesOf(args).map(({ key, path }) => [key, path.join('.')])).toEqual([
    ['name.zh', 'institution.name.zh'],
    ['name.ug', 'institution.name.ug'],
    ['categories', 'institution.categories.0'],
  ]);
});

test('of an amendment only what a field becomes may be put right, not what was seen', () => {
  const args = { id: 'INS-1', changes: [{ field: 'phone', from: '1', to: '2' }] };
  expect(leavesOf(args)).toEqual([{ path: ['changes', 0, 'to'], key: 'to', value: '2' }]);
});

test('changing one leaf changes nothing else', () => {
  expect(withLeaf(answer, ['value', 'choice'], 'yes')).toEqual({
    ...answer,
    value: { kind: 'choice', choice: 'yes' },
  });
  expect(withLeaf([1, [2, 3]], [1, 0], 9)).toEqual([1, [9, 3]]);
});
