import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../data/desk-context.tsx';
import { useSyncStatus } from '../../data/use-sync-status.ts';
import { bytesText } from '../../ui/format.ts';

/** Photos that the byte budget holds, until when, and the way past it for one day. */
export function HeldPhotos(): ReactNode {
  const { t } = useTranslation('link');
  const { sync } = useDesk();
  const { photosHeld } = useSyncStatus();
  if (photosHeld === null) return null;
  const { count, bytes, until } = photosHeld;
  return (
    <section className="jd-problem jd-problem-calm jd-link-held" role="status">
      <p>
        {t('held.what', { count, bytes: bytesText(bytes) })} {t(until === 'day' ? 'held.day' : 'held.month')}
      </p>
      <span className="jd-soft">{t(until === 'day' ? 'held.why' : 'held.whyMonth')}</span>
      <Button onClick={() => sync.sendPhotosToday()}>{t('held.now')}</Button>
    </section>
  );
}
