import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Severity } from '../../../../shared/domain/inspections/template.ts';
import type { Rectification } from '../../../../shared/domain/rectification/rectification.ts';
import { daysLeft, reminderOf } from '../../../../shared/domain/rectification/reminder.ts';
import { useToday } from '../../../data/use-today.ts';
import { Tag, type Tone } from '../../../ui/tag.tsx';
import { useRules } from './use-rules.ts';

export function StateTag({ state }: Pick<Rectification, 'state'>): ReactNode {
  const { t } = useTranslation('rectify');
  const tone: Tone = state === 'not-accepted' ? 'soon' : state === 'accepted' ? 'accent' : 'plain';
  // i18n-dynamic: rectify:state.*
  return <Tag tone={tone}>{t(`state.${state}`)}</Tag>;
}

export function SeverityTag({ severity }: { readonly severity: Severity }): ReactNode {
  const { t } = useTranslation('rectify');
  // i18n-dynamic: rectify:severity.*
  return <Tag tone={severity === 'critical' ? 'soon' : 'plain'}>{t(`severity.${severity}`)}</Tag>;
}

/** How much time is left, as long as the institution still works on it. */
export function DueTag({ rectification }: { readonly rectification: Rectification }): ReactNode {
  const { t } = useTranslation('rectify');
  const today = useToday();
  const rules = useRules();
  const reminder = reminderOf(rectification, today, rules);
  const left = daysLeft(rectification, today);
  if (reminder === 'overdue') return <Tag tone="late">{t('due.overdue', { count: -left })}</Tag>;
  if (typeof reminder === 'number')
    return <Tag tone="soon">{left === 0 ? t('due.today') : t('due.left', { count: left })}</Tag>;
  if (reminder === 'half-time') return <Tag tone="soon">{t('due.half', { count: left })}</Tag>;
  return null;
}
