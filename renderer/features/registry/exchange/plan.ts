import type { FieldChange } from '../../../../shared/domain/registry/amend.ts';
import type { Appraiser } from '../../../../shared/domain/registry/appraiser.ts';
import type { AppraiserFacts } from '../../../../shared/domain/registry/appraiser-facts.ts';
import type { Certificate } from '../../../../shared/domain/registry/certificate.ts';
import type { ImportedRow } from '../../../../shared/domain/registry/import-mutations.ts';
import type { InstitutionFacts } from '../../../../shared/domain/registry/institution-facts.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { RawRow } from './raw-table.ts';
import type { RowProblem, RowReader } from './row-reader.ts';

/** The register as the dry run meets it. */
export interface Register {
  readonly prefectureCode: string;
  readonly institutions: readonly Institution[];
  readonly institutionFacts: readonly InstitutionFacts[];
  readonly appraisers: readonly Appraiser[];
  readonly appraiserFacts: readonly AppraiserFacts[];
  readonly certificates: readonly Certificate[];
  readonly scopeVersion: string;
  readonly scopeCodes: ReadonlySet<string>;
  /** County-level units of the prefecture by code and by name; null: a unit of another prefecture. */
  readonly countyCode: (typed: string) => { readonly code: string } | 'foreign' | null;
}

/** An act that a row will be. */
export type PlannedAct =
  | { readonly kind: 'row'; readonly row: ImportedRow }
  | { readonly kind: 'institution-facts'; readonly id: RecordId; readonly changes: FieldChange[] }
  | { readonly kind: 'appraiser-facts'; readonly id: RecordId; readonly changes: FieldChange[] }
  | { readonly kind: 'new-certificate'; readonly certificate: Omit<Certificate, 'standing' | 'events'> }
  | { readonly kind: 'changed-certificate'; readonly id: RecordId; readonly changes: FieldChange[] };

/** What became of one row of the file in the dry run. Nothing is written by it. */
export interface PlannedRow {
  readonly line: number;
  readonly label: string;
  readonly status: 'new' | 'changed' | 'same' | 'refused';
  readonly problems: readonly RowProblem[];
  /** Field by field, for a record that is already there. */
  readonly changes: readonly FieldChange[];
  readonly acts: readonly PlannedAct[];
}

/** Puts together what a row will be, or why it cannot be. */
export function plannedRow(
  row: RawRow,
  reader: RowReader,
  label: string,
  planned: { readonly isNew: boolean; readonly acts: readonly PlannedAct[] } | null,
): PlannedRow {
  const { problems } = reader;
  if (planned === null || !reader.isUsable)
    return { line: row.line, label, status: 'refused', problems, changes: [], acts: [] };
  const changes = planned.acts.flatMap(changesOfAct).filter(({ from, to }) => !equal(from, to));
  const status = planned.isNew ? 'new' : planned.acts.length === 0 ? 'same' : 'changed';
  return {
    line: row.line,
    label,
    status,
    problems,
    changes: planned.isNew ? [] : changes,
    acts: planned.acts,
  };
}

function changesOfAct(act: PlannedAct): readonly FieldChange[] {
  if (act.kind === 'new-certificate') return [];
  if (act.kind !== 'row') return act.changes;
  return 'changes' in act.row ? act.row.changes : [];
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Lines on which a number was met first: the second one in a file is refused. */
export class FirstLines {
  readonly #lines = new Map<string, number>();

  /** Notes an error on the later of two rows with the same number. */
  check(reader: RowReader, column: string, value: string | undefined, line: number): void {
    if (value === undefined) return;
    const key = `${column}|${value.toUpperCase()}`;
    const first = this.#lines.get(key);
    if (first === undefined) this.#lines.set(key, line);
    else reader.note('error', 'twice-in-file', column, value, { line: first });
  }
}
