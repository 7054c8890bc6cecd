import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Skeleton } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Meter } from '../../../ui/meter.tsx';
import { Tag, type Tone } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { EvidenceTag } from '../evidence-note.tsx';
import { InspectionsPage } from '../inspections-page.tsx';
import { loadVisitLines, type VisitLine, type VisitState } from './list-query.ts';
import { matchVisits, type ListFilter } from './matching.ts';
import './list.css';

const FILTERS = ['all', 'open', 'signed-by-one', 'sealed'] as const satisfies readonly ListFilter['state'][];
const TONES: Readonly<Record<VisitState, Tone>> = {
  'in-progress': 'plain',
  'signed-by-one': 'soon',
  'signed-by-both': 'soon',
  sealed: 'accent',
};

/** Every inspection of the prefecture. */
export function InspectionListPage(): ReactNode {
  const { t } = useTranslation('inspections');
  const desk = useDesk();
  const navigate = useNavigate();
  const lines = useLive(() => loadVisitLines(desk), []);
  const [filter, setFilter] = useState<ListFilter>({ typed: '', state: 'all' });
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const all = lines.state === 'ready' ? lines.value : null;
  const shown = useMemo(() => (all ? matchVisits(all, filter) : []), [all, filter]);
  const start = (
    <Button type="primary" onClick={() => void navigate('/inspections/new')}>
      {t('list.start')}
    </Button>
  );
  // i18n-dynamic: inspections:filter.*
  return (
    <InspectionsPage
      title={t('list.title')}
      note={all ? t('list.count', { count: shown.length }) : null}
      actions={start}
    >
      <div className="jd-list-tools">
        <Input
          prefix={<SearchOutlined aria-hidden />}
          allowClear
          className="jd-list-search"
          placeholder={t('list.search')}
          aria-label={t('list.search')}
          value={filter.typed}
          onChange={(event) => setFilter({ ...filter, typed: event.target.value })}
        />
        <Segmented
          aria-label={t('list.filter')}
          options={FILTERS.map((state) => ({ value: state, label: t(`filter.${state}`) }))}
          value={filter.state}
          onChange={(state) => setFilter({ ...filter, state })}
        />
      </div>
      <div ref={body}>
        {all === null ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : all.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote title={t('list.empty')} text={t('list.emptyText')} action={start} />
          </div>
        ) : shown.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote
              title={t('list.noMatch')}
              text={t('list.noMatchText')}
              action={
                <Button onClick={() => setFilter({ typed: '', state: 'all' })}>{t('list.showAll')}</Button>
              }
            />
          </div>
        ) : (
          <VisitTable lines={shown} />
        )}
      </div>
    </InspectionsPage>
  );
}

function VisitTable({ lines }: { readonly lines: readonly VisitLine[] }): ReactNode {
  const { t } = useTranslation('inspections');
  return (
    <table className="jd-table jd-panel">
      <thead>
        <tr>
          <th scope="col">{t('column.institution')}</th>
          <th scope="col">{t('column.startedOn')}</th>
          <th scope="col">{t('column.officers')}</th>
          <th scope="col">{t('column.progress')}</th>
          <th scope="col">{t('column.state')}</th>
          <th scope="col">{t('column.sync')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <VisitTableRow key={line.inspection.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function VisitTableRow({ line }: { readonly line: VisitLine }): ReactNode {
  const { t } = useTranslation(['inspections', 'visit']);
  const words = useWords();
  const { inspection, answered, total } = line;
  const name = line.institution ? words(line.institution) : inspection.institutionId;
  // i18n-dynamic: inspections:state.*
  return (
    <tr>
      <td>
        <Link to={`/inspections/${inspection.id}`} data-row className="jd-row-link jd-clip" title={name}>
          <Iso>{name}</Iso>
        </Link>
        {line.forms > 1 ? (
          <span className="jd-soft jd-small"> {t('visit:list.forms', { count: line.forms })}</span>
        ) : null}
      </td>
      <td>
        <Num>{inspection.startedOn}</Num>
      </td>
      <td className="jd-clip">
        {line.officers.map((officer, at) => (
          <span key={inspection.officers[at]}>
            {at > 0 ? t('listSeparator') : ''}
            <Iso>{words(officer)}</Iso>
          </span>
        ))}
      </td>
      <td>
        {total > 0 ? (
          <span className="jd-progress">
            <Meter done={answered} total={total} label={t('rail.answered', { answered, total })} />
            <Num>
              {answered}/{total}
            </Num>
          </span>
        ) : (
          <span className="jd-soft">{t('list.noTemplate')}</span>
        )}
      </td>
      <td>
        <Tag tone={TONES[line.state]}>{t(`state.${line.state}`)}</Tag>
      </td>
      <td>
        {line.isWaiting ? <Tag>{t('list.waiting')}</Tag> : <Tag tone="delivered">{t('list.delivered')}</Tag>}{' '}
        <EvidenceTag evidence={line.evidence} />
      </td>
    </tr>
  );
}
