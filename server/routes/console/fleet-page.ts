import { readFleet, SILENT_AFTER_DAYS, type FleetDevice } from '../../features/console/fleet.ts';
import { readOffices } from '../../features/console/overview.ts';
import { backlogText, deviceName, deviceState, devicePath, lastContact, skewText } from './device-parts.ts';
import { html, type HtmlValue } from './html.ts';
import { CONSOLE_ROOT, page } from './layout.ts';
import { choice, empty, figure, moment, num, prefectureChoice, table } from './parts.ts';
import type { SignedVisit } from './visit.ts';
import type { Words } from './words.ts';

const STATES = ['silent', 'backlog', 'stuck', 'revoked'] as const;
type FleetState = (typeof STATES)[number];

const IS_IN: Readonly<Record<FleetState, (device: FleetDevice) => boolean>> = {
  silent: (device) => device.isSilent,
  backlog: (device) => (device.backlog?.acts ?? 0) > 0,
  stuck: (device) => device.held + device.refused > 0,
  revoked: (device) => device.revokedAt !== null,
};

/** Every device, those longest without contact first. */
export async function fleetPage(visit: SignedVisit, query: URLSearchParams): Promise<string> {
  const { core, words, now } = visit;
  const { t } = words;
  const prefecture = query.get('prefecture') || null;
  const state = STATES.find((one) => one === query.get('state')) ?? null;
  const fleet = await readFleet(core.db, now);
  const offices = await readOffices(core.db);
  const shown = fleet.filter(
    (device) =>
      (prefecture === null || device.prefectureCode === prefecture) &&
      (state === null || IS_IN[state](device)),
  );
  const nameOf = new Map(offices.map((office) => [office.code, words.pick(office.name)]));
  return page(
    visit,
    'fleet',
    t('console:fleet.title'),
    html`<form class="filter" method="get" action="${CONSOLE_ROOT}/fleet">
        ${prefectureChoice(words, prefecture, offices)}
        ${choice('state', t('console:filter.state'), state ?? '', [
          { value: '', words: t('console:filter.all') },
          // i18n-dynamic: console:fleetState.*
          ...STATES.map((one) => ({
            value: one,
            words: t(`console:fleetState.${one}`, { days: SILENT_AFTER_DAYS }),
          })),
        ])}
        <button type="submit">${t('console:filter.do')}</button>
      </form>
      ${
        shown.length === 0
          ? empty(t('console:fleet.empty'), t('console:fleet.emptyText'))
          : table(
              t('console:fleet.title'),
              [
                { words: t('console:column.people') },
                { words: t('console:column.prefecture') },
                { words: t('console:column.state') },
                { words: t('console:column.lastContact') },
                { words: t('console:column.backlogStated') },
                { words: t('console:column.logged'), isNumber: true },
                { words: t('console:column.held'), isNumber: true },
                { words: t('console:column.refused'), isNumber: true },
                { words: t('console:column.pulled') },
                { words: t('console:column.version') },
              ],
              shown.map((device) =>
                rowOf(words, device, nameOf.get(device.prefectureCode) ?? device.prefectureCode),
              ),
            )
      }`,
    t('console:fleet.count', { count: shown.length }),
  );
}

function rowOf(words: Words, device: FleetDevice, prefecture: string): readonly HtmlValue[] {
  const { t } = words;
  const acts = (state: string): string => `${CONSOLE_ROOT}/acts?state=${state}&device=${device.id}`;
  const who = device.officers.map((officer) => words.pick(officer.name)).join(' · ');
  return [
    deviceName(words, device),
    prefecture,
    html`${deviceState(words, device)} ${skewText(words, device)}`,
    lastContact(words, device),
    backlogText(words, device),
    html`<a
      href="${devicePath(device.id)}"
      aria-label="${who} · ${t('console:column.logged')} · ${device.logged}"
      >${num(device.logged)}</a
    >`,
    figure(device.held, acts('held'), `${who} · ${t('console:column.held')} · ${device.held}`),
    figure(device.refused, acts('refused'), `${who} · ${t('console:column.refused')} · ${device.refused}`),
    device.contact?.pulledAt
      ? moment(device.contact.pulledAt)
      : html`<span class="soft">${t('console:fleet.never')}</span>`,
    device.contact ? num(`${device.contact.appVersion} / ${device.contact.wireVersion}`) : null,
  ];
}
