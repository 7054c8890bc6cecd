import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDesk } from '../../data/desk-context.tsx';
import type { SyncFailure, UploadSummary } from '../../data/desk.ts';
import { useTransfer } from '../../data/use-transfer.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { bytesText } from '../../ui/format.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { isTroubled, usePhotos, type PhotoLine } from './queries.ts';

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

function PhotoRow({ line }: { readonly line: PhotoLine }): ReactNode {
  const { t } = useTranslation(['sync-centre', 'photos']);
  const words = useWords();
  const { upload, inspectionId, itemId, institution } = line;
  const transfer = useTransfer(upload.attachmentId);
  const { sizeBytes, problem = null } = upload;
  const sentBytes = transfer?.sentBytes ?? upload.sentBytes;
  const figures = `${bytesText(sentBytes)} / ${bytesText(sizeBytes)}`;
  const isUnderWay = upload.state === 'waiting' && sentBytes > 0;
  return (
    <li className="jd-photo-row" data-state={upload.state}>
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
        {isUnderWay ? <Meter done={sentBytes} total={sizeBytes} label={figures} /> : null}
        <Num className="jd-soft">{isUnderWay ? figures : bytesText(sizeBytes)}</Num>
      </span>
      <PhotoState line={line} percent={percentOf(sentBytes, sizeBytes)} isSending={transfer !== null} />
      {problem ? <PhotoProblem upload={upload} problem={problem} /> : null}
    </li>
  );
}

interface PhotoStateProps {
  readonly line: PhotoLine;
  readonly percent: number;
  readonly isSending: boolean;
}

function PhotoState({ line: { upload }, percent, isSending }: PhotoStateProps): ReactNode {
  const { t } = useTranslation('photos');
  if (isTroubled(upload)) return <Tag tone="late">{t('state.trouble')}</Tag>;
  if (upload.state === 'waiting' && isSending)
    return <Tag tone="accent">{t('state.sending', { percent })}</Tag>;
  if (upload.state === 'waiting' && percent > 0) return <Tag>{t('state.paused', { percent })}</Tag>;
  // i18n-dynamic: photos:state.*
  return <Tag tone={upload.state === 'delivered' ? 'delivered' : 'plain'}>{t(`state.${upload.state}`)}</Tag>;
}

interface PhotoProblemProps {
  readonly upload: UploadSummary;
  readonly problem: NonNullable<UploadSummary['problem']>;
}

/** What is wrong with this file, and what to do about it. */
function PhotoProblem({ upload, problem }: PhotoProblemProps): ReactNode {
  const { t } = useTranslation(['photos', 'inspections', 'errors']);
  const desk = useDesk();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<SyncFailure | null>(null);
  const isKept = upload.state !== 'waiting' && (problem === 'damaged' || problem === 'not-here');
  const fetchIt = async (): Promise<void> => {
    setAsking(true);
    const fetched = await desk.photos.fetch(upload.attachmentId);
    setAsking(false);
    setFailure(fetched.kind === 'failed' ? fetched.failure : null);
  };
  // i18n-dynamic: photos:problem.*, errors:sync.*
  return (
    <span className="jd-photo-problem">
      <span>{t(`problem.${problem}${isKept ? 'Kept' : ''}`)}</span>
      {failure ? (
        <span className="jd-soft">{t(`errors:sync.${failure.kind}.what`, { ...failure.details })}</span>
      ) : null}
      {isKept ? (
        <Button size="small" loading={isAsking} onClick={() => void fetchIt()}>
          {t(failure ? 'inspections:photo.fetchAgain' : 'inspections:photo.fetch')}
        </Button>
      ) : null}
    </span>
  );
}

function percentOf(sentBytes: number, sizeBytes: number): number {
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((sentBytes * 100) / sizeBytes));
}
