import { Button, Skeleton } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { PlanState } from '../../../../shared/domain/planning/plan.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag, type Tone } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { loadPlans, type PlanLine } from './plan-query.ts';
import './plan.css';

export const PLAN_TONES: Readonly<Record<PlanState, Tone>> = {
  drafted: 'plain',
  approved: 'soon',
  published: 'accent',
  closed: 'plain',
};

/** The yearly plans of the prefecture. */
export function PlansPage(): ReactNode {
  const { t } = useTranslation('plan');
  const desk = useDesk();
  const navigate = useNavigate();
  const plans = useLive(() => loadPlans(desk), []);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const draft = (
    <Button type="primary" onClick={() => void navigate('/inspections/plans/new')}>
      {t('plans.draft')}
    </Button>
  );
  return (
    <InspectionsPage
      title={t('plans.title')}
      note={plans.state === 'ready' ? t('plans.count', { count: plans.value.length }) : null}
      actions={draft}
    >
      <div ref={body}>
        {plans.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : plans.value.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote title={t('plans.empty')} text={t('plans.emptyText')} action={draft} />
          </div>
        ) : (
          <table className="jd-plan-table jd-panel">
            <thead>
              <tr>
                <th scope="col">{t('plans.name')}</th>
                <th scope="col">{t('plans.year')}</th>
                <th scope="col">{t('plans.state')}</th>
                <th scope="col">{t('plans.amount')}</th>
                <th scope="col">{t('plans.tasks')}</th>
              </tr>
            </thead>
            <tbody>
              {plans.value.map((line) => (
                <PlanRow key={line.plan.id} line={line} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </InspectionsPage>
  );
}

function PlanRow({ line: { plan, tasks, archived } }: { readonly line: PlanLine }): ReactNode {
  const { t } = useTranslation('plan');
  const { amount } = plan;
  // i18n-dynamic: plan:state.*
  return (
    <tr>
      <td>
        <Link to={`/inspections/plans/${plan.id}`} data-row className="jd-plan-link">
          <Iso>{plan.title || t('plans.untitled')}</Iso>
        </Link>
      </td>
      <td>
        <Num>{plan.year}</Num>
      </td>
      <td>
        <Tag tone={PLAN_TONES[plan.state]}>{t(`state.${plan.state}`)}</Tag>
      </td>
      <td>
        {amount.kind === 'share'
          ? t('plans.share', { percent: amount.percent })
          : t('plans.number', { count: amount.count })}
      </td>
      <td>
        {tasks > 0 ? (
          <Link to={`/inspections/tasks?plan=${plan.id}`}>
            {t('plans.tasksDone', { done: archived, total: tasks })}
          </Link>
        ) : (
          <span className="jd-soft">{t('plans.noTasks')}</span>
        )}
      </td>
    </tr>
  );
}
