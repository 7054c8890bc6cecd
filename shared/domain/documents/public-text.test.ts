import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicFacts, publicText } from './public-text.ts';
import { DocumentTemplate } from './template.ts';

const digits = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const phone = digits(9).map((rest) => `13${rest}`);
const landline = digits(7).map((rest) => `0998-${rest}`);
const identity = fc.tuple(digits(17), fc.constantFrom('0', '7', 'X', 'x')).map((parts) => parts.join(''));
const chineseName = fc
  .tuple(
    fc.constantFrom('王', '李', '阿', '艾', '买', '古'),
    fc.array(fc.constantFrom('某', '力', '买', '提', '江', '娜', '华'), { minLength: 1, maxLength: 4 }),
  )
  .map(([family, given]) => family + given.join(''));
const uyghurName = fc
  .tuple(fc.constantFrom('ئەخمەت', 'گۈلنار', 'تۇرسۇن'), fc.constantFrom('ئابدۇللا', 'ياسىن', 'قادىر'))
  .map((parts) => parts.join(' '));
const filler = fc.constantFrom('检查发现，', '经办人', '，', '。联系', ' تەكشۈرۈشتە ', '已整改', '\n', '：');

/** The text as one who looks for a person would read it: without gaps, digits as digits. */
function flat(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s·•・‧.\-–—]+/g, '');
}

/** As people write it: gaps between letters, full-width digits. */
function disguised(planted: string): fc.Arbitrary<string> {
  const wide = planted.replaceAll(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return fc.constantFrom(planted, [...planted].join(' '), wide);
}

describe('text for the public', () => {
  test('never holds a name, telephone, identity number or address that was planted in it', () => {
    const planted = fc
      .oneof(phone, landline, identity, chineseName, uyghurName)
      .chain((value) => disguised(value).map((written) => ({ value, written })));
    fc.assert(
      fc.property(fc.array(fc.tuple(filler, planted, filler), { minLength: 1, maxLength: 6 }), (pieces) => {
        const text = pieces.map(([before, { written }, after]) => before + written + after).join('');
        const persons = pieces.map(([, { value }]) => value).filter((value) => !/\d/.test(value));
        const left = flat(publicText(text, persons));
        for (const [, { value }] of pieces) expect(left).not.toContain(flat(value));
      }),
      { numRuns: 500 },
    );
  });

  test('a name or number with signs in it is found as it is written', () => {
    const odd = ['0998-0000', 'a.b(c)', '王/某[1]^$|?*+{}'];
    expect(publicText(`甲${odd.join('乙')}丙`, odd)).toBe('甲×××乙×××乙×××丙');
  });

  test('strikes what follows the word for an address', () => {
    expect(publicText('投诉人住址：喀什市某路5号，反映收费问题', [])).toBe('投诉人住址：×××，反映收费问题');
    expect(publicText('邮箱 someone@example.com。', [])).toBe('邮箱 ×××。');
  });

  test('leaves dates, amounts, opinion numbers and institutions alone', () => {
    const text = '2026-11-24 检查喀什某鉴定所，多收 1,234.56 元，意见书〔2026〕第 118 号，第 13 项';
    expect(publicText(text, ['王某'])).toBe(text);
  });

  test('of facts, personal ones are left out and codes of institutions stay', () => {
    const words = { zh: '甲', ug: 'ئا' };
    const template = DocumentTemplate.parse({
      kind: 'publication-sheet',
      version: '1',
      series: 'publication-sheet',
      mark: '示',
      title: words,
      isPublic: true,
      facts: {
        officers: { label: words, kind: 'text', personal: true },
        licenceNo: { label: words, kind: 'code' },
        results: {
          label: words,
          kind: 'rows',
          columns: { licenceNo: { label: words, kind: 'code' }, problems: { label: words, kind: 'text' } },
        },
      },
      blocks: [{ block: 'title' }],
    });
    const facts = {
      officers: '王某某',
      licenceNo: '650000123456',
      results: [{ licenceNo: '650000123456', problems: '王某某未出庭，电话 13999999999' }],
      issuedOn: '2026-11-24',
    };
    expect(publicFacts(template, facts, ['王某某'])).toEqual({
      licenceNo: '650000123456',
      results: [{ licenceNo: '650000123456', problems: '×××未出庭，电话 ×××' }],
      issuedOn: '2026-11-24',
    });
  });
});
