import { Button } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import { addEvidence, removeEvidence } from '../../../../shared/domain/rectification/evidence-mutations.ts';
import { UNREPORTED } from '../../../../shared/domain/rectification/life.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { Desk, PreparedPhoto } from '../../../data/desk.ts';
import { useToday } from '../../../data/use-today.ts';
import { EvidenceNote } from '../evidence-note.tsx';
import { MarkingDialog } from '../marking/marking-dialog.tsx';
import type { Picture } from '../prepare-photo.ts';
import { PhotoDialog } from '../visit/photo-dialog.tsx';
import { failureOf, photoFailureOf, stagingFailureOf, type SaveFailure } from '../visit/save-failure.ts';
import { Thumb } from '../visit/thumb.tsx';
import '../visit/visit.css';
import type { RectifyDetail } from './rectify-query.ts';

type Side = 'before' | 'after';

/** How it was beside how it is. */
export function EvidencePanel({ detail }: { readonly detail: RectifyDetail }): ReactNode {
  const { t } = useTranslation('rectify');
  return (
    <section className="jd-panel jd-rectify-evidence" aria-label={t('evidence.title')}>
      <Pictures side="before" photos={detail.before} detail={detail} />
      <Pictures side="after" photos={detail.after} detail={detail} />
      <footer>
        <EvidenceNote inspectionId={detail.rectification.id} />
      </footer>
    </section>
  );
}

interface PicturesProps {
  readonly side: Side;
  readonly photos: readonly Attachment[];
  readonly detail: RectifyDetail;
}

function Pictures({ side, photos, detail }: PicturesProps): ReactNode {
  const { t } = useTranslation(['rectify', 'errors', 'inspections']);
  const desk = useDesk();
  const today = useToday();
  const picker = useRef<HTMLInputElement>(null);
  const [shownId, setShown] = useState<RecordId | null>(null);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const [marking, setMarking] = useState<Marking | null>(null);
  const { rectification } = detail;
  const { state } = rectification;
  const mayAdd = UNREPORTED.includes(state) || state === 'reported' || state === 'recheck';
  const shown = photos.find((photo) => photo.id === shownId);
  const mayRemove = UNREPORTED.includes(state) && shown?.recordId === rectification.id;
  const store = async (prepared: PreparedPhoto): Promise<void> => {
    const about = { prepared, side, recordId: rectification.id, on: today };
    setFailure(await addOne(desk, about));
  };
  const remove = async (photo: Attachment): Promise<void> => {
    setShown(null);
    const about = { rectificationId: rectification.id, attachmentId: photo.id, on: today };
    setFailure(failureOf(await desk.act(removeEvidence, about)));
  };
  // i18n-dynamic: rectify:evidence.*
  return (
    <div role="group" aria-label={t(`evidence.${side}`)} data-side={side}>
      <header>
        <h3>{t(`evidence.${side}`)}</h3>
        <Button
          size="small"
          disabled={!mayAdd}
          title={mayAdd ? undefined : t('evidence.closed')}
          onClick={() => picker.current?.click()}
        >
          {t('evidence.add')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept="image/*"
          multiple
          hidden
          data-picker={side}
          onChange={(event) => {
            const pictures = [...(event.target.files ?? [])];
            setFailure(null);
            if (pictures.length > 0) setMarking({ pictures, done: 0 });
            event.target.value = '';
          }}
        />
      </header>
      {failure ? <FailureLine failure={failure} /> : null}
      {photos.length === 0 ? <p className="jd-soft">{t(`evidence.none-${side}`)}</p> : null}
      <div className="jd-rectify-photos">
        {photos.map((photo, at) => (
          <Thumb
            key={photo.id}
            photo={photo}
            isLarge
            label={t('inspections:photo.open', { number: at + 1 })}
            onOpen={() => setShown(photo.id)}
          />
        ))}
      </div>
      {marking ? (
        <MarkingDialog
          itemId={rectification.itemId ?? ''}
          pictures={marking.pictures}
          done={marking.done}
          onStore={store}
          onProblem={(problem) => setFailure(photoFailureOf(problem))}
          onNext={() => {
            const left = marking.pictures.slice(1);
            setMarking(left.length > 0 ? { pictures: left, done: marking.done + 1 } : null);
          }}
          onClose={() => setMarking(null)}
        />
      ) : null}
      {shown ? (
        <PhotoDialog
          itemId={t(`evidence.${side}`)}
          photos={photos}
          shown={shown}
          officers={detail.officers}
          onShow={setShown}
          onClose={() => setShown(null)}
          {...(mayRemove ? { onRemove: () => void remove(shown) } : {})}
        />
      ) : null}
    </div>
  );
}

function FailureLine({ failure }: { readonly failure: SaveFailure }): ReactNode {
  const { t } = useTranslation('errors');
  // i18n-dynamic: errors:refusal.*, errors:photo.*, errors:not-saved.*
  const text =
    failure.kind === 'refused'
      ? t(`errors:refusal.${failure.refusal.kind}`, { ...failure.refusal })
      : failure.kind === 'photo'
        ? t(`errors:photo.${failure.reason}`, { maxMegabytes: failure.maxMegabytes })
        : t(`errors:not-saved.${failure.reason}`);
  return (
    <p role="alert" className="jd-field-problem">
      {text}
    </p>
  );
}

/** Pictures between the file and storing: what must not be seen is made unreadable first. */
interface Marking {
  readonly pictures: readonly Picture[];
  readonly done: number;
}

interface NewPhoto {
  readonly prepared: PreparedPhoto;
  readonly side: Side;
  readonly recordId: RecordId;
  readonly on: ReturnType<typeof useToday>;
}

async function addOne(
  desk: Pick<Desk, 'photos' | 'act' | 'clock' | 'random'>,
  { prepared, side, recordId, on }: NewPhoto,
): Promise<SaveFailure | null> {
  const staged = await desk.photos.stage(prepared);
  if (staged.kind !== 'staged') return stagingFailureOf(staged);
  const { mime, widthPx, heightPx } = prepared;
  const attachment = {
    id: newUlid(desk.clock, desk.random) as RecordId,
    recordId,
    itemId: side,
    purpose: 'evidence' as const,
    sha256: staged.sha256,
    sizeBytes: staged.sizeBytes,
    mime,
    widthPx,
    heightPx,
    takenAt: desk.clock.now(),
  };
  return failureOf(await desk.act(addEvidence, { on, attachment }));
}
