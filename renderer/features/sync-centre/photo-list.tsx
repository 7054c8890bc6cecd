import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { bytesText } from '../../ui/format.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { usePhotos, type PhotoLine } from './queries.ts';

/** Enough of the checksum to tell two photos apart. */
const SHORT_SUM = 12;

/** Every photo of this device: whose evidence, how large, how far. */
export function PhotoList(): ReactNode {
  const { t } = useTranslation('sync-centre');
  const photos = usePhotos();
  if (photos.state === 'loading') return <Skeleton active paragraph={{ rows: 4 }} />;
  return (
    <div className="jd-panel">
      {photos.value.length === 0 ? (
        <EmptyNote title={t('empty.photos.title')} text={t('empty.photos.text')} />
      ) : (
        <ul className="jd-act-rows">
          {photos.value.map((line) => (
            <PhotoRow key={line.upload.attachmentId} line={line} />
          ))}
        </ul>
      )}
    </div>
  );
}

function PhotoRow({
  line: { upload, inspectionId, itemId, institution },
}: {
  readonly line: PhotoLine;
}): ReactNode {
  const { t } = useTranslation('sync-centre');
  const words = useWords();
  const figures = `${bytesText(upload.sentBytes)} / ${bytesText(upload.sizeBytes)}`;
  const isUnderWay = upload.state === 'waiting' && upload.sentBytes > 0;
  return (
    <li className="jd-photo-row">
      <Num className="jd-code jd-soft">{upload.sha256.slice(0, SHORT_SUM)}</Num>
      <span className="jd-clip">
        {inspectionId && institution ? (
          <Link to={`/inspections/${inspectionId}`}>
            <Iso>{words(institution)}</Iso>
          </Link>
        ) : (
          <span className="jd-soft">{t('photos.noVisit')}</span>
        )}
        {itemId ? <Num className="jd-soft jd-photo-item">{itemId}</Num> : null}
      </span>
      <span className="jd-photo-bytes">
        {isUnderWay ? <Meter done={upload.sentBytes} total={upload.sizeBytes} label={figures} /> : null}
        <Num className="jd-soft">{isUnderWay ? figures : bytesText(upload.sizeBytes)}</Num>
      </span>
      {/* i18n-dynamic: sync-centre:photoState.* */}
      <Tag tone={upload.state === 'delivered' ? 'delivered' : 'plain'}>{t(`photoState.${upload.state}`)}</Tag>
    </li>
  );
}
