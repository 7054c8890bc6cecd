import { Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { itemsOn } from '../../../../shared/domain/planning/inspection-item.ts';
import { planKind, type Plan, type PlanContent } from '../../../../shared/domain/planning/plan.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { InspectionsPage } from '../inspections-page.tsx';
import { HOUSE } from './house.ts';
import { PlanActions } from './plan-actions.tsx';
import { PlanFacts } from './plan-facts.tsx';
import { PlanForm } from './plan-form.tsx';
import { loadPlanSources, type PlanSources } from './plan-query.ts';
import { PLAN_TONES } from './plans-page.tsx';
import { PoolPreview } from './pool-preview.tsx';
import './plan.css';

/** One plan: what it says on the left, whom it would draw on the right, and its next step above. */
export function PlanPage(): ReactNode {
  const { t } = useTranslation('plan');
  const desk = useDesk();
  const { planId = 'new' } = useParams();
  const [freshId] = useState(() => newUlid(desk.clock, desk.random) as RecordId);
  const id = planId === 'new' ? freshId : (planId as RecordId);
  const plan = useLive(() => desk.records.get(planKind, id), [id]);
  const sources = useLive(() => loadPlanSources(desk), []);
  if (plan.state === 'loading' || sources.state === 'loading')
    return (
      <InspectionsPage title={t('plan.title')}>
        <Skeleton active paragraph={{ rows: 10 }} />
      </InspectionsPage>
    );
  if (!plan.value && planId !== 'new')
    return (
      <InspectionsPage title={t('plan.title')}>
        <div className="jd-panel">
          <EmptyNote title={t('plan.missing')} text={t('plan.missingText')} />
        </div>
      </InspectionsPage>
    );
  const today = civilDateOf(desk.clock.now());
  // A plan drafted again elsewhere begins a new form: what was on screen is not mixed with what came.
  const key = `${id}:${plan.value?.events.length ?? 0}`;
  return <PlanEditor key={key} id={id} plan={plan.value} sources={sources.value} today={today} />;
}

interface PlanEditorProps {
  readonly id: RecordId;
  readonly plan: Plan | null;
  readonly sources: PlanSources;
  readonly today: CivilDate;
}

function PlanEditor({ id, plan, sources, today }: PlanEditorProps): ReactNode {
  const { t } = useTranslation('plan');
  const { prefectureCode } = useDesk();
  const [content, setContent] = useState<PlanContent>(() =>
    plan ? contentOf(plan) : freshPlan(sources, today),
  );
  const isOpen = plan === null || plan.state === 'drafted';
  const isChanged = plan === null || JSON.stringify(contentOf(plan)) !== JSON.stringify(content);
  // i18n-dynamic: plan:state.*
  return (
    <InspectionsPage
      title={<Iso>{content.title || t('plan.title')}</Iso>}
      note={plan ? <Tag tone={PLAN_TONES[plan.state]}>{t(`state.${plan.state}`)}</Tag> : t('plan.new')}
      actions={
        <PlanActions
          id={id}
          plan={plan}
          content={content}
          isChanged={isChanged}
          sources={sources}
          today={today}
        />
      }
    >
      <div className="jd-plan-split">
        <div>
          {isOpen ? (
            <PlanForm content={content} sources={sources} today={today} onChange={setContent} />
          ) : (
            <PlanFacts plan={plan} sources={sources} />
          )}
        </div>
        <PoolPreview plan={{ ...content, id, prefectureCode }} sources={sources} today={today} />
      </div>
    </InspectionsPage>
  );
}

function contentOf(plan: Plan): PlanContent {
  const { id: _id, prefectureCode: _code, state: _state, events: _events, ...content } = plan;
  return content;
}

function freshPlan({ items }: PlanSources, today: CivilDate): PlanContent {
  const year = Number(today.slice(0, 4));
  return {
    year,
    title: '',
    itemIds: itemsOn(items, today)
      .filter(({ itemId }) => itemId === 'institution-practice')
      .map(({ id }) => id),
    amount: { kind: 'share', percent: HOUSE.sharePercent },
    layerBy: 'none',
    counties: [],
    categories: [],
    weightRules: [],
    yearlyCap: HOUSE.yearlyCap,
    formerEmploymentYears: HOUSE.formerEmploymentYears,
    inspectorsPerVisit: 2,
    fromMonth: HOUSE.fromMonth,
    toMonth: HOUSE.toMonth,
    partners: [],
  };
}
