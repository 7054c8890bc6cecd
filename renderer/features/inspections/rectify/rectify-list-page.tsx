import { DownloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Segmented, Select, Skeleton } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Severity } from '../../../../shared/domain/inspections/template.ts';
import { RECTIFICATION_STATES, lastDay } from '../../../../shared/domain/rectification/rectification.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useToday } from '../../../data/use-today.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { ClockNote } from './clock-note.tsx';
import { EVERYTHING, matchLines, type RectifyFilter } from './matching.ts';
import { loadLines, type RectifyLine } from './rectify-query.ts';
import { DueTag, SeverityTag, StateTag } from './state-words.tsx';
import { useExport } from './use-export.ts';
import './rectify.css';

const SHOW = ['open', 'overdue', 'done', 'all'] as const satisfies readonly RectifyFilter['show'][];
// A row costs 40 px; nobody reads further than this without narrowing.
const AT_ONCE = 200;

/** What institutions have to put right: overdue first. */
export function RectifyListPage(): ReactNode {
  const { t } = useTranslation('rectify');
  const desk = useDesk();
  const today = useToday();
  const navigate = useNavigate();
  const lines = useLive(() => loadLines(desk), ['rectify-list']);
  const [filter, setFilter] = useState<RectifyFilter>(EVERYTHING);
  const [limit, setLimit] = useState(AT_ONCE);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const all = lines.state === 'ready' ? lines.value : null;
  const shown = useMemo(() => (all ? matchLines(all, filter, today) : []), [all, filter, today]);
  const overdue = useMemo(
    () => (all ? matchLines(all, { ...EVERYTHING, show: 'overdue' }, today).length : 0),
    [all, today],
  );
  const exporting = useExport();
  return (
    <InspectionsPage
      title={t('list.title')}
      note={all ? t('list.count', { count: shown.length, overdue }) : null}
      actions={
        <>
          {/* i18n-dynamic: rectify:export.* */}
          {exporting.state ? <span role="status">{t(`export.${exporting.state}`)}</span> : null}
          <Button
            icon={<DownloadOutlined />}
            disabled={shown.length === 0}
            title={shown.length === 0 ? t('export.empty') : undefined}
            onClick={() => void exporting.save(shown, today)}
          >
            {t('export.button')}
          </Button>
        </>
      }
    >
      <ClockNote />
      <Filters filter={filter} onChange={setFilter} />
      <div ref={body}>
        {all === null ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : all.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote
              title={t('list.empty')}
              text={t('list.emptyText')}
              action={<Button onClick={() => void navigate('/inspections')}>{t('list.toVisits')}</Button>}
            />
          </div>
        ) : shown.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote
              title={t('list.noMatch')}
              text={t('list.noMatchText')}
              action={
                <Button onClick={() => setFilter({ ...EVERYTHING, show: 'all' })}>{t('list.showAll')}</Button>
              }
            />
          </div>
        ) : (
          <>
            <Lines lines={shown.slice(0, limit)} />
            {shown.length > limit ? (
              <Button className="jd-rectify-more" onClick={() => setLimit(limit + AT_ONCE)}>
                {t('list.more', { count: shown.length - limit })}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </InspectionsPage>
  );
}

function Filters({
  filter,
  onChange,
}: {
  readonly filter: RectifyFilter;
  readonly onChange: (filter: RectifyFilter) => void;
}): ReactNode {
  const { t } = useTranslation('rectify');
  // i18n-dynamic: rectify:show.*, rectify:severity.*, rectify:state.*
  return (
    <div className="jd-rectify-tools">
      <Input
        prefix={<SearchOutlined aria-hidden />}
        allowClear
        className="jd-rectify-search"
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        value={filter.typed}
        onChange={(event) => onChange({ ...filter, typed: event.target.value })}
      />
      <Segmented
        aria-label={t('list.filter')}
        options={SHOW.map((show) => ({ value: show, label: t(`show.${show}`) }))}
        value={filter.show}
        onChange={(show) => onChange({ ...filter, show, state: null })}
      />
      <Select
        aria-label={t('column.severity')}
        className="jd-rectify-select"
        allowClear
        placeholder={t('column.severity')}
        value={filter.severity}
        onChange={(severity) => onChange({ ...filter, severity: severity ?? null })}
        options={Severity.options.map((value) => ({ value, label: t(`severity.${value}`) }))}
      />
      <Select
        aria-label={t('column.state')}
        className="jd-rectify-select"
        allowClear
        placeholder={t('column.state')}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: state ?? null, show: state ? 'all' : filter.show })}
        options={RECTIFICATION_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <Checkbox
        checked={filter.onlyRepeated}
        onChange={(event) => onChange({ ...filter, onlyRepeated: event.target.checked })}
      >
        {t('list.onlyRepeated')}
      </Checkbox>
    </div>
  );
}

export function Lines({ lines }: { readonly lines: readonly RectifyLine[] }): ReactNode {
  const { t } = useTranslation('rectify');
  return (
    <table className="jd-rectify-table jd-panel">
      <thead>
        <tr>
          <th scope="col">{t('column.institution')}</th>
          <th scope="col">{t('column.finding')}</th>
          <th scope="col">{t('column.severity')}</th>
          <th scope="col">{t('column.dueOn')}</th>
          <th scope="col">{t('column.left')}</th>
          <th scope="col">{t('column.state')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.rectification.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line }: { readonly line: RectifyLine }): ReactNode {
  const { t } = useTranslation('rectify');
  const words = useWords();
  const { rectification: one, institution } = line;
  const name = institution ? words(institution.name) : one.institutionId;
  return (
    <tr>
      <td>
        <Link to={`/inspections/rectify/${one.id}`} data-row className="jd-rectify-link jd-clip" title={name}>
          <Iso>{name}</Iso>
        </Link>
      </td>
      <td className="jd-clip" title={one.text}>
        {one.repeated ? <Tag tone="soon">{t('repeated.tag')}</Tag> : null}{' '}
        {one.itemId ? <Num className="jd-soft">{one.itemId}</Num> : null} <Iso>{one.text}</Iso>
      </td>
      <td>
        <SeverityTag severity={one.severity} />
      </td>
      <td>
        <Num>{lastDay(one)}</Num>
      </td>
      <td>
        <DueTag rectification={one} />
      </td>
      <td>
        <StateTag state={one.state} />{' '}
        {one.extension?.state === 'asked' ? <Tag tone="soon">{t('extension.asked')}</Tag> : null}
      </td>
    </tr>
  );
}
