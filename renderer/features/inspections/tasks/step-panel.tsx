import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { holdsRight, type Right } from '../../../../shared/domain/org/authority.ts';
import { missingFor, nextSteps } from '../../../../shared/domain/planning/task-steps.ts';
import type { StepData, StepName } from '../../../../shared/domain/planning/step-data.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { MissingList } from './missing-list.tsx';
import { takeStep } from './step-commands.ts';
import { firstStep, linkable, sideSteps, startData } from './step-defaults.ts';
import { StartVisit } from './start-visit.tsx';
import { StepFields } from './step-fields.tsx';
import { useDefaultWords } from './use-default-words.ts';
import type { TaskView } from './tasks-query.ts';

const HEADS: readonly StepName[] = ['approve', 'replace-officers', 'void'];

function rightOf(step: StepName): Right {
  return HEADS.includes(step) ? 'approve-inspections' : 'inspect';
}

/** The next step with its form, its one primary button, and beside it everything it still lacks. */
export function StepPanel({ view }: { readonly view: TaskView }): ReactNode {
  const { t } = useTranslation('tasks');
  const desk = useDesk();
  const navigate = useNavigate();
  const words = useDefaultWords(view);
  const today = civilDateOf(desk.clock.now());
  const [data, setData] = useState<StepData | null>(() => {
    const step = firstStep(view);
    return step ? startData(step, view, today, words) : null;
  });
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { task, facts } = view;
  const choose = (step: StepName): void => {
    setOutcome(null);
    setData(startData(step, view, today, words));
  };
  const missing = data ? missingFor(task, data, facts, desk.officerId) : [];
  const me = facts.officers.find((one) => (one.id as string) === desk.officerId);
  const hasRight = data === null || holdsRight(me?.roles ?? [], rightOf(data.step));
  const take = async (): Promise<void> => {
    if (!data || missing.length > 0 || !hasRight || isBusy) return;
    setBusy(true);
    const done = await takeStep(desk, task.id, data);
    setBusy(false);
    setOutcome(done);
  };
  const forward = nextSteps(task, facts);
  const others = [...forward, ...sideSteps(view)].filter((step) => step !== data?.step);
  const startsVisit = data?.step === 'start-visit' && linkable(view).length === 0;
  const openForm = facts.forms.find(({ state }) => state !== 'sealed');
  // i18n-dynamic: tasks:step.*, tasks:stepHint.*
  return (
    <section
      className="jd-panel jd-step"
      aria-label={t('task.next')}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) void take();
      }}
    >
      {startsVisit ? (
        <StartVisit view={view} />
      ) : data ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void take();
          }}
        >
          <h2 className="jd-subtitle">{t(`step.${data.step}`)}</h2>
          <p className="jd-soft jd-small">{t(`stepHint.${data.step}`)}</p>
          <StepFields data={data} view={view} missing={missing} onChange={setData} />
          <OutcomeNote outcome={outcome} />
          <div className="jd-step-foot">
            <Button
              type="primary"
              htmlType="submit"
              loading={isBusy}
              disabled={missing.length > 0 || !hasRight}
            >
              {t(`step.${data.step}`)}
            </Button>
            {hasRight ? (
              <MissingList missing={missing} view={view} />
            ) : (
              <span className="jd-soft">{t('task.noRight')}</span>
            )}
          </div>
        </form>
      ) : openForm ? (
        <div className="jd-step-go">
          <h2 className="jd-subtitle">{t('task.visitOpen')}</h2>
          <p className="jd-soft">{t('task.visitOpenText')}</p>
          <Button type="primary" onClick={() => void navigate(`/inspections/${openForm.id}`)}>
            {t('task.openVisit')}
          </Button>
        </div>
      ) : (
        <p className="jd-soft">{task.state === 'voided' ? t('task.voided') : t('task.done')}</p>
      )}
      {others.length > 0 ? (
        <div className="jd-step-others">
          {others.map((step) => (
            <Button key={step} type="text" size="small" onClick={() => choose(step)}>
              {t(`step.${step}`)}
            </Button>
          ))}
        </div>
      ) : null}
    </section>
  );
}
