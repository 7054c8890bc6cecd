import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDesk } from '../../../data/desk-context.tsx';
import { bytesText } from '../../../ui/format.ts';
import './storage.css';

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

// A day of visits with photos needs about 100 MB; the database wants room to rewrite itself besides.
const SOON_BYTES = 2_000_000_000;
const LATE_BYTES = 500_000_000;
const LOOK_EVERY_MS = 60_000;

/** Room on the disk that holds this profile, looked at again every minute; null until it is known, or where nobody tells. */
export function useDiskSpace(): DiskSpace | null {
  const { photoCare } = useDesk();
  const [space, setSpace] = useState<DiskSpace | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = (): void =>
      void photoCare.space().then((now) => {
        if (!isGone) setSpace(now);
      });
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [photoCare]);
  return space;
}

/** Shown only while the disk runs low: before it is full, not after. */
export function DiskNote(): ReactNode {
  const { t } = useTranslation('photos');
  const space = useDiskSpace();
  if (space === null || space.freeBytes > SOON_BYTES) return null;
  const isLate = space.freeBytes <= LATE_BYTES;
  const free = bytesText(space.freeBytes);
  return (
    <section className={`jd-problem jd-problem-${isLate ? 'late' : 'soon'}`} role="alert">
      <p>{isLate ? t('disk.late', { free }) : t('disk.soon', { free })}</p>
      <Link to="/sync/storage">{t('disk.open')}</Link>
    </section>
  );
}
