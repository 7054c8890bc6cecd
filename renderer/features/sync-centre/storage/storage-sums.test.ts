import { expect, test } from 'vitest';
import type { UploadSummary } from '../../../data/desk.ts';
import type { PhotoLine } from '../queries.ts';
import { byVisit, sumUp } from './storage-sums.ts';

function aLine(inspectionId: string | null, state: UploadSummary['state'], sizeBytes: number): PhotoLine {
  const upload = {
    attachmentId: 'A',
    sha256: 'a',
    sizeBytes,
    sentBytes: 0,
    state,
  } as unknown as UploadSummary;
  return { upload, inspectionId: inspectionId as never, itemId: null, institution: null };
}

test('bytes are counted where they are: what is being taken away is still here, what has gone takes no room', () => {
  const states = ['waiting', 'delivered', 'leaving', 'here', 'removed'] as const;
  expect(sumUp(states.map((state, at) => aLine('V', state, 10 ** at).upload))).toEqual({
    waiting: { photos: 1, bytes: 1 },
    kept: { photos: 2, bytes: 110 },
    copies: { photos: 1, bytes: 1000 },
    removed: { photos: 1, bytes: 10_000 },
  });
});

test('visits come with the largest on this disk first; removed photos do not count for that', () => {
  const rows = byVisit([
    aLine('V1', 'removed', 9000),
    aLine('V1', 'delivered', 10),
    aLine('V2', 'waiting', 500),
    aLine(null, 'here', 20),
  ]);
  expect(rows.map((row) => row.inspectionId)).toEqual(['V2', null, 'V1']);
  expect(rows[2]?.sums).toMatchObject({
    kept: { photos: 1, bytes: 10 },
    removed: { photos: 1, bytes: 9000 },
  });
});
