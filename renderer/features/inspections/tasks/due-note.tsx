import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDue } from '../../../../shared/domain/planning/due.ts';
import { daysBetween, type CivilDate } from '../../../../shared/lib/dates.ts';
import { Num } from '../../../ui/iso.tsx';
import { Tag, type Tone } from '../../../ui/tag.tsx';

interface DueNoteProps {
  readonly due: TaskDue;
  readonly today: CivilDate;
}

/** The next day to keep, with how long there is. A day nobody can count yet is said to be unknown. */
export function DueNote({ due, today }: DueNoteProps): ReactNode {
  const { t } = useTranslation('tasks');
  // i18n-dynamic: tasks:due.*
  const what = t(`due.${due.kind}`);
  if (due.on === null)
    return (
      <span>
        {what} <Tag tone="soon">{t('due.unknown')}</Tag>
      </span>
    );
  const left = daysBetween(today, due.on);
  const tone: Tone = left < 0 ? 'late' : left <= 7 ? 'soon' : 'plain';
  return (
    <span className="jd-task-due">
      {what} <Num>{due.on}</Num>{' '}
      <Tag tone={tone}>
        {left < 0
          ? t('due.late', { count: -left })
          : left === 0
            ? t('due.today')
            : t('due.left', { count: left })}
      </Tag>
    </span>
  );
}
