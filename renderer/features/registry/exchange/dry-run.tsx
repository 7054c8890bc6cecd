import { Button, Progress } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { keepsRegister } from '../keeps-register.ts';
import { applyRows, type Applied } from './apply.ts';
import type { ListName } from './columns.ts';
import { MappingPanel } from './mapping-panel.tsx';
import type { PlannedRow } from './plan.ts';
import { useProblemWords } from './problem-text.tsx';
import { RowDetail } from './row-detail.tsx';
import { RowList } from './row-list.tsx';
import { csvOf } from './take-out.ts';
import type { ImportState, OpenFile } from './use-import.ts';

const SHOWN = ['all', 'new', 'changed', 'same', 'refused', 'warning'] as const;
type Shown = (typeof SHOWN)[number];

interface DryRunProps {
  readonly list: ListName;
  readonly file: OpenFile;
  readonly state: ImportState;
  readonly onApplied: (applied: Applied) => void;
}

/** What a file would do, row by row; only the button at its end writes. */
export function DryRun({ list, file, state, onApplied }: DryRunProps): ReactNode {
  const { t } = useTranslation('register-import');
  const [shown, setShown] = useState<Shown>('all');
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = useMemo(() => file.rows.filter((row) => isShown(row, shown)), [file, shown]);
  return (
    <div className="jd-exchange-run">
      <p className="jd-soft" role="status">
        {/* i18n-dynamic: register-import:file.encoding.* */}
        {t('file.rows', { count: file.table.rows.length })} · {t(`file.encoding.${file.table.encoding}`)}
      </p>
      <MappingPanel list={list} file={file} onMap={state.map} />
      {file.missing.length > 0 ? null : (
        <>
          <div className="jd-chips" role="group" aria-label={t('rows.label')}>
            {SHOWN.map((one) => (
              <Button
                key={one}
                size="small"
                type={one === shown ? 'primary' : 'default'}
                aria-pressed={one === shown}
                onClick={() => setShown(one)}
              >
                {t(`status.${one}`)} <Num>{file.rows.filter((row) => isShown(row, one)).length}</Num>
              </Button>
            ))}
          </div>
          <div className="jd-exchange-split">
            {rows.length === 0 ? (
              <p className="jd-panel jd-entry-none">{t('rows.none')}</p>
            ) : (
              <RowList list={list} rows={rows} leftOut={state.leftOut} chosen={chosen} onChoose={setChosen} />
            )}
            <RowDetail
              list={list}
              row={file.rows.find(({ line }) => line === chosen) ?? null}
              isLeftOut={chosen !== null && state.leftOut.has(chosen)}
              onLeaveOut={(isOut) => (chosen === null ? undefined : state.leaveOut(chosen, isOut))}
            />
          </div>
        </>
      )}
      <Actions list={list} file={file} state={state} onApplied={onApplied} />
    </div>
  );
}

function Actions({ list, file, state, onApplied }: DryRunProps): ReactNode {
  const { t } = useTranslation('register-import');
  const desk = useDesk();
  const bureau = useBureau();
  const { officer } = useSession();
  const words = useProblemWords(list);
  const isStopped = useRef(false);
  const [done, setDone] = useState<number | null>(null);
  const wanted = file.rows.filter(({ acts, line }) => acts.length > 0 && !state.leftOut.has(line));
  const bad = file.rows.filter(({ status }) => status === 'refused');
  const mayKeep = keepsRegister(officer.roles);
  const apply = async (): Promise<void> => {
    isStopped.current = false;
    setDone(0);
    onApplied(await applyRows(desk, wanted, setDone, () => isStopped.current));
  };
  const saveBad = async (): Promise<void> => {
    const cells = new Map(file.table.rows.map((row) => [row.line, row.cells]));
    const lines = bad.map(({ line, problems }) => [
      ...(cells.get(line) ?? []),
      problems.map(words).join(' '),
    ]);
    const text = csvOf([[...file.table.header, t('bad.column')], ...lines]);
    await bureau.call('export/save-text', { suggestedName: `${list}-to-correct.csv`, text });
  };
  if (done !== null)
    return (
      <div className="jd-form-actions">
        <Progress className="jd-exchange-progress" percent={Math.round((done / wanted.length) * 100)} />
        <span role="status">{t('apply.progress', { done, total: wanted.length })}</span>
        <Button onClick={() => (isStopped.current = true)}>{t('apply.stop')}</Button>
      </div>
    );
  return (
    <div className="jd-form-actions">
      <Button
        type="primary"
        disabled={wanted.length === 0 || !mayKeep}
        title={mayKeep ? undefined : t('apply.noRight')}
        onClick={() => void apply()}
      >
        {t('apply.button', { count: wanted.length })}
      </Button>
      <Button onClick={state.close}>{t('apply.cancel')}</Button>
      {bad.length > 0 ? (
        <Button onClick={() => void saveBad()}>{t('bad.button', { count: bad.length })}</Button>
      ) : null}
      {wanted.length === 0 ? <span className="jd-soft jd-small">{t('apply.nothing')}</span> : null}
      {mayKeep ? null : <span className="jd-soft jd-small">{t('apply.noRight')}</span>}
    </div>
  );
}

/** How an import ended, and what stopped single rows. */
export function AppliedNote({ applied }: { readonly applied: Applied }): ReactNode {
  const { t } = useTranslation('register-import');
  return (
    <div className="jd-panel jd-exchange-done" role="status">
      <p>
        {applied.isStopped
          ? t('apply.stopped', { done: applied.done })
          : t('apply.done', { count: applied.done })}
      </p>
      {applied.failed.length > 0 ? <p>{t('apply.failed', { failed: applied.failed.length })}</p> : null}
      {applied.failed.slice(0, 20).map(({ row, outcome }) => (
        <div key={row.line}>
          {t('rows.line', { line: row.line })}
          <OutcomeNote outcome={outcome} />
        </div>
      ))}
    </div>
  );
}

function isShown(row: PlannedRow, shown: Shown): boolean {
  if (shown === 'all') return true;
  if (shown === 'warning') return row.problems.some(({ level }) => level === 'warning');
  return row.status === shown;
}
