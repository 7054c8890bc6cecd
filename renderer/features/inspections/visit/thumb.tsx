import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { PhotoSource, SyncFailure } from '../../../data/desk.ts';

type Shown = PhotoSource | { readonly kind: 'opening' };

/** Opens the stored picture; its URL lives as long as the component. `again` reads it once more. */
export function usePhoto(photo: Pick<Attachment, 'sha256' | 'mime'>): {
  readonly shown: Shown;
  readonly again: () => void;
} {
  const desk = useDesk();
  const [shown, setShown] = useState<Shown>({ kind: 'opening' });
  const [round, setRound] = useState(0);
  const { sha256, mime } = photo;
  useEffect(() => {
    let isGone = false;
    let url: string | null = null;
    void desk.photos.open(sha256, mime).then((source) => {
      if (source.kind === 'here') url = source.url;
      if (!isGone) setShown(source);
      else if (url) URL.revokeObjectURL(url);
    });
    return () => {
      isGone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [desk, sha256, mime, round]);
  return { shown, again: () => setRound((before) => before + 1) };
}

interface ThumbProps {
  readonly photo: Attachment;
  readonly label: string;
  readonly isLarge?: boolean;
  readonly onOpen?: () => void;
}

/** A stored photo, small; where it is still at the server, a way to ask for it. */
export function Thumb({ photo, label, isLarge = false, onOpen }: ThumbProps): ReactNode {
  const { t } = useTranslation(['inspections', 'errors', 'photos']);
  const desk = useDesk();
  const { shown, again } = usePhoto(photo);
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<SyncFailure | null>(null);
  const fetchIt = async (): Promise<void> => {
    setAsking(true);
    const fetched = await desk.photos.fetch(photo.id);
    setAsking(false);
    setFailure(fetched.kind === 'failed' ? fetched.failure : null);
    if (fetched.kind === 'fetched') again();
  };
  // i18n-dynamic: errors:sync.*
  const why = failure ? t(`errors:sync.${failure.kind}.what`, { ...failure.details }) : undefined;
  const className = isLarge ? 'jd-thumb jd-thumb-large' : 'jd-thumb';
  if (shown.kind === 'here') {
    return (
      <button type="button" className={className} aria-label={label} onClick={onOpen} disabled={!onOpen}>
        <img src={shown.url} alt="" decoding="async" draggable={false} />
      </button>
    );
  }
  return (
    <span className={`${className} jd-thumb-away`} title={why}>
      {shown.kind === 'opening' ? <span className="jd-small">{t('photo.opening')}</span> : null}
      {shown.kind === 'damaged' || shown.kind === 'missing' ? (
        // i18n-dynamic: photos:thumb.*
        <span className="jd-small jd-thumb-lost">
          {t(`photos:thumb.${shown.kind}${shown.isAtRegion ? '' : 'Only'}`)}
        </span>
      ) : null}
      {shown.kind === 'remote' || (shown.kind !== 'opening' && shown.isAtRegion) ? (
        <Button size="small" loading={isAsking} onClick={() => void fetchIt()}>
          {t(failure ? 'photo.fetchAgain' : 'photo.fetch')}
        </Button>
      ) : null}
    </span>
  );
}
