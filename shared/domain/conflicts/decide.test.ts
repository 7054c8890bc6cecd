import { describe, expect, test } from 'vitest';
import { anInstitution, LEAD, PARTNER } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import { instantOf } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { institutionKind } from '../registry/institution.ts';
import { conflictItem, conflictKind, type Conflict } from './conflict.ts';
import { decideConflict } from './mutations.ts';

const at = instantOf(1_790_000_000_000);
const theirsBy = { by: LEAD, at, act: 'L:1', device: 'one' };
const conflict: Conflict = {
  id: 'L:2' as RecordId,
  prefectureCode: '653100',
  state: 'open',
  table: 'institutions',
  recordId: 'INS-1' as RecordId,
  mineBy: { by: PARTNER, at, act: 'L:2', device: 'two' },
  fields: [
    { field: 'phone', base: '0', mine: '2', theirs: '1', theirsBy },
    {
      field: 'categories',
      base: ['forensic-medicine'],
      mine: ['physical-evidence'],
      theirs: ['forensic-medicine'],
      theirsBy: null,
    },
  ],
  raisedAt: at,
  decision: null,
};

function office(): MemoryOffice {
  return new MemoryOffice().seed(institutionKind, anInstitution({ phone: '1' })).seed(conflictKind, conflict);
}

const decided = (over: object = {}, categories: object = {}) => ({
  conflictId: conflict.id,
  reason: '核对原件',
  fields: [
    { field: 'phone', choice: 'mine' as const, seen: '1', value: null, ...over },
    { field: 'categories', choice: 'both' as const, seen: ['forensic-medicine'], value: null, ...categories },
  ],
});

describe('a named person decides a conflict', () => {
  test('field by field; the values stand in the record and both versions stay in the task', async () => {
    const there = office();
    expect((await there.act(decideConflict, decided(), LEAD)).ok).toBe(true);
    expect(there.get(institutionKind, conflict.recordId)).toEqual(
      anInstitution({ phone: '2', categories: ['forensic-medicine', 'physical-evidence'] }),
    );
    expect(there.get(conflictKind, conflict.id)).toMatchObject({
      state: 'decided',
      fields: conflict.fields,
      decision: {
        by: LEAD,
        reason: '核对原件',
        fields: [{ choice: 'mine', value: '2' }, { choice: 'both' }],
      },
    });
  });

  test('of two deciders the second is refused and told the first', async () => {
    const there = office();
    await there.act(decideConflict, decided(), LEAD);
    expect(await there.act(decideConflict, decided(), PARTNER)).toEqual({
      ok: false,
      error: { kind: 'conflict-decided', by: LEAD, act: '01JD0000000000000000000000:1' },
    });
  });

  test('a version that changed since it was seen, a field left out, or both of what cannot be both is refused', async () => {
    const kindOf = async (args: ReturnType<typeof decided>) => {
      const outcome = await office().act(decideConflict, args, LEAD);
      return outcome.ok ? 'ok' : outcome.error.kind;
    };
    expect(await kindOf(decided({ seen: '0' }))).toBe('conflict-outdated');
    expect(await kindOf({ ...decided(), fields: decided().fields.slice(0, 1) })).toBe('conflict-incomplete');
    expect(await kindOf(decided({ choice: 'other', value: 5 }))).toBe('value-not-allowed');
    expect(await kindOf(decided({ choice: 'other', value: '77' }, { choice: 'theirs' }))).toBe('ok');
    expect(await kindOf({ ...decided(), conflictId: 'L:9' as RecordId })).toBe('conflict-missing');
  });

  test('the inbox sees it line by line', () => {
    expect(conflictItem(conflict)).toMatchObject({
      source: 'register',
      recordId: 'INS-1',
      lines: [{ field: 'phone', base: '0', mine: '2', theirs: '1', mineBy: { device: 'two' }, theirsBy }, {}],
    });
  });
});
