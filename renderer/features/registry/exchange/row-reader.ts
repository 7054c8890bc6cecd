import { isCivilDate, type CivilDate } from '../../../../shared/lib/dates.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { choiceOf, type ChoiceGroup } from './columns.ts';
import type { Mapping } from './mapping.ts';
import type { RawRow } from './raw-table.ts';

/** Something about one cell. An error keeps its row out, a warning does not. Words: `register-import:problem.<kind>`. */
export interface RowProblem {
  readonly level: 'error' | 'warning';
  readonly kind: string;
  /** Key of our column; null when it is about the whole row. */
  readonly column: string | null;
  readonly value: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Reads the cells of one row by our columns. Undefined: nothing there, or nothing readable, which is noted. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  readonly #row: RawRow;
  readonly #mapping: Mapping;

  constructor(row: RawRow, mapping: Mapping) {
    this.#row = row;
    this.#mapping = mapping;
  }

  text(key: string, max = 300): string | undefined {
    const at = this.#mapping[key];
    const value = at === undefined ? '' : cleanText(this.#row.cells[at] ?? '');
    if (value === '') return undefined;
    if (value.length <= max) return value;
    this.note('error', 'too-long', key, value.slice(0, 40), { max });
    return undefined;
  }

  required(key: string, max?: number): string | undefined {
    const value = this.text(key, max);
    if (value === undefined && !this.has(key)) this.note('error', 'missing', key, '');
    return value;
  }

  date(key: string): CivilDate | undefined {
    return this.#read(key, 'not-a-date', readDate);
  }

  int(key: string, max: number): number | undefined {
    return this.#read(key, 'not-a-number', (typed) => readNumber(typed, max));
  }

  /** Yuan, with at most two decimals, as fen. */
  fen(key: string): number | undefined {
    return this.#read(key, 'not-an-amount', readFen);
  }

  choice(key: string, group: ChoiceGroup): string | undefined {
    return this.#read(key, 'unknown-word', (typed) => choiceOf(group, typed));
  }

  yesNo(key: string): boolean | undefined {
    const word = this.choice(key, 'yesNo');
    return word === undefined ? undefined : word === 'yes';
  }

  /** Several words in one cell. */
  list(key: string, read: (word: string) => string | null): string[] | undefined {
    return this.#read(key, 'unknown-word', (typed) => {
      const words = typed.split(/[、,，;；/|\n]+|\s{2,}|،/).map((word) => word.trim());
      const found = words.filter(Boolean).map(read);
      return found.some((one) => one === null) ? null : [...new Set(found as string[])];
    });
  }

  has(key: string): boolean {
    return this.problems.some(({ column, level }) => column === key && level === 'error');
  }

  get isUsable(): boolean {
    return this.problems.every(({ level }) => level !== 'error');
  }

  note(
    level: RowProblem['level'],
    kind: string,
    column: string | null,
    value: string,
    details: RowProblem['details'] = {},
  ): void {
    this.problems.push({ level, kind, column, value, details });
  }

  #read<T>(key: string, kind: string, read: (typed: string) => T | null): T | undefined {
    const typed = this.text(key, 4000);
    if (typed === undefined) return undefined;
    const value = read(typed);
    if (value !== null) return value;
    this.note('error', kind, key, typed.slice(0, 60));
    return undefined;
  }
}

const DATE = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?$/;

function readDate(typed: string): CivilDate | null {
  const text = typed.normalize('NFKC');
  const parts = DATE.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const [, year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(date) ? date : null;
}

function readNumber(typed: string, max: number): number | null {
  const text = typed.normalize('NFKC').replaceAll(',', '');
  if (!/^\d{1,9}(\.0+)?$/.test(text)) return null;
  const value = Math.trunc(Number(text));
  return value <= max ? value : null;
}

function readFen(typed: string): number | null {
  const text = typed.normalize('NFKC').replaceAll(/[,¥元\s]/g, '');
  const parts = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : null;
}
