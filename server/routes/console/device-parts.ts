import type { FleetDevice } from '../../features/console/fleet.ts';
import { html, type Html } from './html.ts';
import { CONSOLE_ROOT } from './layout.ts';
import { bytes, iso, moment, num, shortId, tag } from './parts.ts';
import type { Words } from './words.ts';

/** Below this a clock is right enough for people. */
const NOTEWORTHY_SKEW_MS = 5 * 60_000;

export function devicePath(deviceId: string): string {
  return `${CONSOLE_ROOT}/devices/${deviceId}`;
}

/** The people of a device, as the link to its page. */
export function deviceName(words: Words, device: FleetDevice): Html {
  const names = device.officers.map((officer) => words.pick(officer.name));
  return html`<a href="${devicePath(device.id)}"
    >${names.length === 0 ? shortId(device.id) : names.map((name, i) => html`${i > 0 ? ' · ' : null}${iso(name)}`)}</a
  >`;
}

/** In contact, silent, revoked or stolen, in words. */
export function deviceState({ t }: Words, device: FleetDevice): Html {
  if (device.isStolen) return tag(t('console:state.stolen'), 'late');
  if (device.revokedAt) return tag(t('console:state.revoked'), 'soon');
  if (device.isSilent) return tag(t('console:state.silent', { count: device.quietDays }), 'late');
  if (device.contact === null) return tag(t('console:state.new'));
  return device.quietDays === 0
    ? tag(t('console:state.today'))
    : tag(t('console:state.days', { count: device.quietDays }));
}

export function lastContact({ t }: Words, device: FleetDevice): Html {
  return device.contact
    ? moment(device.contact.at)
    : html`<span class="soft">${t('console:fleet.never')}</span>`;
}

/** How far the device's clock was off when it greeted. */
export function skewText({ t }: Words, device: FleetDevice): Html | null {
  const skew = device.contact?.clockSkewMs ?? 0;
  if (Math.abs(skew) < NOTEWORTHY_SKEW_MS) return null;
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const amount =
    minutes < 2_880
      ? t('console:skew.minutes', { count: minutes })
      : t('console:skew.days', { count: Math.round(minutes / 1_440) });
  return tag(skew > 0 ? t('console:skew.ahead', { amount }) : t('console:skew.behind', { amount }), 'soon');
}

/** What the device last said it had and what has not arrived. */
export function backlogText({ t }: Words, device: FleetDevice): Html {
  const { backlog, contact } = device;
  if (backlog === null) return html`<span class="soft">${t('console:fleet.notStated')}</span>`;
  const photos = contact?.stated?.photosWaiting ?? 0;
  return html`<span class="lines">
    <span
      >${num(backlog.acts, backlog.acts === 0 ? 'zero' : '')}${backlog.acts > 0 ? html` · ${bytes(backlog.bytes)}` : null}</span
    >
    ${
      photos > 0
        ? html`<span class="soft small">${t('console:fleet.photosStated', { count: photos })}</span>`
        : null
    }
  </span>`;
}
