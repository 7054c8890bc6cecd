import { describe, expect, test } from 'vitest';
import {
  anAnswer,
  anAttachment,
  anInspection,
  anInstitution,
  anItem,
  aTemplate,
  aTemplateBody,
  LEAD,
  PARTNER,
  VISIT_ID,
} from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import { instantOf, type Instant } from '../../lib/dates.ts';
import type { Hex } from '../../lib/bytes.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import type { MutationOutcome, MutatorTx } from '../../lib/mutation.ts';
import { institutionKind } from '../registry/institution.ts';
import { contentHash, formHash, isAttested } from './content-hash.ts';
import { answerKind, attachmentKind, inspectionKind } from './inspection.ts';
import { addAttachment, answerItem, sealInspection, signInspection } from './mutations.ts';
import { templateKind } from './template.ts';
import { visitAddendumKind } from './visit-addenda.ts';
import { visitContent } from './visit-content.ts';
import { formsOfVisit, oneOfEachVisit, visitFormKind, withoutFurtherForms } from './visit-forms.ts';
import { addAddendum, addForm, attestVisit, dropForm, noteParties, takeSection } from './visit-mutations.ts';
import {
  missingParties,
  visitAttestationKind,
  visitPartiesKind,
  type AttestationOutcome,
  type VisitParties,
} from './visit-parties.ts';
import { visitSectionKind } from './visit-sections.ts';

const AT = instantOf(1_790_000_500_000);
const PARTY_FORM = '01JD0000000000000000000009' as RecordId;
const STRANGER = 'officer-stranger' as OfficerId;
const template = aTemplate(aTemplateBody([anItem('DR-A01')]));
const partyTemplate = aTemplate({ ...aTemplateBody([anItem('PB-A01')]), id: 'party-building-inspection' });

type Facts = Omit<VisitParties, 'id' | 'prefectureCode' | 'by' | 'at' | 'act'>;

const facts: Facts = {
  arrivedAt: '2026-09-28T02:00:00.000Z' as Instant,
  leftAt: '2026-09-28T08:30:00.000Z' as Instant,
  certificatesShown: true,
  rightsTold: true,
  presence: 'present',
  representative: { name: '阿某某', role: '负责人' },
  statement: '对检查结果无异议',
};

const refusedBefore: AttestationOutcome = {
  kind: 'refused',
  reason: '认为检查事项与其无关',
  witness: { name: '古某某', unit: '社区居民委员会' },
};

function anOffice(): MemoryOffice {
  return new MemoryOffice()
    .seed(templateKind, template, partyTemplate)
    .seed(institutionKind, anInstitution())
    .seed(inspectionKind, anInspection())
    .seed(answerKind, anAnswer('DR-A01', 'yes'));
}

/** Reads as a screen does. */
function reader(at: MemoryOffice): Pick<MutatorTx, 'get' | 'list'> {
  return {
    get: async (kind, id) => at.get(kind, id),
    list: async (kind, column, value) =>
      at.all(kind).filter((record) => kind.columns[column]?.(record) === value),
  };
}

async function contentOf(at: MemoryOffice, id: RecordId = VISIT_ID) {
  return visitContent(reader(at), at.get(inspectionKind, id)!);
}

async function note(
  at: MemoryOffice,
  over: Partial<Facts> = {},
  by: OfficerId = LEAD,
  seen: string | null = null,
): Promise<MutationOutcome> {
  return at.act(noteParties, { visitId: VISIT_ID, facts: { ...facts, ...over }, seen }, by);
}

async function attest(
  at: MemoryOffice,
  outcome: AttestationOutcome = refusedBefore,
  hash?: Hex,
): Promise<MutationOutcome> {
  const args = {
    inspectionId: VISIT_ID,
    contentHash: hash ?? formHash(await contentOf(at)),
    outcome,
    at: AT,
  };
  return at.act(attestVisit, args, LEAD);
}

async function sign(at: MemoryOffice, officer: OfficerId, id: RecordId = VISIT_ID): Promise<MutationOutcome> {
  const attachmentId = `signature-${officer}-${id}` as RecordId;
  const {
    by: _by,
    prefectureCode: _code,
    ...draft
  } = anAttachment(null, {
    id: attachmentId,
    recordId: id,
    purpose: 'signature',
    mime: 'image/png',
  });
  await at.act(addAttachment, { attachment: draft }, officer);
  const hash = contentHash(await contentOf(at, id));
  return at.act(signInspection, { inspectionId: id, contentHash: hash, attachmentId, signedAt: AT }, officer);
}

async function seal(at: MemoryOffice, id: RecordId = VISIT_ID): Promise<MutationOutcome> {
  const args = { inspectionId: id, contentHash: contentHash(await contentOf(at, id)), sealedAt: AT };
  return at.act(sealInspection, args, LEAD);
}

function errorOf(outcome: MutationOutcome): string | null {
  return outcome.ok ? null : outcome.error.kind;
}

describe('further forms', () => {
  const args = {
    inspectionId: PARTY_FORM,
    visitId: VISIT_ID,
    templateId: partyTemplate.templateId,
    templateVersion: partyTemplate.version,
  };

  test('a further form is an inspection of the same institution, day and officers, and no second visit', async () => {
    const at = anOffice();
    await at.act(addForm, args, PARTNER, AT);
    expect(at.get(inspectionKind, PARTY_FORM)).toEqual(
      anInspection({ id: PARTY_FORM, templateId: partyTemplate.templateId, startedAt: AT }),
    );
    const visit = await formsOfVisit(reader(at), PARTY_FORM);
    expect([visit.visitId, visit.inspections.map(({ id }) => id)]).toEqual([
      VISIT_ID,
      [VISIT_ID, PARTY_FORM],
    ]);
    const visits = withoutFurtherForms(at.all(inspectionKind), at.all(visitFormKind));
    expect(visits.map(({ id }) => id)).toEqual([VISIT_ID]);
    const open = (ids: readonly RecordId[]) =>
      oneOfEachVisit(
        ids.map((id) => ({ id })),
        at.all(visitFormKind),
      );
    expect(open([VISIT_ID, PARTY_FORM])).toEqual([{ id: VISIT_ID }]);
    expect(open([PARTY_FORM])).toEqual([{ id: PARTY_FORM }]);
  });

  test.each([
    ['the same template twice', { ...args, templateId: template.templateId }, 'form-on-visit'],
    ['a template that is not here', { ...args, templateVersion: '9.0.0' }, 'template-missing'],
    ['an id that is taken', { ...args, inspectionId: VISIT_ID }, 'inspection-exists'],
    ['a visit that is not here', { ...args, visitId: 'VISIT-9' as RecordId }, 'inspection-missing'],
  ])('%s is refused', async (_what, wrong, kind) => {
    expect(errorOf(await anOffice().act(addForm, wrong, LEAD))).toBe(kind);
  });

  test('a form can be taken off while it is empty, and no longer', async () => {
    const at = anOffice();
    await at.act(addForm, args, LEAD);
    await at.act(dropForm, { inspectionId: PARTY_FORM }, LEAD);
    expect([at.get(inspectionKind, PARTY_FORM), at.all(visitFormKind)]).toEqual([null, []]);
    await at.act(addForm, args, LEAD);
    const answer = { inspectionId: PARTY_FORM, itemId: 'PB-A01', value: null, note: '未建支部', seen: null };
    await at.act(answerItem, answer, LEAD);
    expect(errorOf(await at.act(dropForm, { inspectionId: PARTY_FORM }, LEAD))).toBe('form-not-empty');
    expect(errorOf(await at.act(dropForm, { inspectionId: VISIT_ID }, LEAD))).toBe('first-form-stays');
  });

  test('each form is signed and sealed by its own acts, over the same facts; a form already sealed holds the facts', async () => {
    const at = anOffice();
    await at.act(addForm, args, LEAD);
    const yes = { kind: 'choice' as const, choice: 'yes' as const };
    const answer = { inspectionId: PARTY_FORM, itemId: 'PB-A01', value: yes, note: '', seen: null };
    await at.act(answerItem, answer, LEAD);
    await note(at);
    await attest(at);
    for (const officer of [LEAD, PARTNER]) expect(errorOf(await sign(at, officer))).toBeNull();
    expect(errorOf(await seal(at))).toBeNull();
    expect(errorOf(await sign(at, LEAD, PARTY_FORM))).toBe('institution-side-open');
    expect(errorOf(await note(at, { statement: '改口' }))).toBe('inspection-sealed');
    const of = { inspectionId: PARTY_FORM, contentHash: formHash(await contentOf(at, PARTY_FORM)) };
    await at.act(attestVisit, { ...of, outcome: refusedBefore, at: AT }, LEAD);
    for (const officer of [LEAD, PARTNER]) expect(errorOf(await sign(at, officer, PARTY_FORM))).toBeNull();
    expect(errorOf(await seal(at, PARTY_FORM))).toBeNull();
  });
});

describe('the institution’s side', () => {
  test('facts are noted whole; one who is absent has no representative', async () => {
    const at = anOffice();
    await note(at, { presence: 'absent' });
    expect(at.get(visitPartiesKind, VISIT_ID)).toMatchObject({ presence: 'absent', representative: null });
  });

  test('a colleague’s facts are not replaced unseen', async () => {
    const at = anOffice();
    await note(at);
    expect(errorOf(await note(at, { statement: '另一说法' }, PARTNER))).toBe('parties-changed');
    const { act } = at.get(visitPartiesKind, VISIT_ID)!;
    expect(errorOf(await note(at, { statement: '另一说法' }, PARTNER, act))).toBeNull();
  });

  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['complete', {}, []],
    ['who left before they came', { leftAt: '2026-09-28T01:00:00.000Z' as Instant }, ['order']],
    ['without times', { arrivedAt: null, leftAt: null }, ['arrived', 'left']],
    ['present without a name', { representative: null }, ['representative']],
    ['present without an office', { representative: { name: '阿某某', role: ' ' } }, ['representative']],
    ['absent', { presence: 'absent', representative: null }, []],
    [
      'nothing told',
      { certificatesShown: null, rightsTold: null, presence: null },
      ['certificates', 'rights', 'presence'],
    ],
  ])('what still is to be noted: %s', (_what, over, missing) => {
    const whole = {
      ...facts,
      ...over,
      id: VISIT_ID,
      prefectureCode: '653100',
      by: LEAD,
      at: AT,
      act: 'log:1',
    };
    expect(missingParties(whole)).toEqual(missing);
  });

  test('officers sign only after the institution answered the form as it stands', async () => {
    const at = anOffice();
    await note(at);
    expect(errorOf(await sign(at, LEAD))).toBe('institution-side-open');
    expect(errorOf(await attest(at))).toBeNull();
    expect(errorOf(await sign(at, LEAD))).toBeNull();
    await at.act(
      answerItem,
      {
        inspectionId: VISIT_ID,
        itemId: 'DR-A01',
        value: { kind: 'choice', choice: 'na' },
        note: '',
        seen: null,
      },
      LEAD,
    );
    expect(isAttested(await contentOf(at))).toBe(false);
    expect(errorOf(await sign(at, LEAD))).toBe('institution-side-open');
    expect(errorOf(await attest(at))).toBeNull();
    expect(at.get(visitAttestationKind, VISIT_ID)?.events).toEqual([{ kind: 'refused', at: AT, by: LEAD }]);
    expect(errorOf(await sign(at, LEAD))).toBeNull();
  });

  test('changed facts void the signatures and the institution’s answer', async () => {
    const at = anOffice();
    await note(at);
    await attest(at);
    await sign(at, LEAD);
    await note(at, { statement: '有异议' });
    expect(at.get(inspectionKind, VISIT_ID)?.signatures).toEqual([]);
    expect(isAttested(await contentOf(at))).toBe(false);
  });

  test.each<[string, Partial<Facts> | null, AttestationOutcome, string]>([
    ['before the facts are noted', null, refusedBefore, 'parties-incomplete'],
    ['with facts missing', { leftAt: null }, refusedBefore, 'parties-incomplete'],
    [
      'absent, though somebody is there',
      {},
      { kind: 'absent', reason: '停业', witness: null },
      'presence-differs',
    ],
    ['refused by nobody', { presence: 'absent' }, refusedBefore, 'presence-differs'],
    [
      'signed without a signature',
      {},
      { kind: 'signed', how: 'drawn', attachmentId: 'none' as RecordId },
      'signature-missing',
    ],
  ])('an answer %s is refused', async (_how, over, outcome, kind) => {
    const at = anOffice();
    if (over) await note(at, over);
    expect(errorOf(await attest(at, outcome))).toBe(kind);
  });

  test('an answer to what is no longer there is refused', async () => {
    const at = anOffice();
    await note(at);
    expect(errorOf(await attest(at, refusedBefore, 'f'.repeat(64) as Hex))).toBe('content-changed');
  });

  test('the hash covers the facts, the answer and the picture of the representative’s signature', async () => {
    const at = anOffice();
    const plain = contentHash(await contentOf(at));
    await note(at);
    const drawn = anAttachment(null, { id: 'drawn' as RecordId, purpose: 'signature' });
    at.seed(attachmentKind, drawn);
    await attest(at, { kind: 'signed', how: 'drawn', attachmentId: drawn.id });
    const signed = await contentOf(at);
    const otherPicture = [{ ...drawn, sha256: 'e'.repeat(64) as Hex }];
    const hashes = [
      plain,
      formHash(signed),
      contentHash(signed),
      contentHash({ ...signed, attachments: otherPicture }),
      contentHash({ ...signed, parties: { ...signed.parties!, statement: '' } }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('a visit of an older release is signed and sealed without it, under the hash it always had', async () => {
    const at = anOffice();
    const { parties: _parties, attestation: _attestation, ...old } = await contentOf(at);
    for (const officer of [LEAD, PARTNER]) await sign(at, officer);
    expect(errorOf(await seal(at))).toBeNull();
    expect(at.get(inspectionKind, VISIT_ID)?.contentHash).toBe(contentHash(old));
    // Computed by release 1 over this very content.
    expect(contentHash(old)).toBe('b2af1d7111e7d1c302bc919f5c47e74819e23e93c0bc64b88c6190a1bd6ef5d8');
  });
});

test('a section is taken, handed on and given back; only by the two, for the two', async () => {
  const at = anOffice();
  const take = (officerId: OfficerId | null, by: OfficerId) =>
    at.act(takeSection, { inspectionId: VISIT_ID, sectionId: 'A', officerId }, by);
  await take(LEAD, LEAD);
  await take(PARTNER, LEAD);
  expect(at.all(visitSectionKind).map(({ officerId }) => officerId)).toEqual([PARTNER]);
  await take(null, PARTNER);
  expect(at.all(visitSectionKind).map(({ officerId }) => officerId)).toEqual([null]);
  expect(errorOf(await take(STRANGER, LEAD))).toBe('not-on-this-visit');
  expect(errorOf(await take(STRANGER, STRANGER))).toBe('not-on-this-visit');
});

describe('addenda', () => {
  const args = { addendumId: 'ADD-1' as RecordId, inspectionId: VISIT_ID, text: '补充：门牌已更换', at: AT };

  test('a sealed visit takes a remark of its officers and stays what it was', async () => {
    const at = anOffice();
    expect(errorOf(await at.act(addAddendum, args, LEAD))).toBe('inspection-open');
    for (const officer of [LEAD, PARTNER]) await sign(at, officer);
    await seal(at);
    const sealed = at.get(inspectionKind, VISIT_ID)!;
    expect(errorOf(await at.act(addAddendum, args, STRANGER))).toBe('not-on-this-visit');
    expect(errorOf(await at.act(addAddendum, args, PARTNER))).toBeNull();
    expect(errorOf(await at.act(addAddendum, args, LEAD))).toBe('addendum-exists');
    expect(at.all(visitAddendumKind)).toEqual([
      {
        id: args.addendumId,
        prefectureCode: sealed.prefectureCode,
        inspectionId: VISIT_ID,
        contentHash: sealed.contentHash,
        text: args.text,
        by: PARTNER,
        at: AT,
      },
    ]);
    expect(at.get(inspectionKind, VISIT_ID)).toEqual(sealed);
    expect(contentHash(await contentOf(at))).toBe(sealed.contentHash);
  });
});
