import { expect, test } from 'vitest';
import { anAnswer, LEAD, PARTNER } from '../../../test/support/inspection-builders.ts';
import { instantOf } from '../../lib/dates.ts';
import { answerConflict } from './answer-conflict.ts';

test('a contested answer is a conflict of the same shape as one of the register', () => {
  const calm = anAnswer('DR-A01', 'yes');
  expect(answerConflict(calm)).toBeNull();
  const at = instantOf(1_790_000_100_000);
  const version = { value: null, note: '', by: PARTNER, at, act: 'log:9' };
  expect(answerConflict({ ...calm, contested: [version] })).toEqual({
    source: 'answer',
    id: calm.id,
    prefectureCode: calm.prefectureCode,
    table: 'answers',
    recordId: calm.inspectionId,
    raisedAt: at,
    lines: [
      {
        field: 'DR-A01',
        mine: { value: null, note: '' },
        theirs: { value: { kind: 'choice', choice: 'yes' }, note: '' },
        mineBy: { by: PARTNER, at, act: 'log:9', device: null },
        theirsBy: { by: LEAD, at: calm.current.at, act: 'log:1', device: null },
      },
    ],
  });
});
