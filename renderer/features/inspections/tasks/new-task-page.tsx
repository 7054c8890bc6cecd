import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { DrawnPairs } from './drawn-pairs.tsx';
import { LeadForm } from './lead-form.tsx';
import { loadNewTask } from './new-task-query.ts';
import './tasks.css';

/** New tasks: of drawn pairs that have none yet, or one from a lead with its reason. */
export function NewTaskPage(): ReactNode {
  const { t } = useTranslation('tasks');
  const desk = useDesk();
  const [search] = useSearchParams();
  const only = search.get('draw');
  const live = useLive(() => loadNewTask(desk), []);
  if (live.state === 'loading')
    return (
      <InspectionsPage title={t('new.title')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </InspectionsPage>
    );
  const draws = live.value.draws.filter(({ draw }) => only === null || draw.id === only);
  return (
    <InspectionsPage title={t('new.title')}>
      <div className="jd-task-main">
        {draws.map((one) => (
          <DrawnPairs key={one.draw.id} drawn={one} sources={live.value} />
        ))}
        {only === null ? <LeadForm sources={live.value} /> : null}
        {only !== null && draws.length === 0 ? <p className="jd-panel jd-step">{t('new.allMade')}</p> : null}
      </div>
    </InspectionsPage>
  );
}
