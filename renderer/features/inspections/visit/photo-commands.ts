import type { Attachment, Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { addAttachment, removeAttachment } from '../../../../shared/domain/inspections/mutations.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk } from '../../../data/desk.ts';
import { preparePhoto } from '../prepare-photo.ts';
import { failureOf, photoFailureOf, stagingFailureOf, type SaveFailure } from './save-failure.ts';
import { setMark, setPhotosBusy, type VisitUiStore } from './visit-ui.ts';

/** Adds and removes evidence photos of one visit. */
export class PhotoCommands {
  readonly #desk: Desk;
  readonly #inspection: Pick<Inspection, 'id'>;
  readonly #ui: VisitUiStore;

  constructor(desk: Desk, inspection: Pick<Inspection, 'id'>, ui: VisitUiStore) {
    this.#desk = desk;
    this.#inspection = inspection;
    this.#ui = ui;
  }

  /** One after the other, so that twenty photos do not fill the memory; the last failure stays shown. */
  async add(itemId: string, files: readonly Blob[]): Promise<void> {
    if (files.length === 0) return;
    setPhotosBusy(this.#ui, itemId, true);
    setMark(this.#ui, itemId, { kind: 'saving' });
    const failed: { readonly file: Blob; readonly failure: SaveFailure }[] = [];
    for (const file of files) {
      const failure = await this.#addOne(itemId, file);
      if (failure) failed.push({ file, failure });
    }
    setPhotosBusy(this.#ui, itemId, false);
    const last = failed.at(-1);
    // A picture that cannot be read will not become readable: only what the disk refused is worth another try.
    const retry = failed.filter((one) => one.failure.kind !== 'photo').map((one) => one.file);
    const again = retry.length > 0 ? () => void this.add(itemId, retry) : null;
    if (last) setMark(this.#ui, itemId, { kind: 'failed', failure: last.failure, again });
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

  async #addOne(itemId: string, file: Blob): Promise<SaveFailure | null> {
    const prepared = await preparePhoto(file);
    if (!prepared.ok) return photoFailureOf(prepared.error);
    const staged = await this.#desk.photos.stage(prepared.value);
    if (staged.kind !== 'staged') return stagingFailureOf(staged);
    return this.#record(itemId, {
      id: newUlid(this.#desk.clock, this.#desk.random) as RecordId,
      recordId: this.#inspection.id,
      itemId,
      purpose: 'evidence',
      sha256: staged.sha256,
      sizeBytes: staged.sizeBytes,
      mime: prepared.value.mime,
      widthPx: prepared.value.widthPx,
      heightPx: prepared.value.heightPx,
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
