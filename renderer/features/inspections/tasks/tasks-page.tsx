import { Button, Segmented, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { BOARD, TASK_TONES } from './board.ts';
import { DueNote } from './due-note.tsx';
import { loadTasks, type TaskLine } from './tasks-query.ts';
import './tasks.css';

type View = 'board' | 'list' | 'done';

/** Every inspection task: as a board by state, as a list by its next day, and those that are done. */
export function TasksPage(): ReactNode {
  const { t } = useTranslation('tasks');
  const desk = useDesk();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const plan = search.get('plan');
  const [view, setView] = useState<View>('board');
  const live = useLive(() => loadTasks(desk), []);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const today = civilDateOf(desk.clock.now());
  const all = live.state === 'ready' ? live.value.filter(({ task }) => !plan || task.planId === plan) : [];
  const open = all.filter(({ task }) => task.state !== 'archived' && task.state !== 'voided');
  const done = all.filter((line) => !open.includes(line));
  const create = (
    <Button type="primary" onClick={() => void navigate('/inspections/tasks/new')}>
      {t('list.create')}
    </Button>
  );
  return (
    <InspectionsPage
      title={t('list.title')}
      note={
        <>
          {t('list.count', { count: open.length })}
          {plan ? (
            <>
              {' · '}
              <Link className="jd-task-go" to="/inspections/tasks">
                {t('list.allPlans')}
              </Link>
            </>
          ) : null}
        </>
      }
      actions={create}
    >
      <div className="jd-task-tools">
        <Segmented
          aria-label={t('list.view')}
          value={view}
          options={[
            { value: 'board', label: t('list.board') },
            { value: 'list', label: t('list.byDay') },
            { value: 'done', label: `${t('list.done')} ${done.length}` },
          ]}
          onChange={setView}
        />
      </div>
      <div ref={body}>
        {live.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : all.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote
              title={t('list.empty')}
              text={t('list.emptyText')}
              action={
                <Button onClick={() => void navigate('/inspections/plans')}>{t('list.toPlans')}</Button>
              }
            />
          </div>
        ) : view === 'board' ? (
          <Board lines={open} today={today} />
        ) : (
          <TaskTable lines={view === 'list' ? open : done} today={today} />
        )}
      </div>
    </InspectionsPage>
  );
}

interface LinesProps {
  readonly lines: readonly TaskLine[];
  readonly today: CivilDate;
}

function Board({ lines, today }: LinesProps): ReactNode {
  const { t } = useTranslation('tasks');
  // i18n-dynamic: tasks:column.*, tasks:state.*
  return (
    <div className="jd-board">
      {BOARD.map((column) => {
        const own = lines.filter(({ task }) => column.states.includes(task.state));
        return (
          <section key={column.id} aria-label={t(`column.${column.id}`)}>
            <h2>
              {t(`column.${column.id}`)} <Num className="jd-soft">{own.length}</Num>
            </h2>
            <ul>
              {own.map((line) => (
                <li key={line.task.id} className="jd-panel jd-card">
                  <Link to={`/inspections/tasks/${line.task.id}`} data-row className="jd-card-name">
                    <InstitutionName line={line} />
                  </Link>
                  <span className="jd-card-foot">
                    <Tag tone={TASK_TONES[line.task.state]}>{t(`state.${line.task.state}`)}</Tag>
                    <span className="jd-soft jd-small jd-clip">
                      <Officers line={line} />
                    </span>
                  </span>
                  {line.due ? (
                    <span className="jd-small">
                      <DueNote due={line.due} today={today} />
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function TaskTable({ lines, today }: LinesProps): ReactNode {
  const { t } = useTranslation('tasks');
  if (lines.length === 0)
    return (
      <div className="jd-panel">
        <EmptyNote title={t('list.nothing')} text={t('list.nothingText')} />
      </div>
    );
  // i18n-dynamic: tasks:kind.*, tasks:state.*
  return (
    <table className="jd-task-table jd-panel">
      <thead>
        <tr>
          <th scope="col">{t('list.institution')}</th>
          <th scope="col">{t('list.kind')}</th>
          <th scope="col">{t('list.state')}</th>
          <th scope="col">{t('list.officers')}</th>
          <th scope="col">{t('list.due')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.task.id}>
            <td>
              <Link to={`/inspections/tasks/${line.task.id}`} data-row className="jd-card-name">
                <InstitutionName line={line} />
              </Link>
            </td>
            <td>{t(`kind.${line.task.kind}`)}</td>
            <td>
              <Tag tone={TASK_TONES[line.task.state]}>{t(`state.${line.task.state}`)}</Tag>
            </td>
            <td>
              <Officers line={line} />
            </td>
            <td>{line.due ? <DueNote due={line.due} today={today} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function InstitutionName({ line }: { readonly line: TaskLine }): ReactNode {
  const words = useWords();
  return <Iso>{line.institution ? words(line.institution) : line.task.institutionId}</Iso>;
}

function Officers({ line }: { readonly line: TaskLine }): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  return line.officers.map((name, at) => (
    <span key={line.task.officers[at]}>
      {at > 0 ? t('listSeparator') : null}
      <Iso>{name ? words(name) : line.task.officers[at]}</Iso>
    </span>
  ));
}
