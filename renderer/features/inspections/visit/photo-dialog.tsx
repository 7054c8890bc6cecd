import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import type { Officer } from '../../../../shared/domain/org/officer.ts';
import type { OfficerId, RecordId } from '../../../../shared/lib/ids.ts';
import { bytesText, dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { Thumb } from './thumb.tsx';

interface PhotoDialogProps {
  readonly itemId: string;
  readonly photos: readonly Attachment[];
  readonly shown: Attachment;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  readonly onShow: (id: RecordId) => void;
  readonly onClose: () => void;
  /** Absent where photos are only looked at. */
  readonly onRemove?: () => void;
}

/** One photo, large. Arrow keys go to the next, Delete takes it away where that is possible, Esc closes. */
export function PhotoDialog(props: PhotoDialogProps): ReactNode {
  const { itemId, photos, shown, officers, onShow, onClose, onRemove } = props;
  const { t } = useTranslation('inspections');
  const words = useWords();
  const at = photos.indexOf(shown);
  const turn = (by: number): void => {
    const next = photos[(at + by + photos.length) % photos.length];
    if (next) onShow(next.id);
  };
  const name = officers.get(shown.by)?.name;
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      width="min(1040px, 94vw)"
      centered
      title={t('photo.title', { item: itemId, number: at + 1, total: photos.length })}
    >
      <div
        className="jd-viewer"
        onKeyDown={(event) => {
          const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
          if (event.key === 'ArrowRight') turn(forward);
          else if (event.key === 'ArrowLeft') turn(-forward);
          else if (event.key === 'Delete') onRemove?.();
        }}
      >
        <div className="jd-viewer-picture">
          <Thumb key={shown.id} photo={shown} isLarge label={t('photo.open', { number: at + 1 })} />
        </div>
        <div className="jd-viewer-line">
          <span className="jd-soft">
            {name ? <Iso>{words(name)}</Iso> : null} · <Num>{dateTimeText(shown.takenAt)}</Num> ·{' '}
            <Num>{bytesText(shown.sizeBytes)}</Num> ·{' '}
            <Num className="jd-code">{shown.sha256.slice(0, 12)}</Num>
          </span>
          <span className="jd-viewer-actions">
            {photos.length > 1 ? (
              <>
                <Button autoFocus onClick={() => turn(-1)}>
                  {t('photo.previous')}
                </Button>
                <Button onClick={() => turn(1)}>{t('photo.next')}</Button>
              </>
            ) : null}
            {onRemove ? (
              <Button autoFocus={photos.length === 1} onClick={onRemove}>
                {t('photo.remove')}
              </Button>
            ) : null}
          </span>
        </div>
      </div>
    </Modal>
  );
}
