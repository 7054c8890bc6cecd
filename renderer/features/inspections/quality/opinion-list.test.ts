import { expect, test } from 'vitest';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { decodeText } from '../../../data/decode-text.ts';
import { readOpinionList } from './opinion-list.ts';

const lookups = {
  plan: { from: '2025-01-01' as CivilDate, to: '2025-12-31' as CivilDate },
  categories: new Map([['法医类', 'forensic-medicine' as const]]),
  appraisers: new Map([['653101', 'A-1' as RecordId]]),
};

test('a list from a spreadsheet is read by its first four columns, with or without a heading', () => {
  const text =
    '意见书编号\t类别\t日期\t执业证号\t当事人\n临鉴12\t法医类\t2025/5/6\t653101\t不得读入\n临鉴13,法医类,2025年5月7日';
  expect(readOpinionList(text, lookups)).toEqual({
    files: [
      { opinionNo: '临鉴12', category: 'forensic-medicine', issuedOn: '2025-05-06', appraiserId: 'A-1' },
      { opinionNo: '临鉴13', category: 'forensic-medicine', issuedOn: '2025-05-07', appraiserId: null },
    ],
    problems: [],
  });
});

test('every row that cannot be taken is named with its number and the reason; the others stay', () => {
  const rows = ['1,法医类,2025-05-06', '1,法医类,2025-05-06', '2,其他,2025-05-06', '3,法医类,2025-02-30'];
  const more = ['4,法医类,2024-12-31', '5,法医类,2025-05-06,999', ',法医类,2025-05-06'];
  const { files, problems } = readOpinionList([...rows, ...more].join('\n'), lookups);
  expect(files).toHaveLength(1);
  expect(problems.map(({ row, kind }) => [row, kind])).toEqual([
    [2, 'number-twice'],
    [3, 'category'],
    [4, 'date'],
    [5, 'outside-period'],
    [6, 'appraiser'],
    [7, 'no-number'],
  ]);
});

test('a file in GB18030 is read as well as one in UTF-8 with a mark', () => {
  const gb = Uint8Array.from([0xc1, 0xd9, 0xbc, 0xf8]);
  expect(decodeText(gb).text).toBe('临鉴');
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('临鉴')])).text).toBe(
    '临鉴',
  );
});
