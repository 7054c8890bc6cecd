import { Button, Input, Popover } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import {
  approvePlan,
  closePlan,
  draftPlan,
  publishPlan,
} from '../../../../shared/domain/planning/mutations.ts';
import { missingInPlan, type Plan, type PlanContent } from '../../../../shared/domain/planning/plan.ts';
import { hasOtherApprover } from '../../../../shared/domain/planning/task-facts.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import type { PlanSources } from './plan-query.ts';

interface PlanActionsProps {
  readonly id: RecordId;
  readonly plan: Plan | null;
  readonly content: PlanContent;
  readonly isChanged: boolean;
  readonly sources: PlanSources;
  readonly today: CivilDate;
}

/** The next step of a plan as the one primary button, and beside it what keeps it from being taken. */
export function PlanActions(props: PlanActionsProps): ReactNode {
  const { id, plan, content, isChanged, sources, today } = props;
  const { t } = useTranslation('plan');
  const desk = useDesk();
  const navigate = useNavigate();
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const run = async (act: Promise<ActOutcome>): Promise<void> => {
    const done = await act;
    setOutcome(done.kind === 'saved' ? null : done);
    if (done.kind === 'saved' && plan === null) void navigate(`/inspections/plans/${id}`, { replace: true });
  };
  const seen = plan?.events.length ?? 0;
  const { prefectureCode } = desk;
  const save = (): Promise<void> =>
    run(desk.act(draftPlan, { planId: id, prefectureCode, content, seen, on: today }));
  const [lacking] = missingInPlan(content);
  const me = sources.officers.find((one) => (one.id as string) === desk.officerId);
  const isDrafter = plan?.events.at(-1)?.by === desk.officerId;
  // i18n-dynamic: plan:missing.*
  const hindrance = lacking
    ? t(`missing.${lacking}`)
    : !holdsRight(me?.roles ?? [], 'approve-inspections')
      ? t('missing.right')
      : isDrafter && hasOtherApprover(sources.officers, desk.officerId)
        ? t('missing.other')
        : null;
  return (
    <div className="jd-plan-actions">
      <OutcomeNote outcome={outcome} />
      {plan === null || plan.state === 'drafted' ? (
        isChanged ? (
          <Button type="primary" onClick={() => void save()}>
            {t('act.save')}
          </Button>
        ) : (
          <>
            {hindrance ? <span className="jd-soft jd-small">{hindrance}</span> : null}
            <Button
              type="primary"
              disabled={hindrance !== null}
              onClick={() => void run(desk.act(approvePlan, { planId: id, seen, on: today, note: '' }))}
            >
              {t('act.approve')}
            </Button>
          </>
        )
      ) : null}
      {plan?.state === 'approved' ? (
        <WithText
          label={t('act.publish')}
          field={t('act.publishWhere')}
          onDone={(where) => run(desk.act(publishPlan, { planId: id, on: today, where, link: '' }))}
        />
      ) : null}
      {plan?.state === 'approved' || plan?.state === 'published' ? (
        <Button
          type={plan.state === 'published' ? 'primary' : 'default'}
          onClick={() => void navigate(`/inspections/draws/new?plan=${id}`)}
        >
          {t('act.draw')}
        </Button>
      ) : null}
      {plan !== null && plan.state !== 'drafted' ? (
        <Link to={`/inspections/documents/plan/${id}`}>{t('documents:subject.open')}</Link>
      ) : null}
      {plan !== null && plan.state !== 'closed' && !isChanged ? (
        <WithText
          label={t('act.close')}
          field={t('act.closeReason')}
          isQuiet
          onDone={(reason) => run(desk.act(closePlan, { planId: id, on: today, reason }))}
        />
      ) : null}
    </div>
  );
}

interface WithTextProps {
  readonly label: string;
  readonly field: string;
  readonly isQuiet?: boolean;
  readonly onDone: (text: string) => Promise<void>;
}

/** A button that first asks for one line, which must not be empty. */
function WithText({ label, field, isQuiet = false, onDone }: WithTextProps): ReactNode {
  const { t } = useTranslation('plan');
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const go = (): void => {
    if (text.trim() === '') return;
    setOpen(false);
    void onDone(text.trim());
  };
  return (
    <Popover
      trigger="click"
      placement="bottom"
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <div className="jd-plan-ask">
          <label>
            {field}
            <Input
              autoFocus
              maxLength={300}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onPressEnter={go}
            />
          </label>
          <Button type="primary" disabled={text.trim() === ''} onClick={go}>
            {label}
          </Button>
          {text.trim() === '' ? <span className="jd-soft jd-small">{t('act.fillFirst')}</span> : null}
        </div>
      }
    >
      <Button type={isQuiet ? 'text' : 'primary'}>{label}</Button>
    </Popover>
  );
}
