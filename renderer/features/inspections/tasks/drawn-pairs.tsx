import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { createTask } from '../../../../shared/domain/planning/task-mutations.ts';
import { drawnTaskId } from '../../../../shared/domain/planning/task.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Iso } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import type { DrawnWithoutTasks, NewTaskSources } from './new-task-query.ts';

/** Filled on the same visit as the practice inspection (measure 32 and the party-building rules): counts and states only. */
const PARTY_BUILDING = 'party-building-inspection';

interface DrawnPairsProps {
  readonly drawn: DrawnWithoutTasks;
  readonly sources: NewTaskSources;
}

/** The pairs of one draw that no task was made of yet; one press makes them all. */
export function DrawnPairs({ drawn, sources }: DrawnPairsProps): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const hasParty = sources.checklists.has(PARTY_BUILDING);
  const [withParty, setWithParty] = useState(hasParty);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { draw, plan, pairs } = drawn;
  const checklistIds = [...drawn.checklistIds, ...(withParty ? [PARTY_BUILDING] : [])];
  const named = (
    id: string,
    among: readonly { readonly id: string; readonly name: { zh: string; ug: string } }[],
  ): string => {
    const found = among.find((one) => one.id === id);
    return found ? words(found.name) : id;
  };
  const make = async (): Promise<void> => {
    setBusy(true);
    for (const { institutionId, officers } of pairs) {
      const done = await desk.act(createTask, {
        taskId: drawnTaskId(draw.id, institutionId),
        institutionId,
        planId: plan.id,
        drawId: draw.id,
        kind: plan.partners.length > 0 ? 'joint' : 'double-random',
        source: { kind: 'plan', reference: plan.title.slice(0, 200), reason: '' },
        itemIds: [...plan.itemIds],
        checklistIds,
        officers: [officers[0] as OfficerId, officers[1] as OfficerId],
        on: civilDateOf(desk.clock.now()),
      });
      if (done.kind !== 'saved') {
        setOutcome(done);
        setBusy(false);
        return;
      }
    }
    void navigate('/inspections/tasks');
  };
  return (
    <section className="jd-panel jd-step" aria-label={t('new.drawn')}>
      <h2 className="jd-subtitle">{t('new.drawn')}</h2>
      <p className="jd-soft">
        <Link className="jd-task-go" to={`/inspections/draws/${draw.id}`}>
          <Iso>{plan.title}</Iso>
        </Link>
      </p>
      <ul className="jd-drawn">
        {pairs.map(({ institutionId, officers }) => (
          <li key={institutionId}>
            <strong>
              <Iso>{named(institutionId, sources.institutions)}</Iso>
            </strong>
            <span className="jd-soft">
              <Iso>{named(officers[0], sources.inspectors)}</Iso>
              {t('inspections:listSeparator')}
              <Iso>{named(officers[1], sources.inspectors)}</Iso>
            </span>
          </li>
        ))}
      </ul>
      {hasParty ? (
        <Checkbox checked={withParty} onChange={(event) => setWithParty(event.target.checked)}>
          {t('new.withParty')}
        </Checkbox>
      ) : null}
      <OutcomeNote outcome={outcome} />
      <div className="jd-step-foot">
        <Button type="primary" loading={isBusy} onClick={() => void make()}>
          {t('new.makeAll', { count: pairs.length })}
        </Button>
      </div>
    </section>
  );
}
