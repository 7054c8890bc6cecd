import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDesk } from '../../data/desk-context.tsx';
import { useLive } from '../../data/use-live.ts';
import { useSyncStatus } from '../../data/use-sync-status.ts';
import { momentText } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** Red only here and in the status bar: work waits, and nothing moves. Since when, what is safe, what to do. */
export function AlarmNote(): ReactNode {
  const { t } = useTranslation('link');
  const desk = useDesk();
  const navigate = useNavigate();
  const { alarm } = useSyncStatus();
  const equation = useLive(() => desk.equation(), ['alarm-note']);
  if (alarm === null) return null;
  const count = equation.state === 'ready' ? equation.value.waiting : 0;
  const days = alarm.kind === 'no-contact' ? alarm.days : 0;
  const since = t('alarm.since', { time: momentText(alarm.since, desk.clock.now()) });
  // i18n-dynamic: link:alarm.title.*, link:alarm.text.*
  return (
    <ProblemNote
      tone="late"
      what={`${t(`alarm.title.${alarm.kind}`, { days })} · ${since}`}
      safe={t('alarm.safe')}
      next={t(`alarm.text.${alarm.kind}`, { count })}
      code={alarm.kind}
      actions={<Button onClick={() => void navigate('/sync/doctor')}>{t('alarm.doctor')}</Button>}
    />
  );
}
