import { describe, expect, test } from 'vitest';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../shared/lib/ids.ts';
import type { Inspection } from '../../../shared/domain/inspections/inspection.ts';
import type { TemplateBody } from '../../../shared/domain/inspections/template.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { registerLines } from './register-work.ts';
import { licencesDue, visitProgress } from './work-items.ts';

const TODAY = '2026-11-24' as CivilDate;
const ME = 'officer:1' as OfficerId;
const PARTNER = 'officer:2' as OfficerId;

function institution(
  id: string,
  licenceValidTo: string,
  state: Institution['state'] = 'in-practice',
): Institution {
  return { id, licenceValidTo, state } as unknown as Institution;
}

describe('licences on the work list', () => {
  test('each licence stands under the narrowest lead time it has come under, soonest first', () => {
    const due = licencesDue(
      [
        institution('a', '2027-05-23'),
        institution('b', '2026-11-23'),
        institution('c', '2026-11-24'),
        institution('d', '2027-01-08'),
        institution('e', '2027-01-09'),
        institution('f', '2027-05-24'),
        institution('g', '2027-02-22'),
      ],
      TODAY,
    );
    expect(due.map((one) => [one.institution.id, one.daysLeft, one.lead])).toEqual([
      ['b', -1, 'overdue'],
      ['c', 0, 'week'],
      ['d', 45, 45],
      ['e', 46, 60],
      ['g', 90, 90],
      ['a', 180, 180],
    ]);
  });

  test('an institution already struck off or recorded as expired asks for nothing', () => {
    expect(
      licencesDue(
        [institution('a', '2026-01-01', 'cancelled'), institution('b', '2026-01-01', 'expired')],
        TODAY,
      ),
    ).toEqual([]);
  });
});

describe('the next step of a visit', () => {
  const template = {
    items: [
      {
        id: 'JG-A01',
        sectionId: 'A',
        kind: 'yes-no-na',
        evidenceRequired: false,
        severity: 'minor',
        weight: 1,
      },
    ],
  } as unknown as TemplateBody;
  const answers = (choice: 'yes' | 'no') =>
    new Map([
      [
        'JG-A01',
        { itemId: 'JG-A01', contested: [], current: { value: { kind: 'choice', choice }, note: '' } },
      ],
    ]) as never;
  const visit = (signed: readonly OfficerId[]): Inspection =>
    ({
      officers: [ME, PARTNER],
      signatures: signed.map((officerId) => ({ officerId })),
    }) as unknown as Inspection;
  const step = (signed: readonly OfficerId[], choice: 'yes' | 'no' | null) =>
    visitProgress(
      visit(signed),
      template,
      { answers: choice ? answers(choice) : new Map(), attachments: [], findings: [] },
      ME,
    ).next;

  test('goes from answering over completing and signing to sealing', () => {
    expect(step([], null)).toBe('answer');
    expect(step([], 'no')).toBe('complete');
    expect(step([], 'yes')).toBe('sign');
    expect(step([ME], 'yes')).toBe('co-sign');
    expect(step([ME, PARTNER], 'yes')).toBe('seal');
  });

  test('a visit whose template cannot be read here shows no figures', () => {
    expect(visitProgress(visit([]), null, { answers: new Map(), attachments: [], findings: [] }, ME)).toEqual(
      {
        answered: 0,
        total: 0,
        missing: 0,
        next: 'answer',
      },
    );
  });
});

test('what the register asks for stands as one line per kind, licences apart', () => {
  const warning = (kind: string, stage: string | number | null) =>
    ({ kind, near: stage === null ? null : { stage } }) as never;
  expect(
    registerLines([
      warning('licence', 'ended'),
      warning('cma', 'ended'),
      warning('cma', 120),
      warning('too-few-appraisers', null),
      warning('training', null),
    ]),
  ).toEqual([
    { kind: 'cma', count: 2, late: 1 },
    { kind: 'too-few-appraisers', count: 1, late: 1 },
    { kind: 'training', count: 1, late: 0 },
  ]);
});
