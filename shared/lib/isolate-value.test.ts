import { describe, expect, test } from 'vitest';
import { isolateValue } from './isolate-value.ts';

describe('values inside sentences', () => {
  test('a date inside a Uyghur sentence is isolated, else its parts change places', () => {
    expect(isolateValue('2026-11-24', 'ug-CN')).toBe('\u20682026-11-24\u2069');
  });
  test('a whole number stays bare in both languages', () => {
    expect(isolateValue('412', 'ug-CN')).toBe('412');
    expect(isolateValue('412', 'zh-CN')).toBe('412');
  });
  test('a Uyghur name inside a Chinese sentence is isolated, a Chinese one is not', () => {
    expect(isolateValue('ئەخمەت', 'zh-CN')).toBe('\u2068ئەخمەت\u2069');
    expect(isolateValue('王某', 'zh-CN')).toBe('王某');
  });
});
