import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import letterheads from '../../resources/domain/letterheads.json';
import type { Line, Paper, PaperBlock } from '../../shared/domain/documents/render.ts';
import { textOf, type Run } from '../../shared/domain/documents/slots.ts';

// The same paper for Word: real paragraphs and tables, Uyghur as right-to-left paragraphs. Sizes are half points, measures
// twentieths of a point, as the format counts.

const MM = 56.693;
const TEXT_WIDTH = Math.round(156 * MM);
/** 仿宋 and 小标宋 are on the bureaus' own computers; where one is missing Word takes its own 宋体. */
const BODY = {
  ascii: 'Times New Roman',
  eastAsia: letterheads.wordFonts.body,
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
};
const TITLE = { ...BODY, eastAsia: letterheads.wordFonts.title };
const NONE = { style: 'none', size: 0, color: 'auto' } as const;
const NO_BORDERS = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
};

interface Style {
  readonly halfPoints: number;
  readonly lineTwips: number;
  readonly font?: typeof BODY;
  readonly bold?: boolean;
  readonly align?: 'center' | 'end';
  readonly indent?: boolean;
  readonly before?: number;
}

/** The bytes of a .docx. */
export async function paperDocx(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const both = paper.language === 'zh-ug';
  const body: Style = both ? { halfPoints: 28, lineTwips: 500 } : { halfPoints: 32, lineTwips: 560 };
  const document = new Document({
    title: paper.title,
    creator: '',
    description: '',
    lastModifiedBy: '',
    styles: { default: { document: { run: { font: BODY, size: body.halfPoints } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
            margin: {
              top: Math.round(37 * MM),
              bottom: Math.round(35 * MM),
              left: Math.round(28 * MM),
              right: Math.round(26 * MM),
            },
          },
        },
        footers: { default: pageNumber() },
        children: paper.blocks.flatMap((block) => [...elements(block, body)]),
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function pageNumber(): Footer {
  const run = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28, font: BODY });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] });
}

function elements(block: PaperBlock, body: Style): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case 'title':
      return [block.organ, block.text].flatMap((line) => [
        ...stacked(line, { halfPoints: 44, lineTwips: 720, font: TITLE, align: 'center' }),
      ]);
    case 'number':
      return [paragraph([{ text: block.text, isValue: false }], 'zh', { ...body, align: 'end' })];
    case 'form':
      return [
        grid(
          [27, 73],
          block.rows.map((row) => [cell(row.label, true), cell(row.text, false, row.space)]),
        ),
        spacer(),
      ];
    case 'table': {
      const total = block.columns.reduce((sum, column) => sum + column.width, 0);
      const widths = block.columns.map((column) => Math.round((column.width * 100) / total));
      const head = block.columns.map((column) => cell(column.label, true));
      const rows = block.rows.map((cells) => cells.map((line) => cell(line, false)));
      return [grid(widths, [head, ...rows], true), spacer()];
    }
    case 'signatures':
      return block.lines.flatMap((line) => sideBySide(line, { ...body, halfPoints: 24, before: 200 }));
    case 'issuer':
      return [
        ...sideBySide(block.seal, { ...body, halfPoints: 24, align: 'center', before: 560 }),
        ...sideBySide(block.bureau, { ...body, align: 'center' }),
        ...sideBySide(block.date, { ...body, align: 'center' }),
      ];
    case 'heading':
      return sideBySide(block.text, { ...body, bold: true, indent: true });
    case 'paragraph':
      return sideBySide(block.text, { ...body, indent: true });
    case 'note':
      return sideBySide(block.text, { ...body, halfPoints: 24, lineTwips: 400 });
    case 'addressee':
      return sideBySide(block.text, body);
  }
}

function spacer(): Paragraph {
  return new Paragraph({ spacing: { line: 120, lineRule: 'exact' }, children: [] });
}

function paragraph(runs: readonly Run[], language: 'zh' | 'ug', style: Style): Paragraph {
  const isUyghur = language === 'ug';
  const alignment =
    style.align === 'center'
      ? AlignmentType.CENTER
      : style.align === 'end'
        ? AlignmentType.END
        : AlignmentType.START;
  return new Paragraph({
    bidirectional: isUyghur,
    alignment,
    spacing: { line: style.lineTwips, lineRule: 'exact', before: style.before ?? 0 },
    ...(style.indent ? { indent: { firstLine: style.halfPoints * 20 } } : {}),
    children: runs.flatMap((run) => textRuns(run, isUyghur, style)),
  });
}

/** A line break inside a value stays one. */
function textRuns(run: Run, isUyghur: boolean, style: Style): readonly TextRun[] {
  // A value in Chinese or digits inside a Uyghur line keeps its own direction.
  const rightToLeft = isUyghur && (!run.isValue || /[\u0600-\u06FF]/.test(run.text));
  return run.text.split('\n').map(
    (text, at) =>
      new TextRun({
        text,
        ...(at > 0 ? { break: 1 } : {}),
        rightToLeft,
        bold: style.bold ?? false,
        size: style.halfPoints,
        sizeComplexScript: style.halfPoints,
        font: style.font ?? BODY,
        ...(isUyghur ? { language: { bidirectional: 'ug-CN' } } : { language: { eastAsia: 'zh-CN' } }),
      }),
  );
}

function sideBySide(line: Line, style: Style): readonly (Paragraph | Table)[] {
  if (line.ug === null) {
    return [paragraph(line.zh, 'zh', style)];
  }
  const half = (runs: readonly Run[], language: 'zh' | 'ug'): TableCell =>
    new TableCell({
      width: { size: Math.round(TEXT_WIDTH / 2), type: WidthType.DXA },
      borders: NO_BORDERS,
      margins: { left: 120, right: 120, top: 0, bottom: 0 },
      children: [paragraph(runs, language, style)],
    });
  return [
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: [Math.round(TEXT_WIDTH / 2), Math.round(TEXT_WIDTH / 2)],
      layout: TableLayoutType.FIXED,
      borders: NO_BORDERS,
      rows: [new TableRow({ children: [half(line.zh, 'zh'), half(line.ug, 'ug')] })],
    }),
  ];
}

function stacked(line: Line, style: Style): readonly Paragraph[] {
  const isTwice = line.ug !== null && textOf(line.ug) !== textOf(line.zh) && textOf(line.ug) !== '';
  return [paragraph(line.zh, 'zh', style), ...(isTwice ? [paragraph(line.ug ?? [], 'ug', style)] : [])];
}

interface Cell {
  readonly children: readonly Paragraph[];
}

function cell(line: Line, isLabel: boolean, space = 0): Cell {
  const style: Style = {
    halfPoints: 24,
    lineTwips: 360,
    bold: isLabel,
    ...(isLabel ? { align: 'center' } : {}),
  };
  const left = Array.from({ length: space }, () => new Paragraph({ spacing: { line: 480 }, children: [] }));
  return { children: [...stacked(line, style), ...left] };
}

function grid(percents: readonly number[], rows: readonly (readonly Cell[])[], hasHead = false): Table {
  const widths = percents.map((percent) => Math.round((TEXT_WIDTH * percent) / 100));
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: rows.map(
      (cells, row) =>
        new TableRow({
          cantSplit: true,
          tableHeader: hasHead && row === 0,
          children: cells.map(
            ({ children }, at) =>
              new TableCell({
                width: { size: widths[at] ?? 0, type: WidthType.DXA },
                verticalAlign: VerticalAlign.CENTER,
                margins: { left: 80, right: 80, top: 40, bottom: 40 },
                children: [...children],
              }),
          ),
        }),
    ),
  });
}
