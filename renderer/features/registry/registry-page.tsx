import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select, Skeleton } from 'antd';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  CATEGORIES,
  INSTITUTION_STATES,
  institutionKind,
  type Institution,
} from '../../../shared/domain/registry/institution.ts';
import { isSmall } from '../../../shared/domain/registry/institution-facts.ts';
import { nearEnd } from '../../../shared/domain/registry/lead-day.ts';
import type { LeadTimes } from '../../../shared/domain/registry/lead-times.ts';
import { civilDateOf, type CivilDate } from '../../../shared/lib/dates.ts';
import { readLeadTimes } from '../../data/register.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { useLive } from '../../data/use-live.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { countyName } from './county-name.ts';
import { ExpiryNote } from './expiry-note.tsx';
import {
  isClosed,
  MARKS,
  matchInstitutions,
  NO_FILTER,
  type Marked,
  type RegistryFilter,
} from './matching.ts';
import { RegistryShell } from './registry-shell.tsx';
import { useRowKeys } from './use-row-keys.ts';
import './registry.css';

const ROW_PX = { zh: 40, ug: 44 } as const;

/** The prefecture's working copy of the register. */
export function RegistryPage(): ReactNode {
  const { t } = useTranslation('registry');
  const desk = useDesk();
  const register = useLive(
    async () => ({ all: await desk.records.all(institutionKind), times: await readLeadTimes(desk) }),
    ['registry'],
  );
  const [filter, setFilter] = useState<RegistryFilter>(NO_FILTER);
  const all = register.state === 'ready' ? register.value.all : null;
  const today = civilDateOf(desk.clock.now());
  const marked = useMemo(
    () => (register.state === 'ready' ? marksOf(register.value.all, register.value.times, today) : null),
    [register, today],
  );
  const shown = useMemo(
    () => (all && marked ? matchInstitutions(all, filter, marked) : []),
    [all, filter, marked],
  );
  return (
    <RegistryShell note={all ? t('count', { count: shown.length }) : null}>
      <Filters all={all ?? []} filter={filter} marked={marked} onChange={setFilter} />
      {all === null ? (
        <Skeleton active paragraph={{ rows: 10 }} />
      ) : all.length === 0 ? (
        <div className="jd-panel">
          <EmptyNote title={t('empty')} text={t('emptyText')} />
        </div>
      ) : shown.length === 0 ? (
        <div className="jd-panel">
          <EmptyNote
            title={t('noMatch')}
            text={t('noMatchText')}
            action={<Button onClick={() => setFilter(NO_FILTER)}>{t('showAll')}</Button>}
          />
        </div>
      ) : (
        <InstitutionList institutions={shown} />
      )}
    </RegistryShell>
  );
}

/** Which institutions are small, and whose licence comes to its end. */
function marksOf(all: readonly Institution[], times: LeadTimes, today: CivilDate): Marked {
  const ids = (some: readonly Institution[]): ReadonlySet<string> => new Set(some.map(({ id }) => id));
  const open = all.filter((one) => !isClosed(one));
  return {
    small: ids(open.filter((one) => isSmall(one, times.smallInstitutionAtMost))),
    expiring: ids(open.filter((one) => nearEnd(one.licenceValidTo, today, times.licence) !== null)),
  };
}

interface FiltersProps {
  readonly all: readonly Institution[];
  readonly filter: RegistryFilter;
  readonly marked: Marked | null;
  readonly onChange: (filter: RegistryFilter) => void;
}

function Filters({ all, filter, marked, onChange }: FiltersProps): ReactNode {
  const { t } = useTranslation(['registry', 'registers']);
  const words = useWords();
  const counties = useMemo(() => [...new Set(all.map((one) => one.countyCode))].toSorted(), [all]);
  // i18n-dynamic: registry:category.*, registry:state.*
  return (
    <div className="jd-registry-tools">
      <Input
        prefix={<SearchOutlined aria-hidden />}
        allowClear
        className="jd-registry-search"
        placeholder={t('search')}
        aria-label={t('search')}
        value={filter.typed}
        onChange={(event) => onChange({ ...filter, typed: event.target.value })}
      />
      <Select
        allowClear
        className="jd-registry-select"
        aria-label={t('filter.county')}
        placeholder={t('filter.county')}
        value={filter.countyCode}
        onChange={(countyCode) => onChange({ ...filter, countyCode: countyCode ?? null })}
        options={counties.map((code) => ({ value: code, label: words(countyName(code)) }))}
      />
      <Select
        allowClear
        className="jd-registry-select"
        aria-label={t('filter.category')}
        placeholder={t('filter.category')}
        value={filter.category}
        onChange={(category) => onChange({ ...filter, category: category ?? null })}
        options={CATEGORIES.map((category) => ({ value: category, label: t(`category.${category}`) }))}
      />
      <Select
        allowClear
        className="jd-registry-select"
        aria-label={t('filter.state')}
        placeholder={t('filter.state')}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: state ?? null })}
        options={INSTITUTION_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
      />
      {MARKS.map((mark) => {
        const isOn = filter.marks.includes(mark);
        const marks = isOn ? filter.marks.filter((one) => one !== mark) : [...filter.marks, mark];
        return (
          <Button
            key={mark}
            type={isOn ? 'primary' : 'default'}
            aria-pressed={isOn}
            onClick={() => onChange({ ...filter, marks })}
          >
            {/* i18n-dynamic: registers:filter.* */}
            {t(`registers:filter.${mark}`)} <Num>{marked?.[mark].size ?? 0}</Num>
          </Button>
        );
      })}
    </div>
  );
}

/** Only the rows in sight exist; one of them has the focus, J and K move it, Enter opens it. */
function InstitutionList({ institutions }: { readonly institutions: readonly Institution[] }): ReactNode {
  const { t, i18n } = useTranslation('registry');
  const navigate = useNavigate();
  const body = useRef<HTMLDivElement>(null);
  const rowPx = i18n.language === 'ug-CN' ? ROW_PX.ug : ROW_PX.zh;
  const rows = useVirtualizer({
    count: institutions.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (at) => institutions[at]?.id ?? at,
  });
  const { at, setAt } = useRowKeys({
    count: institutions.length,
    body,
    show: (row) => rows.scrollToIndex(row, { align: 'auto' }),
  });
  const open = (institution: Institution | undefined): void => {
    if (institution) void navigate(`/registry/${institution.id}`);
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') open(institutions[at]);
  };
  return (
    <div
      className="jd-grid jd-panel"
      role="table"
      aria-label={t('title')}
      aria-rowcount={institutions.length}
    >
      <div className="jd-grid-row jd-grid-head" role="row">
        {(['name', 'licenceNo', 'county', 'category', 'state', 'validTo'] as const).map((column) => (
          // i18n-dynamic: registry:column.*
          <span key={column} role="columnheader">
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      <div ref={body} className="jd-grid-body" tabIndex={0} onKeyDown={enter} role="rowgroup">
        <div className="jd-grid-space" style={{ blockSize: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const institution = institutions[row.index];
            if (!institution) return null;
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
                  open(institution);
                }}
              >
                <InstitutionCells institution={institution} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function InstitutionCells({ institution }: { readonly institution: Institution }): ReactNode {
  const { t } = useTranslation('registry');
  // i18n-dynamic: registry:categoryShort.*, registry:category.*, registry:state.*
  const words = useWords();
  const name = words(institution.name);
  return (
    <>
      <span role="cell" className="jd-clip" title={name}>
        <Iso>{name}</Iso>
      </span>
      <span role="cell">
        <Num>{institution.licenceNo}</Num>
      </span>
      <span role="cell" className="jd-clip">
        {words(countyName(institution.countyCode))}
      </span>
      <span
        role="cell"
        className="jd-clip"
        title={institution.categories.map((category) => t(`category.${category}`)).join(t('listSeparator'))}
      >
        {institution.categories.map((category) => t(`categoryShort.${category}`)).join(t('listSeparator'))}
      </span>
      <span role="cell">
        <Tag tone={institution.state === 'in-practice' ? 'plain' : 'soon'}>
          {t(`state.${institution.state}`)}
        </Tag>
      </span>
      <span role="cell">
        <ExpiryNote institution={institution} />
      </span>
    </>
  );
}
