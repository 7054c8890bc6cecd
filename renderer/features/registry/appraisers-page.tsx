import { SearchOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Input, Select, Skeleton } from 'antd';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Appraiser } from '../../../shared/domain/registry/appraiser.ts';
import { CATEGORIES, type Category, type Institution } from '../../../shared/domain/registry/institution.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { RegistryShell } from './registry-shell.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useWarnedRegister } from './use-warnings.ts';
import './registry.css';

const ROW_PX = { zh: 40, ug: 44 } as const;
const STATES = Appraiser.shape.state.options;

interface AppraiserFilter {
  readonly typed: string;
  readonly state: Appraiser['state'] | null;
  readonly category: Category | null;
  readonly isExpiring: boolean;
}

const NO_FILTER: AppraiserFilter = { typed: '', state: null, category: null, isExpiring: false };

/** Every appraiser of the prefecture; thousands stay quick. */
export function AppraisersPage(): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const register = useWarnedRegister();
  const [filter, setFilter] = useState(NO_FILTER);
  const all = register.state === 'ready' ? register.value : null;
  const expiring = useMemo(
    () =>
      new Set(
        (all?.warnings ?? []).flatMap(({ kind, appraiserId }) =>
          kind === 'appraiser-certificate' && appraiserId ? [appraiserId] : [],
        ),
      ),
    [all],
  );
  const institutions = useMemo(() => new Map((all?.institutions ?? []).map((one) => [one.id, one])), [all]);
  const shown = useMemo(() => {
    const needles = filter.typed.trim().toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean);
    return (all?.appraisers ?? [])
      .filter(
        (one) =>
          (filter.state === null || one.state === filter.state) &&
          (filter.category === null || one.categories.includes(filter.category)) &&
          (!filter.isExpiring || expiring.has(one.id)) &&
          needles.every((needle) => wordsOf(one, institutions.get(one.institutionId)).includes(needle)),
      )
      .toSorted((a, b) => (a.certificateValidTo < b.certificateValidTo ? -1 : 1));
  }, [all, filter, expiring, institutions]);
  // i18n-dynamic: registry:appraiserState.*, registry:category.*
  return (
    <RegistryShell note={all ? t('registers:appraiser.count', { count: shown.length }) : null}>
      <div className="jd-registry-tools">
        <Input
          prefix={<SearchOutlined aria-hidden />}
          allowClear
          className="jd-registry-search"
          placeholder={t('registers:appraiser.search')}
          aria-label={t('registers:appraiser.search')}
          value={filter.typed}
          onChange={(event) => setFilter({ ...filter, typed: event.target.value })}
        />
        <Select
          allowClear
          className="jd-registry-select"
          aria-label={t('registry:filter.category')}
          placeholder={t('registry:filter.category')}
          value={filter.category}
          onChange={(category) => setFilter({ ...filter, category: category ?? null })}
          options={CATEGORIES.map((one) => ({ value: one, label: t(`registry:category.${one}`) }))}
        />
        <Select
          allowClear
          className="jd-registry-select"
          aria-label={t('registry:filter.state')}
          placeholder={t('registry:filter.state')}
          value={filter.state}
          onChange={(state) => setFilter({ ...filter, state: state ?? null })}
          options={STATES.map((one) => ({ value: one, label: t(`registry:appraiserState.${one}`) }))}
        />
        <Button
          type={filter.isExpiring ? 'primary' : 'default'}
          aria-pressed={filter.isExpiring}
          onClick={() => setFilter({ ...filter, isExpiring: !filter.isExpiring })}
        >
          {t('registers:filter.expiring')} <Num>{expiring.size}</Num>
        </Button>
      </div>
      {all === null ? (
        <Skeleton active paragraph={{ rows: 10 }} />
      ) : all.appraisers.length === 0 ? (
        <div className="jd-panel">
          <EmptyNote title={t('registers:appraiser.empty')} text={t('registers:appraiser.emptyText')} />
        </div>
      ) : shown.length === 0 ? (
        <div className="jd-panel">
          <EmptyNote
            title={t('registers:appraiser.noMatch')}
            text={t('registry:noMatchText')}
            action={<Button onClick={() => setFilter(NO_FILTER)}>{t('registry:showAll')}</Button>}
          />
        </div>
      ) : (
        <AppraiserList appraisers={shown} institutions={institutions} expiring={expiring} />
      )}
    </RegistryShell>
  );
}

interface AppraiserListProps {
  readonly appraisers: readonly Appraiser[];
  readonly institutions: ReadonlyMap<string, Institution>;
  readonly expiring: ReadonlySet<string>;
}

function AppraiserList({ appraisers, institutions, expiring }: AppraiserListProps): ReactNode {
  const { t, i18n } = useTranslation('registry');
  const words = useWords();
  const navigate = useNavigate();
  const body = useRef<HTMLDivElement>(null);
  const rowPx = i18n.language === 'ug-CN' ? ROW_PX.ug : ROW_PX.zh;
  const rows = useVirtualizer({
    count: appraisers.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (at) => appraisers[at]?.id ?? at,
  });
  const { at, setAt } = useRowKeys({
    count: appraisers.length,
    body,
    show: (row) => rows.scrollToIndex(row, { align: 'auto' }),
  });
  const open = (one: Appraiser | undefined): void => {
    if (one) void navigate(`/registry/appraisers/${one.id}`);
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') open(appraisers[at]);
  };
  // i18n-dynamic: registry:column.*, registry:rank.*, registry:appraiserState.*
  return (
    <div
      className="jd-grid jd-grid-appraisers jd-panel"
      role="table"
      aria-label={t('entry.appraisers')}
      aria-rowcount={appraisers.length}
    >
      <div className="jd-grid-row jd-grid-head" role="row">
        {(['appraiser', 'certificateNo', 'name', 'rank', 'state', 'validTo'] as const).map((column) => (
          <span key={column} role="columnheader">
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      <div ref={body} className="jd-grid-body" tabIndex={0} onKeyDown={enter} role="rowgroup">
        <div className="jd-grid-space" style={{ blockSize: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const one = appraisers[row.index];
            if (!one) return null;
            const institution = institutions.get(one.institutionId);
            return (
              <div
                key={row.key}
                role="row"
                aria-rowindex={row.index + 1}
                data-here={row.index === at}
                className="jd-grid-row"
                style={{ transform: `translateY(${row.start}px)`, blockSize: rowPx }}
                onClick={() => {
                  setAt(row.index);
                  open(one);
                }}
              >
                <span role="cell" className="jd-clip">
                  <Iso>{words(one.name)}</Iso>
                </span>
                <span role="cell">
                  <Num>{one.certificateNo}</Num>
                </span>
                <span role="cell" className="jd-clip">
                  <Iso>{institution ? words(institution.name) : '—'}</Iso>
                </span>
                <span role="cell">{t(`rank.${one.title}`)}</span>
                <span role="cell">
                  <Tag tone={one.state === 'practising' ? 'plain' : 'soon'}>
                    {t(`appraiserState.${one.state}`)}
                  </Tag>
                </span>
                <span role="cell">
                  {expiring.has(one.id) ? (
                    <Tag tone="soon">
                      <Num>{one.certificateValidTo}</Num>
                    </Tag>
                  ) : (
                    <Num>{one.certificateValidTo}</Num>
                  )}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function wordsOf({ name, certificateNo }: Appraiser, institution: Institution | undefined): string {
  return [name.zh, name.ug, certificateNo, institution?.name.zh, institution?.name.ug]
    .join(' ')
    .toLowerCase()
    .normalize('NFC');
}
