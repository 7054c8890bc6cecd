import { Button, Skeleton } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { Num } from '../../ui/iso.tsx';
import { Page } from '../../ui/page.tsx';
import { useListKeys } from '../../ui/use-list-keys.ts';
import { useToday } from '../../data/use-today.ts';
import { useWork, workCount, type Work } from './queries.ts';
import type { RectifyTask } from './rectify-items.ts';
import { RectifyRow } from './rectify-row.tsx';
import { useRegisterWork } from './register-work.ts';
import { LicenceRow, NeedsYouRow, RegisterRow, TaskRow, VisitRow } from './work-rows.tsx';
import './worklist.css';

/** Today first: what needs the officer, what is late, what is due this week, what is unfinished, what comes. */
export function WorkListPage(): ReactNode {
  const { t } = useTranslation('worklist');
  const today = useToday();
  const work = useWork();
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return (
    <Page
      title={t('title')}
      note={
        <>
          {/* i18n-dynamic: worklist:weekday.* */}
          <Num>{today}</Num> {t(`weekday.${weekday}`)}
        </>
      }
    >
      <div ref={body}>
        {work.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : (
          <Groups work={work.value} />
        )}
      </div>
    </Page>
  );
}

function Groups({ work }: { readonly work: Work }): ReactNode {
  const { t } = useTranslation('worklist');
  const navigate = useNavigate();
  const tasksOf = (group: 'overdue' | 'thisWeek'): readonly ReactNode[] =>
    work.tasks.filter((one) => one.group === group).map((one) => <TaskRow key={one.task.id} work={one} />);
  const register = useRegisterWork();
  const isIdle = workCount(work) === 0;
  const ofRectify = (when: RectifyTask['when']): readonly ReactNode[] =>
    work.rectify
      .filter((task) => task.when === when)
      .map((task) => <RectifyRow key={task.rectification.id} task={task} />);
  return (
    <div className="jd-work">
      {isIdle ? (
        <div className="jd-panel">
          <EmptyNote
            title={t('empty.title')}
            text={t('empty.text')}
            action={<Button onClick={() => void navigate('/inspections/new')}>{t('empty.start')}</Button>}
          />
        </div>
      ) : null}
      <Group
        name="needsYou"
        count={work.needsYouCount}
        to="/sync?group=quarantined"
        rows={work.needsYou.map((act) => (
          <NeedsYouRow key={`${act.act.logId}:${act.act.seq}`} act={act} />
        ))}
      />
      <Group
        name="overdue"
        rows={[
          ...tasksOf('overdue'),
          ...ofRectify('overdue'),
          ...work.overdue.map((due) => <LicenceRow key={due.institution.id} due={due} />),
        ]}
      />
      <Group
        name="thisWeek"
        rows={[
          ...tasksOf('thisWeek'),
          ...ofRectify('week'),
          ...work.thisWeek.map((due) => <LicenceRow key={due.institution.id} due={due} />),
        ]}
      />
      <Group
        name="unfinished"
        rows={[
          ...work.unfinished.map((visit) => <VisitRow key={visit.inspection.id} visit={visit} />),
          ...ofRectify('mine'),
        ]}
      />
      <Group
        name="comingUp"
        rows={work.comingUp.map((due) => (
          <LicenceRow key={due.institution.id} due={due} />
        ))}
      />
      <Group
        name="register"
        rows={register.map((line) => (
          <RegisterRow key={line.kind} line={line} />
        ))}
      />
    </div>
  );
}

interface GroupProps {
  readonly name: 'needsYou' | 'overdue' | 'thisWeek' | 'unfinished' | 'comingUp' | 'register';
  readonly rows: readonly ReactNode[];
  /** When there are more than the rows shown, and where they are. */
  readonly count?: number;
  readonly to?: string;
}

function Group({ name, rows, count = rows.length, to }: GroupProps): ReactNode {
  const { t } = useTranslation('worklist');
  if (rows.length === 0) return null;
  // i18n-dynamic: worklist:group.*
  return (
    <section className="jd-work-group" aria-labelledby={`work-${name}`}>
      <header>
        <h2 className="jd-subtitle" id={`work-${name}`}>
          {t(`group.${name}`)}
        </h2>
        <Num className="jd-soft">{count}</Num>
        {to && count > rows.length ? (
          <Link to={to} className="jd-work-all">
            {t('group.all')}
          </Link>
        ) : null}
      </header>
      <ul className="jd-panel">{rows}</ul>
    </section>
  );
}
