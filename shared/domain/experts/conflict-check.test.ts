import { expect, test } from 'vitest';
import { anExpert } from '../../../test/support/quality-builders.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import { expertBarrier } from './conflict-check.ts';

const INSTITUTION = 'INS-1' as RecordId;
const on = '2026-11-24' as CivilDate;
const matter = { institutionId: INSTITUTION, category: 'forensic-medicine', on } as const;
const expert = (over: Parameters<typeof anExpert>[2] = {}) => anExpert('E-1', 'officer-1' as OfficerId, over);

test('an expert is never called for a file of the institution they work for', () => {
  expect(expertBarrier(expert(), matter)).toBeNull();
  expect(expertBarrier(expert({ institutionId: INSTITUTION }), matter)).toEqual({ kind: 'own-institution' });
});

test('a declared conflict counts from its first to its last day', () => {
  const conflicts = [
    { institutionId: INSTITUTION, reason: '曾在该机构执业', from: '2026-01-01' as CivilDate, to: on },
  ];
  expect(expertBarrier(expert({ conflicts }), matter)).toMatchObject({ kind: 'declared-conflict' });
  const later = { ...matter, on: '2026-11-25' as CivilDate };
  expect(expertBarrier(expert({ conflicts }), later)).toBeNull();
  const open = conflicts.map((one) => ({ ...one, to: null }));
  expect(expertBarrier(expert({ conflicts: open }), later)).toMatchObject({ kind: 'declared-conflict' });
});

test('of another field, out of their time or withdrawn they are not called; a helper on a visit may be of any field', () => {
  expect(expertBarrier(expert({ fields: ['audio-visual'] }), matter)).toEqual({ kind: 'other-field' });
  expect(expertBarrier(expert({ fields: ['audio-visual'] }), { ...matter, category: null })).toBeNull();
  expect(expertBarrier(expert({ validTo: '2026-11-23' as CivilDate }), matter)?.kind).toBe('not-valid');
  expect(expertBarrier(expert({ active: false }), matter)).toEqual({ kind: 'inactive' });
});
