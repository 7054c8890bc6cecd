import { expect, test } from 'vitest';
import type { QuarantinedAct } from '../../../../shared/domain/log/quarantined-act.ts';
import type { Instant } from '../../../../shared/lib/dates.ts';
import type { LogId, RecordId } from '../../../../shared/lib/ids.ts';
import { inboxItems, isOverdue, mayAnswerForActs } from './inbox-items.ts';

const at = (day: string): Instant => `2026-11-${day}T08:00:00.000Z` as Instant;

function aQuarantinedAct(seq: number, since: Instant): QuarantinedAct {
  return {
    id: `01JD0000000000000000000000:${seq}` as RecordId,
    prefectureCode: '653100',
    kind: 'held',
    logId: '01JD0000000000000000000000' as LogId,
    seq,
    name: 'inspection/answer',
    lane: 'lane',
    actor: null,
    claimedAt: null,
    device: 'test',
    outcome: { kind: 'held', for: { kind: 'authority' } },
    since,
    alarmAt: at('20'),
    decision: null,
  };
}

test('what has waited longest comes first, whatever it is', () => {
  const items = inboxItems({
    conflicts: [],
    answers: [],
    handOvers: [],
    quarantined: [aQuarantinedAct(2, at('12')), aQuarantinedAct(1, at('03'))],
  });
  expect(items.map((item) => item.id)).toEqual([
    'act:01JD0000000000000000000000:1',
    'act:01JD0000000000000000000000:2',
  ]);
});

test('an act is overdue from its alarm on', () => {
  const act = aQuarantinedAct(1, at('03'));
  expect([isOverdue(act, at('19')), isOverdue(act, at('20')), isOverdue(act, at('21'))]).toEqual([
    false,
    true,
    true,
  ]);
});

test('heads answer for acts; inspectors, and roles this app does not know, do not', () => {
  expect([['section-head'], ['bureau-head'], ['inspector'], ['herald']].map(mayAnswerForActs)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
