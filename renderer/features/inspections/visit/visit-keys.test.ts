import { expect, test } from 'vitest';
import { visitKeyOf } from './visit-keys.ts';

const key = (
  code: string,
  over: Partial<{ ctrlKey: boolean; altKey: boolean; isComposing: boolean }> = {},
) => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...over,
});

test('1, 2 and 3 answer, on both rows of digits', () => {
  expect(['Digit1', 'Digit2', 'Numpad3'].map((code) => visitKeyOf(key(code), false))).toEqual([
    { kind: 'choose', choice: 'yes' },
    { kind: 'choose', choice: 'no' },
    { kind: 'choose', choice: 'na' },
  ]);
});

test('letters are read by their place, so that an Uyghur layout works the same', () => {
  expect(visitKeyOf(key('KeyJ'), false)).toEqual({ kind: 'move', by: 1 });
  expect(visitKeyOf(key('KeyK'), false)).toEqual({ kind: 'move', by: -1 });
});

test('while somebody types, letters and digits are text', () => {
  expect(
    ['KeyJ', 'Digit1', 'KeyN', 'Delete', 'BracketLeft'].map((code) => visitKeyOf(key(code), true)),
  ).toEqual([null, null, null, null, null]);
});

test('while somebody types, Escape leaves the field and Ctrl+Enter goes on', () => {
  expect(visitKeyOf(key('Escape'), true)).toEqual({ kind: 'leave' });
  expect(visitKeyOf(key('Enter', { ctrlKey: true }), true)).toEqual({ kind: 'next-step' });
});

test('Ctrl+Z takes back the last clearing, but inside a field it stays the field’s own', () => {
  expect(visitKeyOf(key('KeyZ', { ctrlKey: true }), false)).toEqual({ kind: 'undo' });
  expect(visitKeyOf(key('KeyZ', { ctrlKey: true }), true)).toBeNull();
});

test('keys of an input method in the middle of a word, and other shortcuts, mean nothing here', () => {
  expect(visitKeyOf(key('Digit1', { isComposing: true }), false)).toBeNull();
  expect(visitKeyOf(key('KeyK', { ctrlKey: true }), false)).toBeNull();
  expect(visitKeyOf(key('KeyJ', { altKey: true }), false)).toBeNull();
});
