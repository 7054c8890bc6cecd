import { weekDays, weekOf } from '../../../shared/lib/iso-week.ts';
import { readAlarms, type Alarms } from '../../features/acts/alarms.ts';
import { SILENT_AFTER_DAYS, readFleet } from '../../features/console/fleet.ts';
import { officeFigures, sumOf, type Figures } from '../../features/console/overview.ts';
import { html, type Html } from './html.ts';
import { CONSOLE_ROOT, page } from './layout.ts';
import { figure, moment, num, table, type Column } from './parts.ts';
import type { SignedVisit } from './visit.ts';
import type { Words } from './words.ts';

/** Six figures, what needs somebody, and the prefectures side by side. */
export async function overviewPage(visit: SignedVisit): Promise<string> {
  const { core, words, now } = visit;
  const { t } = words;
  const fleet = await readFleet(core.db, now);
  const offices = await officeFigures(core.db, fleet, now);
  const total = sumOf(offices);
  const overdue = await readAlarms(core);
  const { monday, sunday } = weekDays(weekOf(now));
  return page(
    visit,
    'overview',
    t('console:overview.title'),
    html`${sixFigures(words, total)} ${alarms(words, total, overdue)}
      <h2>${t('console:overview.byPrefecture')}</h2>
      ${table(
        t('console:overview.byPrefecture'),
        columnsOf(words),
        offices.map((one) => [
          words.pick(one.office.name),
          ...cells(words, one, `prefecture=${one.office.code}`, words.pick(one.office.name)),
        ]),
        [t('console:overview.total'), ...cells(words, total, '', t('console:overview.total'))],
      )}`,
    html`${t('console:overview.week')} ${num(`${monday} – ${sunday}`)}`,
  );
}

function sixFigures({ t }: Words, total: Figures): Html {
  const entry = (
    href: string,
    label: string,
    value: Html | number,
    note: string,
    tone: 'late' | 'soon' | '' = '',
  ): Html =>
    html`<li>
      <a href="${CONSOLE_ROOT}${href}">
        <span>${label}</span>
        <strong class="${tone}">${num(value)}</strong>
        <span class="soft">${note}</span>
      </a>
    </li>`;
  return html`<ul class="panel figures" aria-label="${t('console:overview.figures')}">
    ${entry(
      '/fleet',
      t('console:figure.devices'),
      html`${total.inContact} / ${total.devices}`,
      t('console:figure.devicesNote'),
    )}
    ${entry('/fleet', t('console:figure.received'), total.received, t('console:figure.receivedNote'))}
    ${entry(
      '/fleet?state=backlog',
      t('console:figure.backlog'),
      total.backlog,
      t('console:figure.backlogNote'),
    )}
    ${entry(
      '/acts?state=held',
      t('console:figure.held'),
      total.held,
      t('console:figure.heldNote'),
      total.held > 0 ? 'soon' : '',
    )}
    ${entry(
      '/acts?state=refused',
      t('console:figure.refused'),
      total.refused,
      t('console:figure.refusedNote'),
      total.refused > 0 ? 'soon' : '',
    )}
    ${entry('/photos', t('console:figure.photos'), total.photosMissing, t('console:figure.photosNote'))}
  </ul>`;
}

function alarms({ t }: Words, { silent }: Figures, { held, pending, heldDays }: Alarms): Html | null {
  if (silent === 0 && held.length === 0 && pending.length === 0) return null;
  const alarm = (count: number, href: string, text: string): Html | null =>
    count === 0 ? null : html`<p><a href="${CONSOLE_ROOT}${href}">${text}</a></p>`;
  return html`<div class="notice late stack" role="status">
    ${alarm(
      silent,
      '/fleet?state=silent',
      t('console:alarm.silent', { count: silent, days: SILENT_AFTER_DAYS }),
    )}
    ${alarm(pending.length, '/pending', t('console:alarm.pending', { count: pending.length }))}
    ${alarm(held.length, '/acts?state=held', t('console:alarm.held', { count: held.length, days: heldDays }))}
  </div>`;
}

function columnsOf({ t }: Words): readonly Column[] {
  return [
    { words: t('console:column.prefecture') },
    { words: t('console:column.inContact'), isNumber: true },
    { words: t('console:column.received'), isNumber: true },
    { words: t('console:column.backlog'), isNumber: true },
    { words: t('console:column.held'), isNumber: true },
    { words: t('console:column.refused'), isNumber: true },
    { words: t('console:column.photos'), isNumber: true },
    { words: t('console:column.lastContact') },
  ];
}

function cells({ t }: Words, one: Figures, query: string, place: string): readonly Html[] {
  const to = (path: string, extra = ''): string => {
    const all = [query, extra].filter((part) => part !== '').join('&');
    return `${CONSOLE_ROOT}${path}${all === '' ? '' : `?${all}`}`;
  };
  const label = (column: string, count: number): string => `${place} · ${column} · ${count}`;
  const silent =
    one.silent > 0
      ? html` <span class="tag late">${t('console:fleet.silentCount', { count: one.silent })}</span>`
      : null;
  return [
    one.devices === 0
      ? html`<span class="soft">${t('console:overview.noDevices')}</span>`
      : html`<a
            class="figure"
            href="${to('/fleet')}"
            aria-label="${label(t('console:column.inContact'), one.inContact)}"
            >${num(html`${one.inContact} / ${one.devices}`)}</a
          >${silent}`,
    figure(one.received, to('/fleet'), label(t('console:column.received'), one.received)),
    figure(one.backlog, to('/fleet', 'state=backlog'), label(t('console:column.backlog'), one.backlog)),
    figure(one.held, to('/acts', 'state=held'), label(t('console:column.held'), one.held)),
    figure(one.refused, to('/acts', 'state=refused'), label(t('console:column.refused'), one.refused)),
    figure(one.photosMissing, to('/photos'), label(t('console:column.photos'), one.photosMissing)),
    one.lastContactAt
      ? moment(one.lastContactAt)
      : html`<span class="soft">${t('console:fleet.never')}</span>`,
  ];
}
