import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { TASK_TONES } from './board.ts';
import { StepPanel } from './step-panel.tsx';
import { TaskAside } from './task-aside.tsx';
import { TaskTimeline } from './task-timeline.tsx';
import { loadTask } from './tasks-query.ts';
import './tasks.css';

/** One task: what has been done, by whom and on what paper; what comes next, and what it still lacks. */
export function TaskPage(): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const desk = useDesk();
  const { taskId = '' } = useParams();
  const live = useLive(() => loadTask(desk, taskId as RecordId), [taskId]);
  if (live.state === 'loading')
    return (
      <InspectionsPage title={t('task.title')}>
        <Skeleton active paragraph={{ rows: 10 }} />
      </InspectionsPage>
    );
  const view = live.value;
  if (!view)
    return (
      <InspectionsPage title={t('task.title')}>
        <div className="jd-panel">
          <EmptyNote title={t('task.missing')} text={t('task.missingText')} />
        </div>
      </InspectionsPage>
    );
  const { task, facts } = view;
  // i18n-dynamic: tasks:state.*, tasks:kind.*
  return (
    <InspectionsPage
      title={<Iso>{facts.institution ? words(facts.institution.name) : task.institutionId}</Iso>}
      note={
        <>
          <Tag tone={TASK_TONES[task.state]}>{t(`state.${task.state}`)}</Tag> {t(`kind.${task.kind}`)}
        </>
      }
    >
      <div className="jd-task-split">
        <div className="jd-task-main">
          <StepPanel key={`${task.id}:${task.events.length}`} view={view} />
          <TaskTimeline view={view} />
        </div>
        <TaskAside view={view} />
      </div>
    </InspectionsPage>
  );
}
