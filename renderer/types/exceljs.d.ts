/** The part of exceljs that we use. Its own types bring Node's into the window. */
export type CellValue =
  | null
  | undefined
  | number
  | string
  | boolean
  | Date
  | { readonly richText: readonly { readonly text: string }[] }
  | { readonly formula: string; readonly result?: CellValue }
  | { readonly sharedFormula: string; readonly result?: CellValue }
  | { readonly text: CellValue; readonly hyperlink: string }
  | { readonly error: string };

interface Row {
  numFmt: string;
  font: { bold: boolean };
  eachCell(
    options: { readonly includeEmpty: boolean },
    callback: (cell: { readonly value: CellValue }, column: number) => void,
  ): void;
}

interface Worksheet {
  readonly actualRowCount: number;
  eachRow(callback: (row: Row, line: number) => void): void;
  addRow(cells: string[]): Row;
  getRow(line: number): Row;
  getColumn(column: number): { width: number };
}

export class Workbook {
  readonly worksheets: readonly Worksheet[];
  readonly xlsx: {
    load(bytes: ArrayBuffer, options: { readonly ignoreNodes: readonly string[] }): Promise<unknown>;
    writeBuffer(): Promise<ArrayBuffer>;
  };
  addWorksheet(
    name: string,
    options: { readonly views: readonly { readonly state: 'frozen'; readonly ySplit: number }[] },
  ): Worksheet;
}

declare const ExcelJS: { readonly Workbook: typeof Workbook };
export default ExcelJS;
