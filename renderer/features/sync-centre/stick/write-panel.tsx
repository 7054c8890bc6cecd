import { Button, Checkbox } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import type { HandedOver, StickEstimate, WriteOutcome } from '../../../data/sticks.ts';
import { useLive } from '../../../data/use-live.ts';
import { WritingControl } from '../../../data/writing-control.ts';
import type { StickFolder } from '../../../platform/stick-facts.ts';
import { bytesText, dateTimeText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { Meter } from '../../../ui/meter.tsx';
import { StickProblem } from './stick-problem.tsx';

interface WritePanelProps {
  readonly folder: StickFolder | null;
  /** Grows when the history has a new line. */
  readonly changes: number;
  readonly onWritten: () => void;
}

interface Writing {
  readonly control: WritingControl;
  readonly isPaused: boolean;
  readonly bytes: number;
}

/** Acts pack about eight to one; header and facts come on top. */
const PACKED = 8;
const FRAME_BYTES = 1_500;

/** What goes, how much it is, and the writing itself. */
export function WritePanel({ folder, changes, onWritten }: WritePanelProps): ReactNode {
  const { t } = useTranslation('sticks');
  const { sticks } = useDesk();
  const estimate = useLive(() => sticks.estimate(), ['stick-estimate', changes]);
  const [withPhotos, setWithPhotos] = useState(true);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [outcome, setOutcome] = useState<WriteOutcome | null>(null);
  const goes = estimate.state === 'ready' ? estimate.value : null;
  const total = goes ? goes.actBytes + (withPhotos ? goes.photoBytes : 0) : 0;

  async function write(handle: string): Promise<void> {
    const control = new WritingControl();
    setOutcome(null);
    setWriting({ control, isPaused: false, bytes: 0 });
    const written = await sticks.write(handle, {
      withPhotos,
      control,
      onProgress: ({ bytes }) => setWriting((now) => now && { ...now, bytes }),
    });
    setWriting(null);
    setOutcome(written);
    onWritten();
  }

  return (
    <section className="jd-panel jd-stick-panel" aria-label={t('write.title')}>
      <h2 className="jd-subtitle">{t('write.title')}</h2>
      {goes ? <Goes goes={goes} withPhotos={withPhotos} folder={folder} /> : null}
      {goes && goes.photos > 0 ? (
        <Checkbox
          checked={withPhotos}
          disabled={writing !== null}
          onChange={(event) => setWithPhotos(event.target.checked)}
        >
          {t('write.withPhotos')}
        </Checkbox>
      ) : null}
      {writing ? (
        <Progress writing={writing} total={total} onChange={setWriting} />
      ) : (
        <div className="jd-stick-line">
          <Button
            type="primary"
            disabled={folder === null}
            onClick={() => folder && void write(folder.handle)}
          >
            {t('write.do')}
          </Button>
          {folder === null ? <span className="jd-soft">{t('write.needsFolder')}</span> : null}
        </div>
      )}
      {outcome ? <Outcome outcome={outcome} /> : null}
      <Handed changes={changes} />
      <ul className="jd-stick-notes">
        <li>{t('write.carrier')}</li>
        <li>{t('write.noReceipt')}</li>
      </ul>
    </section>
  );
}

function Goes({
  goes,
  withPhotos,
  folder,
}: {
  readonly goes: StickEstimate;
  readonly withPhotos: boolean;
  readonly folder: StickFolder | null;
}): ReactNode {
  const { t } = useTranslation('sticks');
  const photos = withPhotos ? goes.photos : 0;
  const bytes = FRAME_BYTES + Math.ceil(goes.actBytes / PACKED) + (withPhotos ? goes.photoBytes : 0);
  if (goes.acts === 0 && photos === 0) return <p>{t('write.nothing')}</p>;
  return (
    <p className="jd-stick-line">
      <strong>{t('write.acts', { count: goes.acts })}</strong>
      {photos > 0 ? <strong>{t('write.photos', { count: photos })}</strong> : null}
      <span className="jd-soft">
        {t('write.about')} <Num>{bytesText(bytes)}</Num>
      </span>
      {folder && folder.freeBytes < bytes ? (
        <span className="jd-stick-soon">{t('write.tooSmall')}</span>
      ) : null}
    </p>
  );
}

function Progress({
  writing,
  total,
  onChange,
}: {
  readonly writing: Writing;
  readonly total: number;
  readonly onChange: (writing: Writing) => void;
}): ReactNode {
  const { t } = useTranslation('sticks');
  const { control, isPaused, bytes } = writing;
  const name = t(isPaused ? 'write.paused' : 'write.running');
  const toggle = (): void => {
    if (isPaused) control.resume();
    else control.pause();
    onChange({ ...writing, isPaused: !isPaused });
  };
  return (
    <div className="jd-stick-line">
      <span role="status">{name}</span>
      <Meter done={bytes} total={total} label={name} className="jd-stick-meter" />
      <Num className="jd-soft">{`${bytesText(bytes)} / ${bytesText(total)}`}</Num>
      <Button size="small" onClick={toggle}>
        {t(isPaused ? 'write.resume' : 'write.pause')}
      </Button>
      <Button size="small" onClick={() => control.cancel()}>
        {t('write.cancel')}
      </Button>
    </div>
  );
}

function Outcome({ outcome }: { readonly outcome: WriteOutcome }): ReactNode {
  const { t } = useTranslation('sticks');
  if (outcome.kind === 'cancelled') return <p role="status">{t('write.cancelled')}</p>;
  if (outcome.kind !== 'written') return <StickProblem failure={outcome} />;
  return (
    <div role="status" className="jd-stick-done">
      <p>
        {t('write.done')} <Num>{outcome.file.name}</Num>{' '}
        <Num className="jd-soft">{bytesText(outcome.file.sizeBytes)}</Num>
      </p>
      {outcome.missing > 0 ? (
        <p className="jd-stick-soon">{t('write.missing', { count: outcome.missing })}</p>
      ) : null}
    </div>
  );
}

/** A stick is no receipt: what left on one and is not confirmed yet. */
function Handed({ changes }: { readonly changes: number }): ReactNode {
  const { t } = useTranslation('sticks');
  const { sticks } = useDesk();
  const [handed, setHanded] = useState<HandedOver | null>(null);
  useEffect(() => {
    let isShown = true;
    void sticks.handedOver().then((value) => isShown && setHanded(value));
    return () => {
      isShown = false;
    };
  }, [sticks, changes]);
  if (handed === null) return null;
  return (
    <p className="jd-stick-handed">
      {t('handed', { count: handed.acts })} <Num>{dateTimeText(handed.at)}</Num>
    </p>
  );
}
