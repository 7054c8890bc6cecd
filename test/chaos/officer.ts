import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startVisit, openVisit } from '../../scripts/demo/driver/frame.ts';
import { addPhoto, answerItem, holds, shownItems } from '../../scripts/demo/driver/visit.ts';
import type { DemoDevice } from '../../scripts/demo/device.ts';
import type { PlannedAnswer } from '../../scripts/samples/answers.ts';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';
import type { TemplateItem } from '../../shared/domain/inspections/template.ts';

const PHOTO_ITEM = 'DR-C05';

export interface Beat {
  readonly answers: number;
  readonly photos: number;
}

export interface OfficerParts {
  readonly desk: DemoDevice;
  readonly items: readonly TemplateItem[];
  /** Names of institutions still to be visited; taken from the front. */
  readonly institutions: string[];
  readonly partner: string;
  readonly folder: string;
}

/**
 * An officer at the screen: answers, photographs, goes on to the next visit. Remembers what the screen called saved, and
 * demands it back after every power cut.
 */
export class Officer {
  readonly #parts: OfficerParts;
  #institution: string | null = null;
  #visitMayExist = false;
  #left: TemplateItem[] = [];
  #saved = new Map<string, PlannedAnswer>();
  #photosOfVisit = 0;
  #tries = 0;
  /** What was shown as saved, over all visits. */
  answersSaved = 0;
  photosSaved = 0;

  constructor(parts: OfficerParts) {
    this.#parts = parts;
  }

  /** Works until the beat is done. Throws when the app goes away under the officer's hands. */
  async work(beat: Beat): Promise<void> {
    await this.#toVisit();
    for (let i = 0; i < beat.answers; i++) {
      if (this.#left.length === 0) await this.#nextVisit();
      const item = this.#left[0];
      if (!item) throw new Error('a visit without items');
      const answer: PlannedAnswer = {
        item,
        value: { kind: 'choice', choice: i % 3 === 0 ? 'na' : 'yes' },
        // Never the same twice: an answer that was saved just before a kill would show no new mark when given again.
        note: `${(this.#tries += 1)}`,
        finding: null,
      };
      this.#saved.delete(item.id);
      await answerItem(this.#parts.desk.page, this.#parts.desk.t, answer);
      this.#saved.set(item.id, answer);
      this.#left.shift();
      this.answersSaved += 1;
    }
    for (let i = 0; i < beat.photos; i++) {
      const path = join(this.#parts.folder, `photo-${this.photosSaved}.jpg`);
      await writeFile(path, encodeJpeg(drawPicture('premises', 480, seededDice(this.photosSaved + 1)), 82));
      await addPhoto(this.#parts.desk.page, this.#parts.desk.t, PHOTO_ITEM, path);
      this.#photosOfVisit += 1;
      this.photosSaved += 1;
    }
  }

  /** What is missing of all that this visit's screen had called saved; empty when nothing is. */
  async missing(): Promise<readonly string[]> {
    if (this.#institution === null) return [];
    await this.#toVisit();
    const shown = await shownItems(this.#parts.desk.page);
    const lost = [...this.#saved].filter(([itemId, answer]) => !holds(shown[itemId], answer));
    const photos = shown[PHOTO_ITEM]?.photos ?? 0;
    return [
      ...lost.map(([itemId]) => `${this.#institution}: answer ${itemId}`),
      ...(photos < this.#photosOfVisit
        ? [`${this.#institution}: ${photos} of ${this.#photosOfVisit} photos`]
        : []),
    ];
  }

  async #toVisit(): Promise<void> {
    if (this.#institution === null) return this.#nextVisit();
    const { desk } = this.#parts;
    const isThere = (await desk.page.locator('.jd-items [data-item]').count()) > 0;
    if (isThere) return;
    if (this.#visitMayExist && !(await this.#exists(this.#institution)))
      return this.#start(this.#institution);
    await openVisit(desk.page, desk.t, this.#institution);
    await desk.page.locator('.jd-items [data-item]').first().waitFor();
    this.#visitMayExist = false;
  }

  async #nextVisit(): Promise<void> {
    const next = this.#parts.institutions.shift();
    if (next === undefined) throw new Error('there are no more institutions to visit');
    this.#institution = next;
    this.#left = [...this.#parts.items];
    this.#saved = new Map();
    this.#photosOfVisit = 0;
    this.#visitMayExist = true;
    await this.#start(next);
  }

  /** Killed in the middle of starting, a visit may be there or not: both are right, twice would be wrong. */
  async #start(institution: string): Promise<void> {
    const { desk, partner } = this.#parts;
    await startVisit(desk.page, desk.t, { institution, partner });
    this.#visitMayExist = false;
  }

  async #exists(institution: string): Promise<boolean> {
    const { desk } = this.#parts;
    await desk.page.evaluate(() => (location.hash = '#/inspections'));
    await desk.page.getByRole('heading', { level: 1 }).waitFor();
    await desk.page.waitForTimeout(500);
    return (await desk.page.getByRole('link', { name: institution }).count()) > 0;
  }
}
