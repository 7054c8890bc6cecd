import { expect, test } from 'vitest';
import type { Rectification } from '../../../shared/domain/rectification/rectification.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../shared/lib/ids.ts';
import { rectifyTask } from './rectify-items.ts';

const TODAY = '2026-11-25' as CivilDate;
const ME = { id: 'officer:1' as OfficerId, roles: ['inspector' as const] };
const HEAD = { id: 'officer:9' as OfficerId, roles: ['bureau-head' as const] };

function one(over: Partial<Rectification>): Rectification {
  return {
    officers: [ME.id],
    state: 'ordered',
    dueOn: '2026-12-20',
    extendedTo: null,
    extension: null,
    ...over,
  } as Rectification;
}

test('late and near ones stand on the list of their officers with the next step, far ones do not', () => {
  expect(rectifyTask(one({}), ME, TODAY)).toBeNull();
  expect(rectifyTask(one({ dueOn: '2026-12-02' as CivilDate }), ME, TODAY)).toEqual({
    daysLeft: 7,
    step: 'submit-plan',
    when: 'week',
  });
  expect(rectifyTask(one({ state: 'in-progress', dueOn: '2026-11-24' as CivilDate }), ME, TODAY)).toEqual({
    daysLeft: -1,
    step: 'report',
    when: 'overdue',
  });
  expect(rectifyTask(one({ dueOn: '2026-11-24' as CivilDate }), HEAD, TODAY)).toBeNull();
});

test('what waits for the bureau is its work whatever the day, and an extension is the head’s', () => {
  expect(rectifyTask(one({ state: 'reported' }), ME, TODAY)).toMatchObject({ step: 'recheck', when: 'mine' });
  expect(rectifyTask(one({ state: 'plan-submitted' }), ME, TODAY)).toMatchObject({ step: 'agree-plan' });
  expect(rectifyTask(one({ state: 'closed' }), ME, TODAY)).toBeNull();
  const asked = one({
    extension: { askedOn: TODAY, askedBy: ME.id, to: '2027-01-01' as CivilDate, state: 'asked' },
  });
  expect(rectifyTask(asked, HEAD, TODAY)).toMatchObject({ step: 'decide-extension', when: 'mine' });
  expect(rectifyTask(asked, ME, TODAY)).toBeNull();
});
