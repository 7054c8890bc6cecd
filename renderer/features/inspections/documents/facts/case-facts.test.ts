import { describe, expect, test } from 'vitest';
import {
  anAnswer,
  anAttachment,
  anInspection,
  anInstitution,
  anItem,
  aTemplateBody,
  LEAD,
  PARTNER,
} from '../../../../../test/support/inspection-builders.ts';
import type { Facts } from '../../../../../shared/domain/documents/facts.ts';
import { missingFacts } from '../../../../../shared/domain/documents/missing.ts';
import type { Finding } from '../../../../../shared/domain/inspections/inspection.ts';
import type { Officer } from '../../../../../shared/domain/org/officer.ts';
import { instantOf, type CivilDate } from '../../../../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../../../../shared/lib/ids.ts';
import { paperFacts } from '../../../../papers/draft.ts';
import { TEMPLATES, templateOf } from '../../../../papers/templates.ts';
import { caseFacts } from './case-facts.ts';
import type { InspectionCase } from './inspection-case.ts';
import { PAPERS_OF } from './subjects.ts';

const AT = instantOf(1_790_000_000_000);
const officer = (id: OfficerId, zh: string, ug: string): Officer => ({
  id: id as string as RecordId,
  prefectureCode: '653100',
  name: { zh, ug },
  roles: ['inspector'],
  certificateNo: '65310001',
  active: true,
});

const finding: Finding = {
  id: 'F-1' as RecordId,
  prefectureCode: '653100',
  inspectionId: anInspection().id,
  itemId: null,
  severity: 'major',
  text: '艾某某未按规定保管档案，电话 13999990000',
  basis: '通则',
  dueOn: '2026-12-24' as CivilDate,
  by: LEAD,
  at: AT,
};

const institution = anInstitution();
const sealed: InspectionCase = {
  subjectId: anInspection().id,
  institution,
  task: null,
  items: [],
  visit: { ...anInspection(), state: 'sealed', sealedAt: AT },
  template: aTemplateBody([anItem('DR-A01')]),
  answers: new Map([['DR-A01', anAnswer('DR-A01', 'no')]]),
  findings: [finding],
  attachments: [anAttachment('DR-A01')],
  parties: {
    id: anInspection().id,
    prefectureCode: '653100',
    arrivedAt: AT,
    leftAt: AT,
    certificatesShown: true,
    rightsTold: true,
    presence: 'present',
    representative: { name: '古某某', role: '负责人' },
    statement: '无异议',
    by: LEAD,
    at: AT,
    act: 'x:1',
  },
  officers: [officer(LEAD, '王某某', 'ۋاڭ'), officer(PARTNER, '艾某某', 'ئە. م.')],
  papers: [],
  persons: ['王某某', '艾某某', '古某某', institution.head.zh, institution.head.ug, institution.phone],
};
const common = {
  bureau: { zh: '喀什地区司法局', ug: 'قەشقەر' },
  seal: { zh: '（印章）', ug: '(تامغا)' },
  issuedOn: '2026-11-25',
};
const draft = {
  subjectId: sealed.subjectId,
  taskId: null,
  institutionId: institution.id,
  facts: caseFacts(sealed),
  persons: sealed.persons,
};

describe('facts of papers about an inspection', () => {
  test.each(PAPERS_OF.visit.filter((kind) => kind !== 'file-index'))(
    '%s of a sealed visit lacks nothing that records give',
    (kind) => {
      const facts = paperFacts(templateOf(kind), draft, {}, common);
      const missing = missingFacts(templateOf(kind), facts, 'zh-ug');
      expect(missing.filter((one) => one.from === 'record')).toEqual([]);
    },
  );

  test('what a record gives cannot be typed over', () => {
    const typed: Facts = { institution: '别的机构', basis: '依据', licenceNo: 'x' };
    const facts = paperFacts(templateOf('rectification-order'), draft, typed, common);
    expect(facts['institution']).toEqual(institution.name);
    expect(facts['basis']).toBe('依据');
  });

  test('a visit without the institution side noted names what the site record lacks', () => {
    const facts = paperFacts(
      templateOf('site-record'),
      { ...draft, facts: caseFacts({ ...sealed, parties: null, visit: anInspection() }) },
      {},
      common,
    );
    expect(missingFacts(templateOf('site-record'), facts, 'zh').map((one) => one.name)).toEqual([
      'endTime',
      'certificates',
      'rightsTold',
    ]);
  });

  test('the sheet for the public names nobody', () => {
    const said = JSON.stringify(paperFacts(templateOf('publication-sheet'), draft, {}, common));
    for (const person of sealed.persons) expect(said).not.toContain(person);
    expect(said).not.toContain('13999990000');
    expect(said).toContain(institution.licenceNo);
  });

  test('every kind of paper belongs to a subject', () => {
    expect(new Set(Object.values(PAPERS_OF).flat())).toEqual(new Set(TEMPLATES.keys()));
  });
});
