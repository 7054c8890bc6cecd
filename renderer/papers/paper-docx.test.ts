import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { render } from '../../shared/domain/documents/render.ts';
import { paperDocx } from './paper-docx.ts';
import { templateOf } from './templates.ts';

const facts = {
  institution: { zh: '喀什某某司法鉴定所', ug: 'قەشقەر باھالاش ئورنى' },
  visitOn: '2026-11-24',
  basis: '第一行\n第二行',
  findings: [
    { text: '缺少委托书', severity: { zh: '一般', ug: 'ئادەتتىكى' }, basis: '通则', dueOn: '2026-12-24' },
  ],
  bureau: { zh: '喀什地区司法局', ug: 'قەشقەر ۋىلايەتلىك ئەدلىيە ئىدارىسى' },
  seal: { zh: '（印章）', ug: '(تامغا)' },
  issuedOn: '2026-11-25',
};

async function xmlOf(language: 'zh' | 'zh-ug'): Promise<string> {
  const paper = render(templateOf('rectification-order'), facts, language, '喀司鉴检责〔2026〕12号');
  const xml = unzipSync(await paperDocx(paper))['word/document.xml'];
  return new TextDecoder().decode(xml);
}

test('a Word file in Chinese has the official page and no right-to-left paragraph', async () => {
  const xml = await xmlOf('zh');
  expect(xml).toContain('喀司鉴检责〔2026〕12号');
  expect(xml).toContain('2026年12月24日');
  expect(xml).toMatch(/<w:pgSz[^>]* w:w="11906" w:h="16838"/);
  expect(xml).toMatch(/<w:pgMar[^>]* w:top="2098"/);
  expect(xml).not.toContain('<w:bidi/>');
});

test('beside Uyghur every paragraph stands in a row of two, the second from right to left', async () => {
  const xml = await xmlOf('zh-ug');
  expect(xml).toContain('<w:bidi/>');
  expect(xml).toContain('قەشقەر باھالاش ئورنى');
  expect(xml).toContain('2026-يىلى 12-ئاينىڭ 24-كۈنى');
  // A line break that an officer typed stays one.
  expect(xml).toContain('<w:br/>');
});
