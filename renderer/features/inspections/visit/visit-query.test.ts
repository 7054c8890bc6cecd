import { expect, test } from 'vitest';
import {
  aFinding,
  anAnswer,
  anAttachment,
  anInspection,
  LEAD,
  VISIT_ID,
} from '../../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../../test/support/memory-office.ts';
import {
  answerKind,
  attachmentKind,
  findingKind,
  inspectionKind,
} from '../../../../shared/domain/inspections/inspection.ts';
import { answerItem } from '../../../../shared/domain/inspections/mutations.ts';
import type { RecordReader } from '../../../data/desk.ts';
import { contentLoader } from './visit-query.ts';

/** Reads as the disk does: every time new objects. */
function readerOf(office: MemoryOffice): RecordReader {
  return {
    get: async (kind, id) => structuredClone(office.get(kind, id)),
    list: async (kind, column, value) =>
      structuredClone(office.all(kind).filter((record) => kind.columns[column]?.(record) === value)),
    all: async (kind) => structuredClone(office.all(kind)),
  };
}

test('after one answer only that item has a new object, so only its row is drawn again', async () => {
  const office = new MemoryOffice()
    .seed(inspectionKind, anInspection())
    .seed(answerKind, anAnswer('DR-A01', 'yes'), anAnswer('DR-A02', 'no'))
    .seed(findingKind, aFinding('DR-A02'))
    .seed(attachmentKind, anAttachment('DR-A02'));
  const load = contentLoader(readerOf(office), VISIT_ID);
  const before = await load();
  await office.act(
    answerItem,
    { inspectionId: VISIT_ID, itemId: 'DR-A01', value: null, note: '', seen: null },
    LEAD,
  );
  const after = await load();
  expect(after?.answers.get('DR-A01')).not.toBe(before?.answers.get('DR-A01'));
  expect(after?.answers.get('DR-A01')?.current.value).toBeNull();
  expect(after?.answers.get('DR-A02')).toBe(before?.answers.get('DR-A02'));
  expect(after?.findings.get('DR-A02')).toBe(before?.findings.get('DR-A02'));
  expect(after?.photos.get('DR-A02')).toBe(before?.photos.get('DR-A02'));
  expect(after?.inspection).toBe(before?.inspection);
});

test('a visit that is not here is nothing', async () => {
  expect(await contentLoader(readerOf(new MemoryOffice()), VISIT_ID)()).toBeNull();
});

test('signature images are no evidence', async () => {
  const office = new MemoryOffice()
    .seed(inspectionKind, anInspection())
    .seed(attachmentKind, anAttachment(null, { purpose: 'signature' }));
  const content = await contentLoader(readerOf(office), VISIT_ID)();
  expect([content?.photos.size, content?.attachments.length]).toEqual([0, 1]);
});
