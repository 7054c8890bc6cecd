import { readEvents, type ConsoleEvent } from '../../features/console/events.ts';
import { devicePath } from './device-parts.ts';
import { html, type HtmlValue } from './html.ts';
import { page } from './layout.ts';
import { officerNames } from './officer-names.ts';
import { empty, iso, moment, num, shortId, table } from './parts.ts';
import type { SignedVisit } from './visit.ts';

const LIMIT = 300;

/** Who signed in and who ordered what, newest first. */
export async function eventsPage(visit: SignedVisit): Promise<string> {
  const { core, words } = visit;
  const { t } = words;
  const events = await readEvents(core.db, LIMIT);
  const nameOf = await officerNames(
    core.db,
    words,
    events.map((event) => event.officerId),
  );
  const target = ({ details }: ConsoleEvent): HtmlValue =>
    details.deviceId
      ? html`<a href="${devicePath(details.deviceId)}">${shortId(details.deviceId)}</a>`
      : details.logId
        ? num(`…${details.logId.slice(-6)}:${details.seqs ?? ''}`, 'code')
        : null;
  return page(
    visit,
    'events',
    t('console:events.title'),
    events.length === 0
      ? empty(t('console:events.empty'), t('console:events.emptyText'))
      : table(
          t('console:events.title'),
          [
            { words: t('console:column.at') },
            { words: t('console:column.people') },
            { words: t('console:column.event') },
            { words: t('console:column.target') },
            { words: t('console:order.reason') },
          ],
          events.map((event) => [
            moment(event.at),
            iso(nameOf(event.officerId)),
            // i18n-dynamic: console:event.*
            t(`console:event.${event.kind}`),
            target(event),
            event.details.reason ? iso(event.details.reason) : null,
          ]),
        ),
    t('console:events.note'),
  );
}
