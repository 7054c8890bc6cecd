import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aFinding,
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
import type { Hex } from '../../lib/bytes.ts';
import { instantOf, type CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import type { MutationOutcome } from '../../lib/mutation.ts';
import { institutionKind } from '../registry/institution.ts';
import { contentHash } from './content-hash.ts';
import { answerKind, attachmentKind, findingKind, inspectionKind, type Attachment } from './inspection.ts';
import {
  addAttachment,
  answerItem,
  noteFinding,
  removeAttachment,
  removeFinding,
  sealInspection,
  signInspection,
  startInspection,
} from './mutations.ts';
import { templateKind } from './template.ts';

const AT = instantOf(1_790_000_500_000);
const template = aTemplate(aTemplateBody([anItem('DR-A01'), anItem('DR-A02', { evidenceRequired: true })]));
const OTHER_VISIT = '01JD0000000000000000000002' as RecordId;

/** A complete visit: one yes, one no with its finding and a photo. */
function completeVisit(): MemoryOffice {
  return new MemoryOffice()
    .seed(templateKind, template)
    .seed(institutionKind, anInstitution())
    .seed(inspectionKind, anInspection(), anInspection({ id: OTHER_VISIT }))
    .seed(answerKind, anAnswer('DR-A01', 'yes'), anAnswer('DR-A02', 'no'))
    .seed(findingKind, aFinding('DR-A02'))
    .seed(attachmentKind, anAttachment('DR-A02'));
}

function hashOf(at: MemoryOffice): Hex {
  return contentHash({
    inspection: at.get(inspectionKind, VISIT_ID)!,
    answers: at.all(answerKind),
    findings: at.all(findingKind),
    attachments: at.all(attachmentKind),
  });
}

function draft(attachment: Attachment): Omit<Attachment, 'by' | 'prefectureCode'> {
  const { by: _by, prefectureCode: _prefecture, ...rest } = attachment;
  return rest;
}

async function sign(at: MemoryOffice, officer: OfficerId, hash: Hex = hashOf(at)): Promise<MutationOutcome> {
  const attachmentId = `signature-${officer}` as RecordId;
  await at.act(
    addAttachment,
    { attachment: draft(anAttachment(null, { id: attachmentId, purpose: 'signature', mime: 'image/png' })) },
    officer,
  );
  return at.act(
    signInspection,
    { inspectionId: VISIT_ID, contentHash: hash, attachmentId, signedAt: AT },
    officer,
  );
}

function signers(at: MemoryOffice): readonly OfficerId[] {
  return at.get(inspectionKind, VISIT_ID)!.signatures.map((signature) => signature.officerId);
}

describe('starting', () => {
  const args = {
    inspectionId: '01JD0000000000000000000005' as RecordId,
    institutionId: 'INS-1' as RecordId,
    templateId: template.templateId,
    templateVersion: template.version,
    partner: PARTNER,
    startedOn: '2026-09-28' as CivilDate,
  };

  test('opens a visit in the institution’s prefecture with the lead officer first', async () => {
    const at = completeVisit();
    await at.act(startInspection, args, LEAD, AT);
    expect(at.get(inspectionKind, args.inspectionId)).toEqual(
      anInspection({ id: args.inspectionId, startedAt: AT }),
    );
  });

  test.each([
    ['with oneself as partner', { ...args, partner: LEAD }, { kind: 'two-officers-needed' }],
    ['twice under one id', { ...args, inspectionId: VISIT_ID }, { kind: 'inspection-exists', id: VISIT_ID }],
    [
      'of an institution that is not in the register',
      { ...args, institutionId: 'INS-9' as RecordId },
      { kind: 'institution-missing', id: 'INS-9' },
    ],
    [
      'with a template version that is not here',
      { ...args, templateVersion: '9.0.0' },
      { kind: 'template-missing', template: 'annual-practice-inspection@9.0.0' },
    ],
  ])('%s is refused', async (_how, wrong, error) => {
    expect(await completeVisit().act(startInspection, wrong, LEAD)).toEqual({ ok: false, error });
  });
});

describe('signing and sealing', () => {
  test('both officers sign the same content, then it is sealed with its hash', async () => {
    const at = completeVisit();
    const hash = hashOf(at);
    await sign(at, LEAD);
    await sign(at, PARTNER);
    expect(signers(at)).toEqual([LEAD, PARTNER]);
    expect(
      (await at.act(sealInspection, { inspectionId: VISIT_ID, contentHash: hash, sealedAt: AT }, LEAD)).ok,
    ).toBe(true);
    const { state, contentHash: sealed, sealedAt } = at.get(inspectionKind, VISIT_ID)!;
    expect({ state, sealed, sealedAt }).toEqual({ state: 'sealed', sealed: hash, sealedAt: AT });
  });

  test('one signature does not seal', async () => {
    const at = completeVisit();
    await sign(at, LEAD);
    expect(
      await at.act(sealInspection, { inspectionId: VISIT_ID, contentHash: hashOf(at), sealedAt: AT }, LEAD),
    ).toEqual({ ok: false, error: { kind: 'both-signatures-needed' } });
  });

  test('an incomplete visit cannot be signed, and says how much is missing', async () => {
    const at = completeVisit();
    await at.act(removeFinding, { findingId: aFinding('DR-A02').id, inspectionId: VISIT_ID }, LEAD);
    expect(await sign(at, LEAD)).toEqual({ ok: false, error: { kind: 'visit-incomplete', missing: 1 } });
  });

  test('a visit whose template has an item of an unknown kind cannot be signed', async () => {
    const odd = aTemplate(aTemplateBody([anItem('DR-A01'), anItem('DR-A02', { kind: 'hologram' })]));
    expect(await sign(completeVisit().seed(templateKind, odd), LEAD)).toEqual({
      ok: false,
      error: { kind: 'visit-incomplete', missing: 1 },
    });
  });

  test('what was signed must be what is here', async () => {
    expect(await sign(completeVisit(), LEAD, 'f'.repeat(64) as Hex)).toEqual({
      ok: false,
      error: { kind: 'content-changed' },
    });
  });

  test('a photo is not a signature', async () => {
    const at = completeVisit();
    const attachmentId = anAttachment('DR-A02').id;
    expect(
      await at.act(
        signInspection,
        { inspectionId: VISIT_ID, contentHash: hashOf(at), attachmentId, signedAt: AT },
        LEAD,
      ),
    ).toEqual({ ok: false, error: { kind: 'signature-missing' } });
  });
});

const changes = {
  answer: (at: MemoryOffice) =>
    at.act(
      answerItem,
      {
        inspectionId: VISIT_ID,
        itemId: 'DR-A01',
        value: { kind: 'choice', choice: 'na' },
        note: '',
        seen: null,
      },
      LEAD,
    ),
  note: (at: MemoryOffice) =>
    at.act(
      answerItem,
      {
        inspectionId: VISIT_ID,
        itemId: 'DR-A02',
        value: { kind: 'choice', choice: 'no' },
        note: '补充',
        seen: null,
      },
      LEAD,
    ),
  finding: (at: MemoryOffice) => {
    const {
      id,
      prefectureCode: _p,
      by: _b,
      at: _a,
      ...fields
    } = aFinding('DR-A01', { id: 'finding-new' as RecordId });
    return at.act(noteFinding, { ...fields, findingId: id }, PARTNER);
  },
  'finding taken back': (at: MemoryOffice) =>
    at.act(removeFinding, { findingId: aFinding('DR-A02').id, inspectionId: VISIT_ID }, PARTNER),
  photo: (at: MemoryOffice) => at.act(addAttachment, { attachment: draft(anAttachment('DR-A01')) }, PARTNER),
  'photo taken away': (at: MemoryOffice) =>
    at.act(removeAttachment, { attachmentId: anAttachment('DR-A02').id, inspectionId: VISIT_ID }, PARTNER),
};
type Change = keyof typeof changes;
const CHANGES = Object.keys(changes) as Change[];

describe('a change after a signature', () => {
  test.each(CHANGES)('%s: voids the signatures', async (change) => {
    const at = completeVisit();
    await sign(at, LEAD);
    expect((await changes[change](at)).ok).toBe(true);
    expect(signers(at)).toEqual([]);
  });

  test.each(CHANGES)('%s: is refused once the visit is sealed, and nothing changes', async (change) => {
    const at = completeVisit();
    const hash = hashOf(at);
    await sign(at, LEAD);
    await sign(at, PARTNER);
    await at.act(sealInspection, { inspectionId: VISIT_ID, contentHash: hash, sealedAt: AT }, LEAD);
    expect(await changes[change](at)).toEqual({
      ok: false,
      error: { kind: 'inspection-sealed', id: VISIT_ID },
    });
    expect(hashOf(at)).toBe(hash);
  });

  test('whatever happened before, every signature that stands covers exactly what is here', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom<Change | 'sign-lead' | 'sign-partner'>(...CHANGES, 'sign-lead', 'sign-partner'),
          { maxLength: 10 },
        ),
        async (script) => {
          const at = completeVisit();
          for (const step of script) {
            if (step === 'sign-lead') await sign(at, LEAD);
            else if (step === 'sign-partner') await sign(at, PARTNER);
            else await changes[step](at);
          }
          const here = hashOf(at);
          for (const signature of at.get(inspectionKind, VISIT_ID)!.signatures)
            expect(signature.contentHash).toBe(here);
        },
      ),
      { numRuns: 60 },
    ));
});

describe('findings and photos stay with their visit', () => {
  test('a due date before the visit is refused', async () => {
    const {
      id,
      prefectureCode: _p,
      by: _b,
      at: _a,
      ...fields
    } = aFinding('DR-A01', { dueOn: '2026-09-27' as CivilDate });
    expect(await completeVisit().act(noteFinding, { ...fields, findingId: id }, LEAD)).toEqual({
      ok: false,
      error: { kind: 'due-before-visit', dueOn: '2026-09-27', startedOn: '2026-09-28' },
    });
  });

  test('a finding of another visit can neither be rewritten nor taken back through this one', async () => {
    const at = completeVisit();
    const { id, prefectureCode: _p, by: _b, at: _a, ...fields } = aFinding('DR-A02');
    expect(await at.act(noteFinding, { ...fields, findingId: id, inspectionId: OTHER_VISIT }, LEAD)).toEqual({
      ok: false,
      error: { kind: 'finding-of-other-visit' },
    });
    expect(await at.act(removeFinding, { findingId: id, inspectionId: OTHER_VISIT }, LEAD)).toEqual({
      ok: false,
      error: { kind: 'finding-of-other-visit' },
    });
    expect(at.get(findingKind, id)).toEqual(aFinding('DR-A02'));
  });

  test('a photo of another record can neither be replaced nor removed through this one', async () => {
    const at = completeVisit();
    const photo = anAttachment('DR-A02');
    expect(
      await at.act(addAttachment, { attachment: draft({ ...photo, recordId: OTHER_VISIT }) }, LEAD),
    ).toEqual({ ok: false, error: { kind: 'attachment-of-other-record' } });
    expect(
      await at.act(removeAttachment, { attachmentId: photo.id, inspectionId: OTHER_VISIT }, LEAD),
    ).toEqual({ ok: false, error: { kind: 'attachment-of-other-record' } });
    expect(at.get(attachmentKind, photo.id)).toEqual(photo);
  });
});
