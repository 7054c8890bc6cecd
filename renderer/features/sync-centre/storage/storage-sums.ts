import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { UploadSummary } from '../../../data/desk.ts';
import type { PhotoLine } from '../queries.ts';

/** Where a picture's bytes are, as people think of it. */
export const PLACES = ['waiting', 'kept', 'copies', 'removed'] as const;
export type Place = (typeof PLACES)[number];

export interface Sum {
  readonly photos: number;
  readonly bytes: number;
}

export type Sums = Readonly<Record<Place, Sum>>;

export interface VisitSums {
  /** Null: the record is not on this computer. */
  readonly inspectionId: RecordId | null;
  readonly line: PhotoLine;
  readonly sums: Sums;
}

const NOTHING: Sum = { photos: 0, bytes: 0 };
const NO_SUMS: Sums = { waiting: NOTHING, kept: NOTHING, copies: NOTHING, removed: NOTHING };

export function placeOf(upload: Pick<UploadSummary, 'state'>): Place {
  switch (upload.state) {
    case 'waiting':
      return 'waiting';
    case 'delivered':
    case 'leaving':
      return 'kept';
    case 'here':
      return 'copies';
    case 'removed':
      return 'removed';
  }
}

export function sumUp(uploads: readonly UploadSummary[]): Sums {
  return uploads.reduce((sums, upload) => {
    const place = placeOf(upload);
    const before = sums[place];
    return { ...sums, [place]: { photos: before.photos + 1, bytes: before.bytes + upload.sizeBytes } };
  }, NO_SUMS);
}

/** One row per visit, the largest on this disk first. */
export function byVisit(lines: readonly PhotoLine[]): readonly VisitSums[] {
  const groups = Map.groupBy(lines, (line) => line.inspectionId);
  const rows = [...groups].flatMap(([inspectionId, own]): VisitSums[] => {
    const [line] = own;
    return line ? [{ inspectionId, line, sums: sumUp(own.map((one) => one.upload)) }] : [];
  });
  return rows.toSorted((a, b) => onDisk(b.sums) - onDisk(a.sums));
}

function onDisk({ waiting, kept, copies }: Sums): number {
  return waiting.bytes + kept.bytes + copies.bytes;
}
