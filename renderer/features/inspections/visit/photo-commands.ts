import type { Attachment, Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { addAttachment, removeAttachment } from '../../../../shared/domain/inspections/mutations.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk, PreparedPhoto } from '../../../data/desk.ts';
import type { Picture } from '../prepare-photo.ts';
import { failureOf, stagingFailureOf, type SaveFailure } from './save-failure.ts';
import { setMark, setPhotosBusy, type VisitUiStore } from './visit-ui.ts';

type PhotoDesk = Pick<Desk, 'act' | 'clock' | 'random'> & { readonly photos: Pick<Desk['photos'], 'stage'> };

/** Adds and removes evidence photos of one visit. */
export class PhotoCommands {
  readonly #desk: PhotoDesk;
  readonly #inspection: Pick<Inspection, 'id'>;
  readonly #ui: VisitUiStore;

  constructor(desk: PhotoDesk, inspection: Pick<Inspection, 'id'>, ui: VisitUiStore) {
    this.#desk = desk;
    this.#inspection = inspection;
    this.#ui = ui;
  }

  /** Photos for this item go through the marking step first: nothing of them is written before. */
  add(itemId: string, pictures: readonly Picture[]): void {
    if (pictures.length === 0) return;
    this.#ui.setState(({ marking }) => ({
      marking: {
        itemId: marking?.itemId ?? itemId,
        pictures: [...(marking?.pictures ?? []), ...pictures],
        done: marking?.done ?? 0,
      },
    }));
  }

  /** Stores a marked photo. What the disk refused can be tried again: the marked bytes are kept for that. */
  async store(itemId: string, prepared: PreparedPhoto): Promise<void> {
    setPhotosBusy(this.#ui, itemId, 1);
    setMark(this.#ui, itemId, { kind: 'saving' });
    const failure = await this.#storeOne(itemId, prepared);
    setPhotosBusy(this.#ui, itemId, -1);
    if (failure) this.fail(itemId, failure, () => void this.store(itemId, prepared));
  }

  /** A picture that cannot be read will not become readable: there is nothing to try again. */
  fail(itemId: string, failure: SaveFailure, again: (() => void) | null = null): void {
    setMark(this.#ui, itemId, { kind: 'failed', failure, again });
  }

  /** Takes a photo away at once and offers to bring it back; its bytes stay staged. */
  async remove(itemId: string, photo: Attachment): Promise<void> {
    setMark(this.#ui, itemId, { kind: 'saving' });
    const outcome = await this.#desk.act(removeAttachment, {
      attachmentId: photo.id,
      inspectionId: this.#inspection.id,
    });
    const failure = failureOf(outcome);
    if (failure)
      return setMark(this.#ui, itemId, {
        kind: 'failed',
        failure,
        again: () => void this.remove(itemId, photo),
      });
    if (outcome.kind === 'saved') setMark(this.#ui, itemId, { kind: 'saved', at: outcome.at });
    const { by: _by, prefectureCode: _prefecture, ...draft } = photo;
    this.#ui.setState({ undo: { what: 'photo', itemId, run: () => void this.#record(itemId, draft) } });
  }

  async #storeOne(itemId: string, prepared: PreparedPhoto): Promise<SaveFailure | null> {
    const staged = await this.#desk.photos.stage(prepared);
    if (staged.kind !== 'staged') return stagingFailureOf(staged);
    return this.#record(itemId, {
      id: newUlid(this.#desk.clock, this.#desk.random) as RecordId,
      recordId: this.#inspection.id,
      itemId,
      purpose: 'evidence',
      sha256: staged.sha256,
      sizeBytes: staged.sizeBytes,
      mime: prepared.mime,
      widthPx: prepared.widthPx,
      heightPx: prepared.heightPx,
      takenAt: this.#desk.clock.now(),
    });
  }

  async #record(
    itemId: string,
    attachment: Omit<Attachment, 'by' | 'prefectureCode'>,
  ): Promise<SaveFailure | null> {
    const outcome = await this.#desk.act(addAttachment, { attachment });
    if (outcome.kind === 'saved') setMark(this.#ui, itemId, { kind: 'saved', at: outcome.at });
    return failureOf(outcome);
  }
}

/** Pictures among dropped or pasted things. */
export function imagesIn(transfer: DataTransfer | null): readonly File[] {
  return [...(transfer?.files ?? [])].filter((file) => file.type === '' || file.type.startsWith('image/'));
}
