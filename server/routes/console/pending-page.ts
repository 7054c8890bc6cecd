import { readAlarms } from '../../features/acts/alarms.ts';
import { readPending, type PendingSegment } from '../../features/console/pending.ts';
import { readFleet } from '../../features/console/fleet.ts';
import { deviceName } from './device-parts.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { page } from './layout.ts';
import { empty, moment, num, shortId, table, tag } from './parts.ts';
import type { SignedVisit } from './visit.ts';
import type { Words } from './words.ts';

/** Segments that came before the one they follow, and what is missing between. */
export async function pendingPage(visit: SignedVisit): Promise<string> {
  const { core, words, now } = visit;
  const { t } = words;
  const { pendingHours } = await readAlarms(core);
  const segments = await readPending(core.db, now, pendingHours);
  const fleet = new Map((await readFleet(core.db, now)).map((device) => [device.id, device]));
  const rowOf = (segment: PendingSegment): readonly HtmlValue[] => {
    const device = fleet.get(segment.deviceId);
    return [
      device ? deviceName(words, device) : shortId(segment.deviceId),
      shortId(segment.logId),
      num(`${segment.from} – ${segment.to}`),
      num(`${segment.headSeq + 1} – ${segment.from - 1}`),
      moment(segment.receivedAt),
      html`${ageText(words, segment)} ${segment.isOverdue ? tag(t('console:pending.overdue'), 'late') : null}`,
    ];
  };
  return page(
    visit,
    'pending',
    t('console:pending.title'),
    segments.length === 0
      ? empty(t('console:pending.empty'), t('console:pending.emptyText'))
      : html`${table(
            t('console:pending.title'),
            [
              { words: t('console:column.people') },
              { words: t('console:column.log') },
              { words: t('console:column.arrived'), isNumber: true },
              { words: t('console:column.missing'), isNumber: true },
              { words: t('console:column.receivedAt') },
              { words: t('console:column.waits') },
            ],
            segments.map(rowOf),
          )}
          <p class="soft">${t('console:pending.advice')}</p>`,
    t('console:pending.note', { count: pendingHours }),
  );
}

function ageText({ t }: Words, { hours }: PendingSegment): Html {
  const days = Math.floor(hours / 24);
  return html`${days > 0 ? t('console:days', { count: days }) : t('console:hours', { count: hours })}`;
}
