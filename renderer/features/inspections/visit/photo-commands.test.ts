import { expect, test } from 'vitest';
import { VISIT_ID } from '../../../../test/support/inspection-builders.ts';
import type { Hex } from '../../../../shared/lib/bytes.ts';
import { instantOf } from '../../../../shared/lib/dates.ts';
import type { PreparedPhoto, StagedPhoto } from '../../../data/desk.ts';
import { PhotoCommands } from './photo-commands.ts';
import { createVisitUi } from './visit-ui.ts';

const AT = instantOf(1_790_000_000_000);
const marked: PreparedPhoto = {
  bytes: new Uint8Array([1, 2, 3]),
  mime: 'image/jpeg',
  widthPx: 3,
  heightPx: 1,
};
const kept: StagedPhoto = { kind: 'staged', sha256: 'a'.repeat(64) as Hex, sizeBytes: 3 };

function aBench(answers: StagedPhoto[]) {
  const staged: PreparedPhoto[] = [];
  const acts: unknown[] = [];
  const ui = createVisitUi();
  const photos = new PhotoCommands(
    {
      clock: { now: () => AT },
      random: { bytes: (count: number) => new Uint8Array(count) },
      photos: {
        stage: async (photo) => {
          staged.push(photo);
          return answers.shift() ?? kept;
        },
      },
      act: async (_mutation, args) => {
        acts.push(args);
        return { kind: 'saved', act: { logId: 'LOG' as never, seq: acts.length }, at: AT, merged: false };
      },
    },
    { id: VISIT_ID },
    ui,
  );
  return { photos, ui, staged, acts };
}

test('a photo waits for marking before anything is written', () => {
  const { photos, ui, staged, acts } = aBench([]);
  const picture = new Blob(['x']);
  photos.add('DR-A08', [picture]);
  photos.add('DR-A08', [picture]);
  expect(ui.getState().marking).toEqual({ itemId: 'DR-A08', pictures: [picture, picture], done: 0 });
  expect([staged, acts]).toEqual([[], []]);
});

test('on a full disk the row says so, and another try stores the same marked bytes', async () => {
  const { photos, ui, staged, acts } = aBench([{ kind: 'disk-full' }]);
  await photos.store('DR-A08', marked);
  const mark = ui.getState().marks.get('DR-A08');
  expect(mark).toMatchObject({ kind: 'failed', failure: { kind: 'not-saved', reason: 'disk-full' } });
  expect(acts).toEqual([]);
  if (mark?.kind === 'failed') mark.again?.();
  await expect.poll(() => acts.length).toBe(1);
  expect(staged).toEqual([marked, marked]);
  expect(ui.getState().marks.get('DR-A08')).toEqual({ kind: 'saved', at: AT });
});

test('a picture that cannot be read is said to be none, and there is nothing to try again', () => {
  const { photos, ui } = aBench([]);
  photos.fail('DR-A08', { kind: 'photo', reason: 'not-an-image', maxMegabytes: 0 });
  expect(ui.getState().marks.get('DR-A08')).toMatchObject({ kind: 'failed', again: null });
});
