import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { bytesText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { usePhotos } from '../queries.ts';
import { SyncPage } from '../sync-page.tsx';
import { CarePanel } from './care-panel.tsx';
import { DiskNote, useDiskSpace } from './disk-note.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { byVisit, PLACES, sumUp, type Sums } from './storage-sums.ts';
import { VisitTable } from './visit-table.tsx';
import './storage.css';

/** Pictures on this computer: how much room they take, when they leave, whether they are whole. */
export function StoragePage(): ReactNode {
  const { t } = useTranslation(['photos', 'sync-centre']);
  const photos = usePhotos();
  return (
    <SyncPage note={t('storage.note')}>
      <DiskNote />
      {photos.state === 'loading' ? (
        <Skeleton active paragraph={{ rows: 6 }} />
      ) : (
        <>
          <Figures sums={sumUp(photos.value.map((line) => line.upload))} />
          <div className="jd-storage-panels">
            <RulesPanel />
            <CarePanel />
          </div>
          {photos.value.length === 0 ? (
            <div className="jd-panel">
              <EmptyNote
                title={t('sync-centre:empty.photos.title')}
                text={t('sync-centre:empty.photos.text')}
              />
            </div>
          ) : (
            <VisitTable rows={byVisit(photos.value)} />
          )}
        </>
      )}
    </SyncPage>
  );
}

/** Bytes by where they are; each figure opens the photos behind it. */
function Figures({ sums }: { readonly sums: Sums }): ReactNode {
  const { t } = useTranslation('photos');
  const space = useDiskSpace();
  return (
    <ul className="jd-storage-figures">
      {PLACES.map((place) => (
        // i18n-dynamic: photos:storage.*
        <li key={place} className="jd-panel">
          <span className="jd-soft">{t(`storage.${place}`)}</span>
          <Link to="/sync?group=photos" className="jd-storage-bytes">
            <Num>{bytesText(sums[place].bytes)}</Num>
          </Link>
          <span className="jd-soft jd-small">{t('storage.photos', { count: sums[place].photos })}</span>
        </li>
      ))}
      {space ? (
        <li className="jd-panel">
          <span className="jd-soft">{t('storage.free')}</span>
          <Num className="jd-storage-bytes">{bytesText(space.freeBytes)}</Num>
          <span className="jd-soft jd-small">
            {t('storage.ofTotal', { total: bytesText(space.totalBytes) })}
          </span>
        </li>
      ) : null}
    </ul>
  );
}
