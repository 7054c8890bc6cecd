import { expect, test } from 'vitest';
import { citedRules } from './basis.ts';

test('a basis is read rule by rule: a measure with its gist, an order with its full name', () => {
  const [measure, order] = citedRules('措施7;95号令第39条');
  expect(measure).toMatchObject({ cited: '措施7', name: null, measure: { title: '严格准入登记' } });
  expect(order?.cited).toBe('95号令第39条');
  expect(order?.name?.zh).toContain('司法鉴定机构登记管理办法');
});

test('what this app does not know is shown as it is cited', () => {
  expect(citedRules('数据最小化')).toEqual([{ cited: '数据最小化', name: null, measure: null }]);
});
