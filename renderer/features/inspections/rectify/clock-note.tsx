import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { civilDateOf, epochMsOf, instantOf } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSyncStatus } from '../../../data/use-sync-status.ts';
import { useToday } from '../../../data/use-today.ts';

/** When this computer is on another day than the region: then what is overdue here may not be, or the other way round. */
export function ClockNote(): ReactNode {
  const { t } = useTranslation('rectify');
  const { clock } = useDesk();
  const today = useToday();
  const { clockSkewMs } = useSyncStatus();
  if (clockSkewMs === null) return null;
  const regionDay = civilDateOf(instantOf(epochMsOf(clock.now()) - clockSkewMs));
  if (regionDay === today) return null;
  return (
    <p role="alert" className="jd-rectify-clock">
      {t('clock', { today, region: regionDay })}
    </p>
  );
}
