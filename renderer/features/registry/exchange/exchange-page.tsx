import { Button, Segmented } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { RegistryShell } from '../registry-shell.tsx';
import type { Applied } from './apply.ts';
import { LISTS, type ListName } from './columns.ts';
import { AppliedNote, DryRun } from './dry-run.tsx';
import { makeXlsx } from './files.ts';
import type { Register } from './plan.ts';
import { csvOf, rowsOf, templateRows } from './take-out.ts';
import { useImport } from './use-import.ts';

/** Lists of the register in and out as Excel or CSV. */
export function ExchangePage(): ReactNode {
  const { t } = useTranslation('register-import');
  const [list, setList] = useState<ListName>('institutions');
  const [applied, setApplied] = useState<Applied | null>(null);
  const state = useImport(list);
  const input = useRef<HTMLInputElement>(null);
  const choose = (file: File | undefined): void => {
    setApplied(null);
    if (file) void state.open(file);
    // The same file may be chosen again after it was corrected.
    if (input.current) input.current.value = '';
  };
  const openButton = (
    <Button type="primary" loading={state.isReading} onClick={() => input.current?.click()}>
      {state.isReading ? t('reading') : t('open')}
    </Button>
  );
  return (
    <RegistryShell>
      <div className="jd-registry-tools">
        <Segmented
          aria-label={t('list.label')}
          value={list}
          disabled={state.file !== null}
          // i18n-dynamic: register-import:list.*
          options={LISTS.map((one) => ({ value: one, label: t(`list.${one}`) }))}
          onChange={(one) => {
            setList(one);
            setApplied(null);
            state.close();
          }}
        />
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.xls,.csv,.txt"
          aria-label={t('open')}
          onChange={(event) => choose(event.target.files?.[0])}
        />
        {state.file ? null : openButton}
        <Taking list={list} register={state.register} />
      </div>
      {state.problem ? (
        <p role="alert" className="jd-field-problem">
          {/* i18n-dynamic: register-import:fileProblem.* */}
          {t(`fileProblem.${state.problem.kind}`, { ...state.problem })}
        </p>
      ) : null}
      {applied ? <AppliedNote applied={applied} /> : null}
      {state.file ? (
        <DryRun
          list={list}
          file={state.file}
          state={state}
          onApplied={(outcome) => {
            setApplied(outcome);
            state.close();
          }}
        />
      ) : applied === null ? (
        <div className="jd-panel">
          <EmptyNote title={t('intro.title')} text={t('intro.text')} />
        </div>
      ) : null}
    </RegistryShell>
  );
}

interface TakingProps {
  readonly list: ListName;
  readonly register: Register | null;
}

/** Templates and exports; the exported list comes in again without a change. */
function Taking({ list, register }: TakingProps): ReactNode {
  const { t, i18n } = useTranslation('register-import');
  const bureau = useBureau();
  const { clock } = useDesk();
  const [saved, setSaved] = useState<'saved' | 'not-saved' | null>(null);
  const save = async (
    name: string,
    rows: readonly (readonly string[])[],
    kind: 'csv' | 'xlsx',
  ): Promise<void> => {
    const suggestedName = `${name}.${kind}`;
    const bytes = kind === 'xlsx' ? await makeXlsx(rows) : null;
    if (kind === 'xlsx' && bytes === null) return setSaved('not-saved');
    const outcome = bytes
      ? await bureau.call('export/save-file', { suggestedName, bytes })
      : await bureau.call('export/save-text', { suggestedName, text: csvOf(rows) });
    setSaved(outcome.kind === 'saved' ? 'saved' : outcome.kind === 'cancelled' ? null : 'not-saved');
  };
  const take = (kind: 'csv' | 'xlsx'): void => {
    if (register)
      void save(`${list}-${civilDateOf(clock.now())}`, rowsOf(list, register, i18n.language), kind);
  };
  return (
    <div className="jd-exchange-taking">
      {/* i18n-dynamic: register-import:saved.* */}
      {saved ? <span role="status">{t(`saved.${saved}`)}</span> : null}
      <Button onClick={() => void save(`${list}-template`, templateRows(list, i18n.language), 'xlsx')}>
        {t('template')}
      </Button>
      <Button disabled={!register} onClick={() => take('xlsx')}>
        {t('exportXlsx')}
      </Button>
      <Button disabled={!register} onClick={() => take('csv')}>
        {t('exportCsv')}
      </Button>
    </div>
  );
}
