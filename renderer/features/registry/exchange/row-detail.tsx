import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Iso } from '../../../ui/iso.tsx';
import { FieldValue, useFieldName } from '../field-value.tsx';
import type { ListName } from './columns.ts';
import type { PlannedRow } from './plan.ts';
import { ProblemList } from './problem-text.tsx';

interface RowDetailProps {
  readonly list: ListName;
  readonly row: PlannedRow | null;
  readonly isLeftOut: boolean;
  readonly onLeaveOut: (isOut: boolean) => void;
}

/** One row of the dry run: what is wrong, what would change, and whether it takes part. */
export function RowDetail({ list, row, isLeftOut, onLeaveOut }: RowDetailProps): ReactNode {
  const { t } = useTranslation('register-import');
  const nameOf = useFieldName();
  if (!row)
    return (
      <section className="jd-exchange-detail jd-panel">
        <p className="jd-soft">{t('rows.choose')}</p>
      </section>
    );
  return (
    <section className="jd-exchange-detail jd-panel" aria-label={t('rows.line', { line: row.line })}>
      <h2 className="jd-subtitle">
        <Iso>{row.label}</Iso> <span className="jd-soft jd-small">{t('rows.line', { line: row.line })}</span>
      </h2>
      {row.status === 'refused' ? <p>{t('rows.refused')}</p> : null}
      {row.status === 'same' ? <p className="jd-soft">{t('rows.noChange')}</p> : null}
      {row.status === 'new' ? <p>{t('rows.newRecord')}</p> : null}
      {row.problems.length > 0 ? <ProblemList list={list} problems={row.problems} /> : null}
      {row.changes.length > 0 ? (
        <table className="jd-entry-table">
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">{t('rows.before')}</th>
              <th scope="col">{t('rows.after')}</th>
            </tr>
          </thead>
          <tbody>
            {row.changes.map(({ field, from, to }) => (
              <tr key={field}>
                <th scope="row">{nameOf(field)}</th>
                <td>
                  <FieldValue field={field} value={from} />
                </td>
                <td>
                  <FieldValue field={field} value={to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {row.status === 'new' || row.status === 'changed' ? (
        <Checkbox checked={isLeftOut} onChange={(event) => onLeaveOut(event.target.checked)}>
          {t('rows.leaveOut')}
        </Checkbox>
      ) : null}
    </section>
  );
}
