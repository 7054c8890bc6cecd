import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { DueNote } from './due-note.tsx';
import type { TaskView } from './tasks-query.ts';

/** What the task rests on, and where everything of it is. */
export function TaskAside({ view }: { readonly view: TaskView }): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const { clock } = useDesk();
  const { task, facts, due } = view;
  const today = civilDateOf(clock.now());
  // i18n-dynamic: tasks:source.*, inspections:state.*
  return (
    <aside className="jd-panel jd-task-aside">
      {due ? (
        <div className="jd-task-due-block">
          <DueNote due={due} today={today} />
          {due.kind === 'publication' ? (
            <p className="jd-soft jd-small">
              {t('due.counted', { from: due.from, count: view.publicationWorkingDays })}
            </p>
          ) : null}
        </div>
      ) : null}
      <dl>
        <dt>{t('task.institution')}</dt>
        <dd>
          <Link className="jd-task-go" to={`/registry/${task.institutionId}`}>
            <Iso>{facts.institution ? words(facts.institution.name) : task.institutionId}</Iso>
          </Link>
        </dd>
        <dt>{t('task.source')}</dt>
        <dd>
          {t(`source.${task.source.kind}`)} <Iso>{task.source.reference}</Iso>
          {task.source.reason ? (
            <p className="jd-soft">
              <Iso>{task.source.reason}</Iso>
            </p>
          ) : null}
        </dd>
        {task.planId ? (
          <>
            <dt>{t('task.plan')}</dt>
            <dd>
              <Link className="jd-task-go" to={`/inspections/plans/${task.planId}`}>
                <Iso>{facts.plan?.title ?? task.planId}</Iso>
              </Link>
            </dd>
          </>
        ) : null}
        {task.drawId ? (
          <>
            <dt>{t('task.draw')}</dt>
            <dd>
              <Link className="jd-task-go" to={`/inspections/draws/${task.drawId}`}>
                {t('task.openDraw')}
              </Link>
            </dd>
          </>
        ) : null}
        <dt>{t('task.papers')}</dt>
        <dd>
          <Link className="jd-task-go" to={`/inspections/documents/task/${task.id}`}>
            {t('task.openPapers')}
          </Link>
        </dd>
        <dt>{t('task.officers')}</dt>
        <dd>
          {task.officers.map((id) => {
            const name = view.names.get(id);
            return (
              <div key={id}>
                <Iso>{name ? words(name) : id}</Iso>
              </div>
            );
          })}
        </dd>
        <dt>{t('task.items')}</dt>
        <dd>
          {view.items.map((item) => (
            <div key={item.id}>
              <Iso>{words(item.name)}</Iso> <Num className="jd-soft">v{item.version}</Num>
            </div>
          ))}
        </dd>
        <dt>{t('task.checklists')}</dt>
        <dd>
          {task.checklistIds.map((id) => {
            const title = view.checklists.get(id);
            return (
              <div key={id}>
                <Iso>{title ? words(title) : id}</Iso>
              </div>
            );
          })}
        </dd>
        {facts.forms.length > 0 ? (
          <>
            <dt>{t('task.visits')}</dt>
            <dd>
              {facts.forms.map((form) => (
                <div key={form.id}>
                  <Link className="jd-task-go" to={`/inspections/${form.id}`}>
                    <Num>{form.startedOn}</Num>
                  </Link>{' '}
                  <Tag>{t(`inspections:state.${form.state}`)}</Tag>
                </div>
              ))}
            </dd>
          </>
        ) : null}
        {facts.rectifications.total > 0 ? (
          <>
            <dt>{t('task.rectification')}</dt>
            <dd>
              <Link className="jd-task-go" to="/inspections/rectify">
                {t('task.rectificationOpen', {
                  open: facts.rectifications.open,
                  total: facts.rectifications.total,
                })}
              </Link>
            </dd>
          </>
        ) : null}
      </dl>
    </aside>
  );
}
