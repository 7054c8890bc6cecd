import { useMemo, useState } from 'react';
import { useDesk } from '../../../data/desk-context.tsx';
import { readRegister } from '../../../data/register.ts';
import type { Desk } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { answersForBureau } from '../keeps-register.ts';
import type { ListName } from './columns.ts';
import { readFile } from './files.ts';
import { guessMapping, missingColumns, rememberMapping, type Mapping } from './mapping.ts';
import { planList } from './plan-list.ts';
import type { PlannedRow, Register } from './plan.ts';
import type { FileProblem, RawTable } from './raw-table.ts';
import { countyFinder, SCOPE_CODES, SCOPE_VERSION } from './register-words.ts';
import { keepRemembered, readRemembered } from './remembered.ts';

export interface OpenFile {
  readonly table: RawTable;
  readonly mapping: Mapping;
  readonly missing: readonly string[];
  /** Empty while a required column is not known. */
  readonly rows: readonly PlannedRow[];
}

export interface ImportState {
  readonly register: Register | null;
  readonly isReading: boolean;
  readonly problem: FileProblem | null;
  readonly file: OpenFile | null;
  /** Lines that the officer leaves out. */
  readonly leftOut: ReadonlySet<number>;
  open(file: Blob): Promise<void>;
  map(key: string, at: number | null): void;
  leaveOut(line: number, isOut: boolean): void;
  /** Forgets the file; nothing was written. */
  close(): void;
}

/** One file from choosing it to the end of its dry run. The dry run follows the register while it is on screen. */
export function useImport(list: ListName): ImportState {
  const desk = useDesk();
  const records = useLive(() => readRegister(desk.records), ['exchange-register']);
  const [isReading, setReading] = useState(false);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const [opened, setOpened] = useState<{ readonly table: RawTable; readonly mapping: Mapping } | null>(null);
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const { officer } = useSession();
  const maySet = answersForBureau(officer.roles);
  const { prefectureCode } = desk;
  const register = useMemo(
    (): Register | null =>
      records.state === 'loading'
        ? null
        : {
            ...records.value,
            prefectureCode,
            scopeVersion: SCOPE_VERSION,
            scopeCodes: SCOPE_CODES,
            countyCode: countyFinder(prefectureCode),
          },
    [records, prefectureCode],
  );
  const file = useMemo((): OpenFile | null => {
    if (!opened || !register) return null;
    const missing = missingColumns(list, opened.mapping);
    const rows = missing.length > 0 ? [] : planList(list, opened.table.rows, opened.mapping, register);
    return { ...opened, missing, rows };
  }, [opened, register, list]);
  return {
    register,
    isReading,
    problem,
    file,
    leftOut,
    open: async (blob) => {
      setReading(true);
      const reading = await readFile(blob);
      setReading(false);
      setLeftOut(new Set());
      setProblem(reading.ok ? null : reading.problem);
      if (!reading.ok) return setOpened(null);
      const mapping = guessMapping(list, reading.table.header, await readRemembered(desk));
      setOpened({ table: reading.table, mapping });
    },
    map: (key, at) => {
      if (!opened) return;
      const others = Object.entries(opened.mapping).filter(([one, where]) => one !== key && where !== at);
      const mapping = Object.fromEntries(at === null ? others : [...others, [key, at]]);
      // Only who answers for the bureau's settings may keep it for the next file; for others it holds for this one.
      if (maySet) void remember(desk, list, opened.table.header, mapping);
      setOpened({ ...opened, mapping });
    },
    leaveOut: (line, isOut) => {
      const next = new Set(leftOut);
      if (isOut) next.add(line);
      else next.delete(line);
      setLeftOut(next);
    },
    close: () => {
      setOpened(null);
      setProblem(null);
      setLeftOut(new Set());
    },
  };
}

async function remember(
  desk: Desk,
  list: ListName,
  header: readonly string[],
  mapping: Mapping,
): Promise<void> {
  await keepRemembered(desk, rememberMapping(list, header, mapping, await readRemembered(desk)));
}
