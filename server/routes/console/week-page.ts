import { weekAfter, weekBefore, weekDays, weekOf, type IsoWeek } from '../../../shared/lib/iso-week.ts';
import { buildSheet, type Sheet, type SheetCounts } from '../../../shared/protocol/reconciliation.ts';
import { readFleet, type FleetDevice } from '../../features/console/fleet.ts';
import { weekOfDevice } from '../../features/reconcile/reconcile.ts';
import { actTitle } from './act-words.ts';
import { devicePath } from './device-parts.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { CONSOLE_ROOT, page } from './layout.ts';
import { bytes, moment, num, table } from './parts.ts';
import type { SignedVisit } from './visit.ts';
import type { Words } from './words.ts';

/** The weekly sheet of a device from the region's own tables: the same arithmetic as on the device. */
export async function weekPage(visit: SignedVisit, deviceId: string, week: IsoWeek): Promise<string | null> {
  const { core, words, now } = visit;
  const { t } = words;
  const device = (await readFleet(core.db, now)).find((one) => one.id === deviceId);
  if (!device) return null;
  const sheet = buildSheet(await weekOfDevice(core.db, deviceId, week));
  const { monday, sunday } = weekDays(week);
  const names = device.officers.map((officer) => words.pick(officer.name)).join(' · ');
  const to = (other: IsoWeek): string => `${devicePath(deviceId)}/weeks/${other}`;
  return page(
    visit,
    'fleet',
    t('console:sheet.title', { week }),
    html`<nav class="pager no-print" aria-label="${t('console:sheet.weeks')}">
        <a href="${to(weekBefore(week))}">${num(weekBefore(week))}</a>
        ${week < weekOf(now) ? html`<a href="${to(weekAfter(week))}">${num(weekAfter(week))}</a>` : null}
        <a href="${devicePath(deviceId)}">${t('console:sheet.toDevice')}</a>
      </nav>
      ${actsTable(words, sheet)} ${photosTable(words, sheet)} ${logsTable(words, sheet)}
      ${stated(words, device)}`,
    html`${names} · ${num(`${monday} – ${sunday}`)}`,
  );
}

function actsTable(words: Words, sheet: Sheet): Html {
  const { t } = words;
  const cells = (counts: SheetCounts): readonly HtmlValue[] => [
    num(counts.created),
    num(counts.delivered),
    num(counts.waiting, counts.waiting === 0 ? 'zero' : ''),
    num(counts.quarantined, counts.quarantined === 0 ? 'zero' : ''),
    num(counts.withdrawn, counts.withdrawn === 0 ? 'zero' : ''),
  ];
  return table(
    t('console:sheet.acts'),
    [
      { words: t('console:column.act') },
      { words: t('console:sheet.created'), isNumber: true },
      { words: html`= ${t('console:sheet.delivered')}`, isNumber: true },
      { words: html`+ ${t('console:sheet.waiting')}`, isNumber: true },
      { words: html`+ ${t('console:sheet.quarantined')}`, isNumber: true },
      { words: html`+ ${t('console:sheet.withdrawn')}`, isNumber: true },
    ],
    sheet.lines.map((line) => [actTitle(words, line.name), ...cells(line)]),
    [t('console:overview.total'), ...cells(sheet.total)],
  );
}

function photosTable({ t }: Words, { photos }: Sheet): Html {
  return table(
    t('console:sheet.photos'),
    [
      { words: t('console:sheet.photos') },
      { words: t('console:sheet.made'), isNumber: true },
      { words: html`= ${t('console:sheet.received')}`, isNumber: true },
      { words: html`+ ${t('console:sheet.notArrived')}`, isNumber: true },
      { words: html`+ ${t('console:sheet.stopped')}`, isNumber: true },
    ],
    [
      [
        t('console:sheet.files'),
        num(photos.made),
        num(photos.received),
        num(photos.waiting),
        num(photos.stopped),
      ],
      [
        t('console:column.size'),
        bytes(photos.madeBytes),
        bytes(photos.receivedBytes),
        bytes(photos.waitingBytes),
        bytes(photos.stoppedBytes),
      ],
    ],
  );
}

function logsTable({ t }: Words, { logs }: Sheet): Html {
  return table(
    t('console:device.logs'),
    [
      { words: t('console:column.log') },
      { words: t('console:sheet.range'), isNumber: true },
      { words: t('console:sheet.created'), isNumber: true },
      { words: t('console:sheet.mark'), isNumber: true },
      { words: t('console:column.chain') },
    ],
    logs.map((log) => [
      num(log.logId, 'code small'),
      num(`${log.from} – ${log.to}`),
      num(log.acts),
      log.receipted
        ? html`<a href="${CONSOLE_ROOT}/receipts?log=${log.logId}&seq=${log.receipted.seq}"
            >${num(log.receipted.seq)}</a
          >`
        : '–',
      log.receipted
        ? html`<span class="code small wrap"><bdi dir="ltr">${log.receipted.chain}</bdi></span>`
        : '–',
    ]),
  );
}

/** The device's own figures are of all weeks: they are said beside the sheet, not compared with it. */
function stated({ t }: Words, { contact }: FleetDevice): Html | null {
  if (!contact?.stated) return null;
  const { created, delivered, waiting, quarantined, withdrawn } = contact.stated.counts;
  return html`<p class="soft">
    ${t('console:sheet.stated')} ${moment(contact.at)}${': '}
    ${num(`${created} = ${delivered} + ${waiting} + ${quarantined} + ${withdrawn}`)}
  </p>`;
}
