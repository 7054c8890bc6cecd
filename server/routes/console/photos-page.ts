import { readMissingPhotos } from '../../features/console/missing-photos.ts';
import { readOffices } from '../../features/console/overview.ts';
import { html } from './html.ts';
import { CONSOLE_ROOT, page } from './layout.ts';
import { officerNames } from './officer-names.ts';
import { bytes, empty, iso, moment, num, prefectureChoice, shortId, table } from './parts.ts';
import type { SignedVisit } from './visit.ts';

const LIMIT = 500;

/** Files that records name and that have not arrived. */
export async function photosPage(visit: SignedVisit, query: URLSearchParams): Promise<string> {
  const { core, words } = visit;
  const { t } = words;
  const prefecture = query.get('prefecture') || null;
  const offices = await readOffices(core.db);
  const photos = await readMissingPhotos(core.db, prefecture, LIMIT);
  const nameOf = await officerNames(
    core.db,
    words,
    photos.map((photo) => photo.by),
  );
  const officeOf = new Map(offices.map((office) => [office.code, words.pick(office.name)]));
  return page(
    visit,
    'photos',
    t('console:photos.title'),
    html`<form class="filter" method="get" action="${CONSOLE_ROOT}/photos">
        ${prefectureChoice(words, prefecture, offices)}
        <button type="submit">${t('console:filter.do')}</button>
      </form>
      ${
        photos.length === 0
          ? empty(t('console:photos.empty'), t('console:photos.emptyText'))
          : table(
              t('console:photos.title'),
              [
                { words: t('console:column.takenAt') },
                { words: t('console:column.prefecture') },
                { words: t('console:column.people') },
                { words: t('console:column.record') },
                { words: t('console:column.item') },
                { words: t('console:column.size'), isNumber: true },
              ],
              photos.map((photo) => [
                moment(photo.takenAt),
                officeOf.get(photo.prefectureCode) ?? photo.prefectureCode,
                iso(nameOf(photo.by)),
                shortId(photo.recordId),
                photo.itemId === null ? '–' : num(photo.itemId),
                bytes(photo.sizeBytes),
              ]),
            )
      }`,
    photos.length === LIMIT
      ? t('console:photos.first', { count: LIMIT })
      : t('console:photos.count', { count: photos.length }),
  );
}
