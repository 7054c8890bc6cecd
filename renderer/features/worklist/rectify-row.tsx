import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lastDay } from '../../../shared/domain/rectification/rectification.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { RectifyTask } from './rectify-items.ts';
import { Row } from './work-rows.tsx';

/** A finding that an institution has to put right, or that waits for the bureau. */
export function RectifyRow({ task }: { readonly task: RectifyTask }): ReactNode {
  const { t } = useTranslation(['rectify']);
  const words = useWords();
  const { rectification, daysLeft, when } = task;
  // i18n-dynamic: rectify:step.*
  return (
    <Row
      tag={<Tag tone={when === 'overdue' ? 'late' : when === 'week' ? 'soon' : 'accent'}>{dueWords()}</Tag>}
      name={
        <>
          <Iso>{words(task.institutionName)}</Iso> ·{' '}
          {rectification.itemId ? <Num>{rectification.itemId} </Num> : null}
          <Iso>{rectification.text}</Iso>
        </>
      }
      meta={
        <span>
          {t('column.dueOn')} <Num>{lastDay(rectification)}</Num>
        </span>
      }
      to={`/inspections/rectify/${rectification.id}`}
      step={t(`step.${task.step}`)}
      isPrimary={when !== 'week'}
    />
  );

  function dueWords(): string {
    if (when === 'mine') return t('tab');
    if (daysLeft < 0) return t('due.overdue', { count: -daysLeft });
    return daysLeft === 0 ? t('due.today') : t('due.left', { count: daysLeft });
  }
}
