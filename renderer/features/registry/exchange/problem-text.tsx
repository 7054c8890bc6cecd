import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Iso } from '../../../ui/iso.tsx';
import { columnsOf, columnTitle, type ListName } from './columns.ts';
import type { RowProblem } from './row-reader.ts';

/** Words for a problem of a row, in the language on screen. */
export function useProblemWords(list: ListName): (problem: RowProblem) => string {
  const { t, i18n } = useTranslation('register-import');
  const columns = new Map(columnsOf(list).map((column) => [column.key, columnTitle(column, i18n.language)]));
  return ({ kind, column, details }) =>
    // i18n-dynamic: register-import:problem.*
    t(`problem.${kind}`, { ...details, column: columns.get(column ?? '') ?? column ?? '' });
}

/** What is wrong with a row and what to do, with what was written there. */
export function ProblemList({
  list,
  problems,
}: {
  readonly list: ListName;
  readonly problems: readonly RowProblem[];
}): ReactNode {
  const { t } = useTranslation('register-import');
  const words = useProblemWords(list);
  return (
    <ul className="jd-exchange-problems">
      {problems.map((problem) => (
        <li key={`${problem.kind}|${problem.column}`} data-level={problem.level}>
          {words(problem)}
          {problem.value === '' ? null : (
            <div className="jd-soft jd-small">
              <Iso>{t('problem.value', { value: problem.value })}</Iso>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
