import { expect, test } from 'vitest';
import { personalDataIn, type KnownName } from './personal-data.ts';

const names: readonly KnownName[] = [
  { who: 'appraiser', name: '欧阳建国' },
  { who: 'officer', name: 'ئەخمەت تۇرسۇن' },
  { who: 'head', name: '李' },
];
const found = (text: string): readonly (readonly [string, string])[] =>
  personalDataIn(text, names).map(({ what, from, to }) => [what, text.slice(from, to)]);

test('a name is found where it stands, also with blanks or dots in it', () => {
  expect(found('检查时欧阳建国在场')).toEqual([['appraiser', '欧阳建国']]);
  expect(found('欧阳 建·国')).toEqual([['appraiser', '欧阳 建·国']]);
});

test('a Uyghur name is found with its endings, not inside another word', () => {
  expect(found('تەكشۈرگۈچى ئەخمەت تۇرسۇننىڭ دوكلاتى')).toEqual([['officer', 'ئەخمەت تۇرسۇن']]);
  expect(found('باشئەخمەت تۇرسۇن')).toEqual([]);
});

test('telephone and identity numbers are found in any writing', () => {
  expect(found('联系 138 0013 8000')).toEqual([['phone', '138 0013 8000']]);
  expect(found('电话０９９８－１２３４５６７'.replace('－', '-'))).toEqual([
    ['phone', '０９９８-１２３４５６７'],
  ]);
  expect(found('身份证653101199001011234')).toEqual([['identity-number', '653101199001011234']]);
});

test('licence numbers, dates, credit codes and one-letter names are left alone', () => {
  expect(found('许可证653100001,2026-09-28,52653100MJX0000001,李子树')).toEqual([]);
});
