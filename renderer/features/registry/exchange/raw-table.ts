/** How a file was read; shown to the officer, who sees at once when it was wrong. */
export type Encoding = 'xlsx' | 'utf-8' | 'utf-8-bom' | 'gb18030';

/** A file as rows of text. `line`: what a person sees beside the row in a spreadsheet or an editor. */
export interface RawTable {
  readonly encoding: Encoding;
  readonly header: readonly string[];
  readonly rows: readonly RawRow[];
}

export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export type FileProblem =
  | { readonly kind: 'too-large'; readonly maxMegabytes: number }
  | { readonly kind: 'too-many-rows'; readonly maxRows: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'old-excel' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'csv-broken'; readonly line: number };

export type FileReading =
  { readonly ok: true; readonly table: RawTable } | { readonly ok: false; readonly problem: FileProblem };

export const MAX_FILE_MEGABYTES = 20;
export const MAX_ROWS = 20_000;

/** The first row that says anything is the header; rows without any text are left out. */
export function tableOf(encoding: Encoding, lines: readonly RawRow[]): FileReading {
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [head, ...rows] = filled;
  if (!head || rows.length === 0) return { ok: false, problem: { kind: 'empty' } };
  if (rows.length > MAX_ROWS) return { ok: false, problem: { kind: 'too-many-rows', maxRows: MAX_ROWS } };
  return { ok: true, table: { encoding, header: head.cells, rows } };
}
