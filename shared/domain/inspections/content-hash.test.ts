import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aFinding, anAnswer, anAttachment, anInspection } from '../../../test/support/inspection-builders.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { Hex } from '../../lib/bytes.ts';
import type { RecordId } from '../../lib/ids.ts';
import { contentHash, type VisitContent } from './content-hash.ts';

const whole: VisitContent = {
  inspection: anInspection(),
  answers: [anAnswer('DR-A01', 'yes'), anAnswer('DR-A02', 'no', {}, '见照片'), anAnswer('DR-B01', 'na')],
  findings: [aFinding('DR-A02'), aFinding('DR-B01', { severity: 'minor' })],
  attachments: [anAttachment('DR-A02'), anAttachment('DR-B01', { sha256: 'b'.repeat(64) as Hex })],
};

test('does not depend on the order in which records come', () =>
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...whole.answers], { minLength: 3 }),
      fc.shuffledSubarray([...whole.findings], { minLength: 2 }),
      fc.shuffledSubarray([...whole.attachments], { minLength: 2 }),
      (answers, findings, attachments) => {
        expect(contentHash({ ...whole, answers, findings, attachments })).toBe(contentHash(whole));
      },
    ),
  ));

test('leaves out signature images and signatures, which come after what they sign', () => {
  const signature = anAttachment(null, { id: 'signature-1' as RecordId, purpose: 'signature' });
  const signatures = [
    {
      officerId: whole.inspection.officers[0],
      contentHash: contentHash(whole),
      attachmentId: signature.id,
      signedAt: whole.inspection.startedAt,
    },
  ];
  const signed = {
    ...whole,
    inspection: { ...whole.inspection, signatures },
    attachments: [...whole.attachments, signature],
  };
  expect(contentHash(signed)).toBe(contentHash(whole));
});

const [firstAnswer, ...otherAnswers] = whole.answers;
const [firstFinding, ...otherFindings] = whole.findings;
const [firstPhoto, ...otherPhotos] = whole.attachments;
const other = anAnswer('DR-A01', 'no').current;

test.each<[string, Partial<VisitContent>]>([
  ['a changed answer', { answers: [anAnswer('DR-A01', 'no'), ...otherAnswers] }],
  ['a changed note', { answers: [anAnswer('DR-A01', 'yes', {}, '补充'), ...otherAnswers] }],
  ['a second, undecided answer', { answers: [{ ...firstAnswer!, contested: [other] }, ...otherAnswers] }],
  ['an answer taken away', { answers: otherAnswers }],
  [
    'a changed finding',
    { findings: [{ ...firstFinding!, dueOn: '2026-10-29' as CivilDate }, ...otherFindings] },
  ],
  ['a finding taken away', { findings: otherFindings }],
  [
    'another photo in the same place',
    { attachments: [{ ...firstPhoto!, sha256: 'c'.repeat(64) as Hex }, ...otherPhotos] },
  ],
  ['a photo moved to another item', { attachments: [{ ...firstPhoto!, itemId: 'DR-A01' }, ...otherPhotos] }],
  ['another institution', { inspection: anInspection({ institutionId: 'INS-2' as RecordId }) }],
  ['another template version', { inspection: anInspection({ templateVersion: '1.0.1' }) }],
  ['another day', { inspection: anInspection({ startedOn: '2026-09-29' as CivilDate }) }],
])('%s gives another hash', (_what, change) => {
  expect(contentHash({ ...whole, ...change })).not.toBe(contentHash(whole));
});
