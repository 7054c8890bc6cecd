import { Button, Skeleton } from 'antd';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { figureSections, yearsOf } from '../../../../shared/domain/figures/sections.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useToday } from '../../../data/use-today.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { loadCounted } from './figures-query.ts';
import { SectionView } from './section-view.tsx';
import './figures.css';

/** The year in numbers, beside the years before; every number opens its list. */
export function FiguresPage(): ReactNode {
  const { t } = useTranslation('figures');
  const desk = useDesk();
  const today = useToday();
  const navigate = useNavigate();
  const counted = useLive(() => loadCounted(desk), ['figures']);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const records = counted.state === 'ready' ? counted.value : null;
  const years = useMemo(() => (records ? yearsOf(records, today) : []), [records, today]);
  const sections = useMemo(
    () => (records ? figureSections(records, years, today) : []),
    [records, years, today],
  );
  const isEmpty = records !== null && !records.inspections.some((one) => one.state === 'sealed');
  return (
    <InspectionsPage
      title={t('title')}
      note={t('subtitle')}
      actions={
        <Button
          disabled={isEmpty}
          title={isEmpty ? t('emptyText') : undefined}
          onClick={() => window.print()}
        >
          {t('print')}
        </Button>
      }
    >
      <div ref={body} className="jd-figures-page">
        {records === null ? (
          <Skeleton active paragraph={{ rows: 10 }} />
        ) : isEmpty ? (
          <div className="jd-panel">
            <EmptyNote
              title={t('empty')}
              text={t('emptyText')}
              action={<Button onClick={() => void navigate('/inspections')}>{t('toVisits')}</Button>}
            />
          </div>
        ) : (
          sections
            .filter((section) => section.rows.length > 0)
            .map((section) => <SectionView key={section.id} section={section} years={years} />)
        )}
      </div>
    </InspectionsPage>
  );
}
