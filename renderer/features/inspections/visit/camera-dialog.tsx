import { Button, Modal } from 'antd';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTools } from './visit-context.tsx';
import { useVisitUi, useVisitUiStore } from './visit-ui.ts';

type Camera =
  | { readonly kind: 'starting' }
  | { readonly kind: 'on' }
  | { readonly kind: 'none' | 'not-allowed' | 'busy' };

/** Takes photos with the computer's camera for one item; each press takes one, which is marked and stored before the next. */
export function CameraDialog(): ReactNode {
  const { t } = useTranslation('inspections');
  const ui = useVisitUiStore();
  const itemId = useVisitUi((now) => now.cameraFor);
  // The camera stays on behind the marking of what it took, so that a room is done in a row.
  const isMarking = useVisitUi((now) => now.marking !== null);
  return (
    <Modal
      open={itemId !== null && !isMarking}
      onCancel={() => ui.setState({ cameraFor: null })}
      title={t('camera.title', { item: itemId ?? '' })}
      footer={null}
      width={720}
      centered
    >
      {itemId === null ? null : <Finder itemId={itemId} />}
    </Modal>
  );
}

function Finder({ itemId }: { readonly itemId: string }): ReactNode {
  const { t } = useTranslation('inspections');
  const { photos } = useTools();
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<Camera>({ kind: 'starting' });
  const [taken, setTaken] = useState(0);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    void openCamera().then((opened) => {
      if ('kind' in opened) return setCamera(opened);
      stream = opened;
      if (isGone) return stop();
      if (video.current) video.current.srcObject = stream;
      setCamera({ kind: 'on' });
    });
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  const take = useCallback(async () => {
    const picture = video.current && (await stillOf(video.current));
    if (!picture) return;
    setTaken((before) => before + 1);
    photos.add(itemId, [picture]);
  }, [photos, itemId]);
  // i18n-dynamic: inspections:camera.*
  return (
    <div className="jd-camera">
      <video ref={video} autoPlay muted playsInline hidden={camera.kind !== 'on'} />
      {camera.kind === 'on' ? null : <p className="jd-camera-state">{t(`camera.${camera.kind}`)}</p>}
      <div className="jd-viewer-line">
        <span className="jd-soft" role="status">
          {taken > 0 ? t('camera.taken', { count: taken }) : ''}
        </span>
        <Button type="primary" autoFocus disabled={camera.kind !== 'on'} onClick={() => void take()}>
          {t('camera.take')}
        </Button>
      </div>
    </div>
  );
}

async function openCamera(): Promise<MediaStream | Camera> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 2048 }, facingMode: 'environment' },
      audio: false,
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return { kind: 'not-allowed' };
    return { kind: name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none' };
  }
}

/** A picture in memory: what the camera saw never becomes a file. */
async function stillOf(video: HTMLVideoElement): Promise<ImageBitmap | null> {
  return video.videoWidth === 0 ? null : createImageBitmap(video);
}
