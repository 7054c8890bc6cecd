/** The part of csv-parse that we use. Its own types bring Node's into the window. */
export class CsvError extends Error {
  readonly code: string;
  /** The line at which it was met. */
  readonly lines?: number;
}

export function parse(
  text: string,
  options: {
    readonly delimiter: string;
    readonly info: true;
    readonly relax_column_count: boolean;
    readonly skip_empty_lines: boolean;
    readonly bom: boolean;
  },
): { readonly record: string[]; readonly info: { readonly lines: number } }[];
