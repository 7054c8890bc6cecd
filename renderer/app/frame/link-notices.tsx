import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../data/desk-context.tsx';
import { useLive } from '../../data/use-live.ts';
import { useSyncStatus } from '../../data/use-sync-status.ts';
import { useBureau } from '../../platform/bureau-context.tsx';

/** What the desktop hears of the line: an alarm once a day, and what still has to leave when the window closes. */
export function LinkNotices(): null {
  const { t } = useTranslation('link');
  const bureau = useBureau();
  const desk = useDesk();
  const { alarm, reachable, phase, plan } = useSyncStatus();
  const waiting = useLive(async () => (await desk.equation()).waiting, ['link-notices']);
  const alarmKind = alarm?.kind ?? null;

  useEffect(() => {
    if (alarmKind === null) return;
    void desk.sync.takeAlarmNotice().then((isFirst) => {
      if (isFirst)
        void bureau.call('link/notify', { title: t('alarm.notice.title'), body: t('alarm.notice.body') });
    });
  }, [alarmKind, bureau, desk, t]);

  // Out of reach a closed window ends the app as ever: the work is in the journal and goes on with the next start.
  const hasWork = waiting.state === 'ready' && waiting.value > 0;
  const isLeaving = hasWork && (reachable || phase !== 'idle') && !plan.paused && plan.mode !== 'manual';
  useEffect(() => {
    void bureau.call(
      'link/background',
      isLeaving ? { title: t('alarm.background.title'), body: t('alarm.background.body') } : null,
    );
  }, [isLeaving, bureau, t]);
  useEffect(() => () => void bureau.call('link/background', null), [bureau]);
  return null;
}
