import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { startInspection } from '../../../../shared/domain/inspections/mutations.ts';
import { addForm } from '../../../../shared/domain/inspections/visit-mutations.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Iso } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { DayInput } from '../day-field.tsx';
import { fieldId } from './field-id.ts';
import { takeStep } from './step-commands.ts';
import type { TaskView } from './tasks-query.ts';

/** Starts the visit of a task: institution, both officers and every checklist come from the task; only the day is asked for. */
export function StartVisit({ view }: { readonly view: TaskView }): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const today = civilDateOf(desk.clock.now());
  const { task, checklists, checklistVersions } = view;
  const last = task.events.at(-1)?.on ?? today;
  const [on, setOn] = useState(last > today ? last : today);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const partner = task.officers.find((id) => id !== desk.officerId);
  const isMine = task.officers.includes(desk.officerId);
  const here = task.checklistIds.flatMap((id) => {
    const version = checklistVersions.get(id);
    return version ? [{ id, version }] : [];
  });
  const [first, ...further] = here;
  const lacks = !isMine
    ? t('task.notMine')
    : here.length < task.checklistIds.length || !first
      ? t('task.noChecklist')
      : on < last
        ? t('missing.earlier-date', { what: last })
        : null;
  const start = async (): Promise<void> => {
    if (lacks !== null || !first || !partner) return;
    setBusy(true);
    const visitId = newUlid(desk.clock, desk.random) as RecordId;
    let done = await desk.act(startInspection, {
      inspectionId: visitId,
      institutionId: task.institutionId,
      templateId: first.id,
      templateVersion: first.version,
      partner,
      startedOn: on,
    });
    for (const { id, version } of further) {
      if (done.kind !== 'saved') break;
      const inspectionId = newUlid(desk.clock, desk.random) as RecordId;
      done = await desk.act(addForm, { inspectionId, visitId, templateId: id, templateVersion: version });
    }
    if (done.kind === 'saved') done = await takeStep(desk, task.id, { step: 'start-visit', on, visitId });
    setBusy(false);
    setOutcome(done);
    if (done.kind === 'saved') void navigate(`/inspections/${visitId}`);
  };
  return (
    <div className="jd-step-go">
      <h2 className="jd-subtitle">{t('step.start-visit')}</h2>
      <p className="jd-soft jd-small">{t('stepHint.start-visit')}</p>
      <ul>
        {task.checklistIds.map((id) => {
          const title = checklists.get(id);
          return (
            <li key={id}>
              <Iso>{title ? words(title) : id}</Iso>
            </li>
          );
        })}
      </ul>
      <div className="jd-step-row">
        <label htmlFor={fieldId('on')}>{t('field.on')}</label>
        <DayInput id={fieldId('on')} value={on} onChange={setOn} />
      </div>
      <OutcomeNote outcome={outcome} />
      <div className="jd-step-foot">
        <Button type="primary" loading={isBusy} disabled={lacks !== null} onClick={() => void start()}>
          {t('task.startVisit')}
        </Button>
        {lacks ? <span className="jd-soft">{lacks}</span> : null}
      </div>
    </div>
  );
}
