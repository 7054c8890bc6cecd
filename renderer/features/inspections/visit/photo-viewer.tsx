import { Button, Modal } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import { bytesText, dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { Thumb } from './thumb.tsx';
import { useVisitTools } from './visit-context.tsx';
import { useVisitUi, useVisitUiStore } from './visit-ui.ts';

/** One photo, large. Arrow keys go to the next, Delete takes it away, Esc closes. */
export function PhotoViewer({
  photos,
}: {
  readonly photos: ReadonlyMap<string, readonly Attachment[]>;
}): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const ui = useVisitUiStore();
  const tools = useVisitTools();
  const viewing = useVisitUi((now) => now.viewing);
  const list = viewing ? (photos.get(viewing.itemId) ?? []) : [];
  const at = list.findIndex((photo) => photo.id === viewing?.photoId);
  const photo = list[at];
  const close = (): void => ui.setState({ viewing: null });
  const turn = (by: number): void => {
    const next = list[(at + by + list.length) % list.length];
    if (viewing && next) ui.setState({ viewing: { itemId: viewing.itemId, photoId: next.id } });
  };
  const remove = (): void => {
    if (!viewing || !photo || !tools.canEdit) return;
    const next = list[at + 1] ?? list[at - 1];
    ui.setState({ viewing: next ? { itemId: viewing.itemId, photoId: next.id } : null });
    void tools.photos.remove(viewing.itemId, photo);
  };
  const isGone = viewing !== null && photo === undefined;
  useEffect(() => {
    if (isGone) ui.setState({ viewing: null });
  }, [isGone, ui]);

  const name = photo && tools.officers.get(photo.by)?.name;
  return (
    <Modal
      open={photo !== undefined}
      onCancel={close}
      footer={null}
      width="min(1040px, 94vw)"
      centered
      destroyOnHidden
      title={viewing ? t('photo.title', { item: viewing.itemId, number: at + 1, total: list.length }) : ''}
    >
      {photo ? (
        <div
          className="jd-viewer"
          onKeyDown={(event) => {
            const isMirrored = document.documentElement.dir === 'rtl';
            if (event.key === 'ArrowRight') turn(isMirrored ? -1 : 1);
            else if (event.key === 'ArrowLeft') turn(isMirrored ? 1 : -1);
            else if (event.key === 'Delete') remove();
          }}
        >
          <div className="jd-viewer-picture">
            <Thumb key={photo.id} photo={photo} isLarge label={t('photo.open', { number: at + 1 })} />
          </div>
          <div className="jd-viewer-line">
            <span className="jd-soft">
              {name ? <Iso>{words(name)}</Iso> : null} · <Num>{dateTimeText(photo.takenAt)}</Num> ·{' '}
              <Num>{bytesText(photo.sizeBytes)}</Num> ·{' '}
              <Num className="jd-code">{photo.sha256.slice(0, 12)}</Num>
            </span>
            <span className="jd-viewer-actions">
              {list.length > 1 ? (
                <>
                  <Button autoFocus onClick={() => turn(-1)}>
                    {t('photo.previous')}
                  </Button>
                  <Button onClick={() => turn(1)}>{t('photo.next')}</Button>
                </>
              ) : null}
              {tools.canEdit ? <Button onClick={remove}>{t('photo.remove')}</Button> : null}
            </span>
          </div>
        </div>
      ) : null}
    </Modal>
  );
}
