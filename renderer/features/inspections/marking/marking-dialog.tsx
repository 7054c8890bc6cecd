import { Button, Modal } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoProblem, PreparedPhoto } from '../../../data/desk.ts';
import { Num } from '../../../ui/iso.tsx';
import { openPhoto, preparePhoto, storable, type Picture } from '../prepare-photo.ts';
import { MarkingBoard } from './marking-board.tsx';
import { startHistory, type MarkingHistory } from './marking.ts';
import './marking.css';

interface MarkingDialogProps {
  readonly itemId: string;
  readonly pictures: readonly Picture[];
  /** How many were before the first of `pictures`: each photo has its own step, with its own undo. */
  readonly done: number;
  /** Takes a marked photo; what becomes of it is shown at the item. */
  readonly onStore: (prepared: PreparedPhoto) => Promise<void>;
  readonly onProblem: (problem: PhotoProblem) => void;
  /** The first of `pictures` is done with, stored or not. */
  readonly onNext: () => void;
  readonly onClose: () => void;
}

/** Between camera or file and storing: what must not be seen is made unreadable. Nothing is written before "store". */
export function MarkingDialog(props: MarkingDialogProps): ReactNode {
  const { t } = useTranslation('marking');
  const { itemId, pictures, done, onClose } = props;
  const [isLeaving, setLeaving] = useState(false);
  const picture = pictures[0];
  return (
    <Modal
      open
      className="jd-marking-modal"
      onCancel={() => setLeaving(true)}
      closable={{ 'aria-label': t('leave.giveUp', { count: pictures.length }) }}
      mask={{ closable: false }}
      footer={null}
      width="min(1120px, 96vw)"
      centered
      title={
        <span>
          {t('title')} <Num>{itemId}</Num>
          {pictures.length > 1 ? (
            <span className="jd-soft jd-marking-left">{t('left', { count: pictures.length })}</span>
          ) : null}
        </span>
      }
    >
      {isLeaving ? (
        <div className="jd-marking-leave" role="alert">
          <p>{t('leave.text', { count: pictures.length })}</p>
          <Button autoFocus onClick={() => setLeaving(false)}>
            {t('leave.goOn')}
          </Button>
          <Button danger onClick={onClose}>
            {t('leave.giveUp', { count: pictures.length })}
          </Button>
        </div>
      ) : null}
      {picture ? <Step key={done} {...props} picture={picture} isHidden={isLeaving} /> : null}
    </Modal>
  );
}

interface StepProps extends MarkingDialogProps {
  readonly picture: Picture;
  readonly isHidden: boolean;
}

function Step({ picture, pictures, isHidden, onStore, onProblem, onNext, onClose }: StepProps): ReactNode {
  const { t } = useTranslation('marking');
  const [opened, setOpened] = useState<ImageBitmap | null>(null);
  const [history, setHistory] = useState<MarkingHistory>(startHistory);
  const [isBusy, setBusy] = useState(false);
  const latest = useRef({ onProblem, onNext });
  useEffect(() => {
    latest.current = { onProblem, onNext };
  });
  useEffect(() => {
    let isGone = false;
    let bitmap: ImageBitmap | null = null;
    void openPhoto(picture).then((read) => {
      if (!read.ok) {
        if (isGone) return;
        latest.current.onProblem(read.error);
        return latest.current.onNext();
      }
      bitmap = read.value;
      if (isGone) bitmap.close();
      else setOpened(bitmap);
    });
    return () => {
      isGone = true;
      bitmap?.close();
    };
  }, [picture]);

  const store = async (): Promise<void> => {
    if (!opened || isBusy) return;
    setBusy(true);
    void onStore(await storable(opened, history.now));
    onNext();
  };
  const storeRest = async (): Promise<void> => {
    if (!opened || isBusy) return;
    setBusy(true);
    await onStore(await storable(opened, history.now));
    // One after the other, so that twenty photos do not fill the memory.
    for (const other of pictures.slice(1)) {
      const prepared = await preparePhoto(other);
      if (prepared.ok) await onStore(prepared.value);
      else onProblem(prepared.error);
    }
    onClose();
  };
  return (
    <div
      hidden={isHidden}
      className="jd-marking"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void store();
      }}
    >
      {opened ? (
        <MarkingBoard picture={opened} history={history} onChange={setHistory} />
      ) : (
        <p className="jd-soft jd-marking-wait" role="status">
          {t('opening')}
        </p>
      )}
      <footer className="jd-marking-foot">
        <span className="jd-soft jd-small">{t('promise')}</span>
        <span className="jd-marking-actions">
          {pictures.length > 1 ? (
            <Button disabled={!opened || isBusy} onClick={() => void storeRest()}>
              {t('storeAll', { count: pictures.length })}
            </Button>
          ) : null}
          <Button disabled={isBusy} onClick={onNext}>
            {t('skip')}
          </Button>
          <Button
            type="primary"
            loading={isBusy}
            disabled={!opened}
            title="Ctrl+Enter"
            onClick={() => void store()}
          >
            {history.now.marks.length > 0 || history.now.cut ? t('storeMarked') : t('storeAsIs')}
          </Button>
        </span>
      </footer>
    </div>
  );
}
