import ExcelJS, { type CellValue } from 'exceljs';
import { cleanCell } from './read-csv.ts';
import { MAX_ROWS, tableOf, type FileReading, type RawRow } from './raw-table.ts';

/** The first sheet of a workbook that holds anything. Formulas count with their last result, dates as civil dates. */
export async function readXlsx(bytes: ArrayBuffer): Promise<FileReading> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes, { ignoreNodes: ['dataValidations', 'drawing', 'picture', 'extLst'] });
  } catch {
    return { ok: false, problem: { kind: 'unreadable' } };
  }
  const sheet = book.worksheets.find(({ actualRowCount }) => actualRowCount > 0);
  if (!sheet) return { ok: false, problem: { kind: 'empty' } };
  const rows: RawRow[] = [];
  sheet.eachRow((row, line) => {
    if (rows.length > MAX_ROWS) return;
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, at) => (cells[at - 1] = cleanCell(cellText(cell.value))));
    rows.push({ line, cells: Array.from(cells, (cell) => cell ?? '') });
  });
  return tableOf('xlsx', rows);
}

/** A workbook with one sheet: a bold header that stays in sight, every cell as text. */
export async function writeXlsx(rows: readonly (readonly string[])[]): Promise<ArrayBuffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('1', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const row of rows) sheet.addRow([...row]).numFmt = '@';
  sheet.getRow(1).font = { bold: true };
  rows[0]?.forEach((title, at) => (sheet.getColumn(at + 1).width = Math.max(14, title.length * 2.2)));
  return book.xlsx.writeBuffer();
}

function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('result' in value || 'formula' in value || 'sharedFormula' in value)
    return cellText('result' in value ? value.result : null);
  if ('text' in value) return cellText(value.text);
  return '';
}
