import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { decodeText } from '../../../data/decode-text.ts';
import { tableOf, type FileReading, type RawRow } from './raw-table.ts';

/** A CSV file, with commas, semicolons or tabs. */
export function readCsv(bytes: Uint8Array): FileReading {
  const { encoding, text: asWritten } = decodeText(bytes);
  // The parser counts a return and a line feed as two lines.
  const text = asWritten.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      bom: true,
    });
    // `lines` is the line on which a row ends; a cell with line breaks makes that later than where it begins.
    const rows = records.map(({ record, info }): RawRow => ({
      line: info.lines - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0),
      cells: record.map(cleanCell),
    }));
    return tableOf(encoding, rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error.lines ?? 0;
    return { ok: false, problem: { kind: 'csv-broken', line } };
  }
}

/** What a file says in a cell, as one line of text; the sign with which our own exports disarm formulas goes. */
export function cleanCell(text: string): string {
  const trimmed = text.normalize('NFC').trim();
  return /^'[=+\-@\t\r]/.test(trimmed) ? trimmed.slice(1) : trimmed;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\n|$/));
  const counts = [',', ';', '\t', '，'].map((sign) => [sign, head.split(sign).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
