import { documentKind } from '../../shared/domain/documents/document.ts';
import { nextOwn, numberBlockKind, numberKey } from '../../shared/domain/documents/numbers.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import type { Desk } from '../data/desk.ts';

export interface OwnNumbers {
  readonly next: { readonly blockId: RecordId; readonly number: number } | null;
  readonly left: number;
}

/** What this desk still has of the numbers lent to it. Numbers lent to a log before this one are dead. */
export async function ownNumbers(
  desk: Pick<Desk, 'records' | 'logId' | 'prefectureCode'>,
  series: string,
  year: number,
): Promise<OwnNumbers> {
  const lent = await desk.records.list(numberBlockKind, 'logId', desk.logId);
  const blocks = lent.filter(
    (block) => block.series === series && block.year === year && block.prefectureCode === desk.prefectureCode,
  );
  const used = new Set<number>();
  let left = 0;
  for (const block of blocks)
    for (let number = block.from; number <= block.to; number++) {
      const bearers = await desk.records.list(documentKind, 'numberKey', numberKey(block, number));
      if (bearers.length > 0) used.add(number);
      else left += 1;
    }
  return { next: nextOwn(blocks, used), left };
}
