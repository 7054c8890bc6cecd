import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Skeleton } from 'antd';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { WARNING_KINDS, type RegisterWarning } from '../../../shared/domain/registry/warnings.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { RegistryShell } from './registry-shell.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useWarnedRegister, type WarnedRegister } from './use-warnings.ts';
import { useWarningWords, warningTone } from './warning-words.ts';
import './registry.css';

const ROW_PX = { zh: 40, ug: 44 } as const;

/** What runs out, has run out or is short in the register, by kind. */
export function WarningsPage(): ReactNode {
  const { t } = useTranslation('registers');
  const register = useWarnedRegister();
  const [search, setSearch] = useSearchParams();
  const kind = WARNING_KINDS.find((one) => one === search.get('kind')) ?? null;
  if (register.state === 'loading')
    return (
      <RegistryShell>
        <Skeleton active paragraph={{ rows: 8 }} />
      </RegistryShell>
    );
  const { warnings } = register.value;
  const shown = kind ? warnings.filter((one) => one.kind === kind) : warnings;
  return (
    <RegistryShell note={t('warning.count', { count: shown.length })}>
      <div className="jd-chips jd-registry-tools" role="group" aria-label={t('warning.kinds')}>
        <Chip isOn={kind === null} count={warnings.length} onClick={() => setSearch({})}>
          {t('warning.all')}
        </Chip>
        {WARNING_KINDS.map((one) => {
          const count = warnings.filter((warning) => warning.kind === one).length;
          return count === 0 && one !== kind ? null : (
            <Chip key={one} isOn={one === kind} count={count} onClick={() => setSearch({ kind: one })}>
              {/* i18n-dynamic: registers:warning.kind.* */}
              {t(`warning.kind.${one}`)}
            </Chip>
          );
        })}
      </div>
      {shown.length === 0 ? (
        <div className="jd-panel">
          <EmptyNote title={t('warning.none')} text={t('warning.noneText')} />
        </div>
      ) : (
        <WarningList warnings={shown} register={register.value} />
      )}
    </RegistryShell>
  );
}

interface ChipProps {
  readonly isOn: boolean;
  readonly count: number;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Chip({ isOn, count, onClick, children }: ChipProps): ReactNode {
  return (
    <Button size="small" type={isOn ? 'primary' : 'default'} aria-pressed={isOn} onClick={onClick}>
      {children} <Num>{count}</Num>
    </Button>
  );
}

interface WarningListProps {
  readonly warnings: readonly RegisterWarning[];
  readonly register: WarnedRegister;
}

function WarningList({ warnings, register }: WarningListProps): ReactNode {
  const { t, i18n } = useTranslation('registers');
  const words = useWords();
  const warningWords = useWarningWords();
  const navigate = useNavigate();
  const body = useRef<HTMLDivElement>(null);
  const rowPx = i18n.language === 'ug-CN' ? ROW_PX.ug : ROW_PX.zh;
  const institutions = new Map(register.institutions.map((one) => [one.id, one]));
  const appraisers = new Map(register.appraisers.map((one) => [one.id, one]));
  const rows = useVirtualizer({
    count: warnings.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  const { at, setAt } = useRowKeys({
    count: warnings.length,
    body,
    show: (row) => rows.scrollToIndex(row, { align: 'auto' }),
  });
  const open = (warning: RegisterWarning | undefined): void => {
    if (warning) void navigate(pathOf(warning));
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') open(warnings[at]);
  };
  return (
    <div className="jd-grid jd-grid-warnings jd-panel" role="table" aria-label={t('warning.title')}>
      <div className="jd-grid-row jd-grid-head" role="row">
        {(['kind', 'who', 'what', 'endsOn', 'lastDay'] as const).map((column) => (
          // i18n-dynamic: registers:warning.column.*
          <span key={column} role="columnheader">
            {t(`warning.column.${column}`)}
          </span>
        ))}
      </div>
      <div ref={body} className="jd-grid-body" tabIndex={0} onKeyDown={enter} role="rowgroup">
        <div className="jd-grid-space" style={{ blockSize: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const warning = warnings[row.index];
            if (!warning) return null;
            const institution = institutions.get(warning.institutionId);
            const person = warning.appraiserId ? appraisers.get(warning.appraiserId) : undefined;
            return (
              <div
                key={row.key}
                role="row"
                data-here={row.index === at}
                className="jd-grid-row"
                style={{ transform: `translateY(${row.start}px)`, blockSize: rowPx }}
                onClick={() => {
                  setAt(row.index);
                  open(warning);
                }}
              >
                <span role="cell">{t(`warning.kind.${warning.kind}`)}</span>
                <span role="cell" className="jd-clip">
                  {person ? (
                    <>
                      <Iso>{words(person.name)}</Iso> ·{' '}
                    </>
                  ) : null}
                  <Iso>{institution ? words(institution.name) : '—'}</Iso>
                </span>
                <span role="cell" className="jd-clip">
                  <Tag tone={warningTone(warning)}>{warningWords(warning)}</Tag>{' '}
                  {warning.kind === 'calibration' ? <Iso>{warning.about}</Iso> : null}
                </span>
                <span role="cell">{warning.endsOn ? <Num>{warning.endsOn}</Num> : null}</span>
                <span role="cell">
                  {warning.near?.lastUsefulDay ? <Num>{warning.near.lastUsefulDay}</Num> : null}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const TAB_OF: Partial<Readonly<Record<RegisterWarning['kind'], string>>> = {
  cma: 'certificates',
  cnas: 'certificates',
  'accreditation-missing': 'certificates',
  'too-few-appraisers': 'appraisers',
};

function pathOf({ kind, institutionId, appraiserId }: RegisterWarning): string {
  if (appraiserId) return `/registry/appraisers/${appraiserId}`;
  const tab = TAB_OF[kind];
  return `/registry/${institutionId}${tab ? `?tab=${tab}` : ''}`;
}
