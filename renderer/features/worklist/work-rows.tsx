import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { ActSummary } from '../../data/desk.ts';
import { dateTimeText } from '../../ui/format.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { TaskWork } from './task-items.ts';
import type { RegisterLine } from './register-work.ts';
import type { LicenceDue, UnfinishedVisit } from './work-items.ts';

interface RowProps {
  readonly tag: ReactNode;
  readonly name: ReactNode;
  readonly meta: ReactNode;
  readonly to: string;
  readonly step: string;
  readonly isPrimary?: boolean;
}

/** One task on one line; the next step is its button. */
export function Row({ tag, name, meta, to, step, isPrimary = false }: RowProps): ReactNode {
  const navigate = useNavigate();
  return (
    <li className="jd-work-row">
      <span>{tag}</span>
      <Link to={to} className="jd-work-name jd-clip" data-row>
        {name}
      </Link>
      <span className="jd-work-meta">{meta}</span>
      <Button
        className="jd-work-step"
        type={isPrimary ? 'primary' : 'default'}
        onClick={() => void navigate(to)}
      >
        {step}
      </Button>
    </li>
  );
}

/** A visit of this officer that is not sealed yet. */
export function VisitRow({ visit }: { readonly visit: UnfinishedVisit }): ReactNode {
  const { t } = useTranslation(['worklist', 'errors']);
  const words = useWords();
  const { answered, total } = visit;
  const figures = t('visit.progress', { answered, total });
  // i18n-dynamic: worklist:step.*, errors:template.*
  const step = t(`step.${visit.next}`);
  return (
    <Row
      tag={<Tag tone="accent">{t('visit.tag')}</Tag>}
      name={<Iso>{words(visit.institutionName)}</Iso>}
      meta={
        <>
          <Num className="jd-small">{visit.inspection.startedOn}</Num>
          {total > 0 ? <Meter done={answered} total={total} label={figures} /> : null}
          {visit.templateProblem ? (
            <span title={t(`errors:template.${visit.templateProblem}`)}>{t('visit.noTemplate')}</span>
          ) : (
            <Num>
              {answered} / {total}
            </Num>
          )}
        </>
      }
      to={`/inspections/${visit.inspection.id}`}
      step={step}
      isPrimary
    />
  );
}

/** An inspection task that asks something of this officer. */
export function TaskRow({ work }: { readonly work: TaskWork }): ReactNode {
  const { t } = useTranslation('worklist');
  const words = useWords();
  // i18n-dynamic: worklist:task.*
  return (
    <Row
      tag={<Tag tone={work.group === 'overdue' ? 'late' : 'soon'}>{t(`task.${work.asks}`)}</Tag>}
      name={<Iso>{words(work.institutionName)}</Iso>}
      meta={work.due ? <Num>{work.due}</Num> : null}
      to={`/inspections/tasks/${work.task.id}`}
      step={t('task.open')}
      isPrimary
    />
  );
}

/** A licence that ends soon or has ended. */
export function LicenceRow({ due }: { readonly due: LicenceDue }): ReactNode {
  const { t } = useTranslation('worklist');
  const words = useWords();
  const { institution, daysLeft } = due;
  return (
    <Row
      tag={<Tag tone={toneOf(due)}>{daysWords()}</Tag>}
      name={<Iso>{words(institution.name)}</Iso>}
      meta={
        <span>
          {t('licence.validTo')} <Num>{institution.licenceValidTo}</Num>
        </span>
      }
      to={`/registry/${institution.id}`}
      step={t('licence.open')}
    />
  );

  function daysWords(): string {
    if (daysLeft < 0) return t('licence.overdue', { count: -daysLeft });
    return daysLeft === 0 ? t('licence.today') : t('licence.left', { count: daysLeft });
  }
}

function toneOf(due: LicenceDue): Tone {
  if (due.lead === 'overdue') return 'late';
  return due.lead === 'week' || due.lead === 45 || due.lead === 60 ? 'soon' : 'plain';
}

/** What the register asks for, one line per kind; the list has the rest. */
export function RegisterRow({ line }: { readonly line: RegisterLine }): ReactNode {
  const { t } = useTranslation(['worklist', 'registers']);
  // i18n-dynamic: registers:warning.kind.*
  return (
    <Row
      tag={<Tag tone={line.late > 0 ? 'late' : 'soon'}>{t('register.count', { count: line.count })}</Tag>}
      name={t(`registers:warning.kind.${line.kind}`)}
      meta={line.late > 0 ? <span>{t('register.late', { count: line.late })}</span> : null}
      to={`/registry/warnings?kind=${line.kind}`}
      step={t('register.open')}
    />
  );
}

/** An act the region did not take as it stands. */
export function NeedsYouRow({ act }: { readonly act: ActSummary }): ReactNode {
  const { t } = useTranslation(['worklist', 'acts']);
  // i18n-dynamic: acts:*.title
  const title = t(`acts:${act.name.replace('/', '-')}.title`);
  return (
    <Row
      tag={<Tag tone="soon">{t('needsYou.tag')}</Tag>}
      name={title}
      meta={<Num>{dateTimeText(act.claimedAt)}</Num>}
      to={`/sync?group=quarantined&act=${act.act.logId}:${act.act.seq}`}
      step={t('needsYou.step')}
    />
  );
}
