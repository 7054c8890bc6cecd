import { readFleet, type FleetDevice } from '../../features/console/fleet.ts';
import { readOffices } from '../../features/console/overview.ts';
import { weeksOfDevice } from '../../features/reconcile/reconcile.ts';
import { backlogText, devicePath, deviceState, lastContact, skewText } from './device-parts.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { CONSOLE_ROOT, formToken, page } from './layout.ts';
import { bytes, figure, iso, moment, num, table } from './parts.ts';
import type { SignedVisit } from './visit.ts';
import type { Words } from './words.ts';

/** One device: what it said, what arrived, its logs and weeks, and the orders an administrator may give. */
export async function devicePage(
  visit: SignedVisit,
  deviceId: string,
  told: 'needs-reason' | 'revoked' | null,
): Promise<string | null> {
  const { core, words, now, session } = visit;
  const { t } = words;
  const device = (await readFleet(core.db, now)).find((one) => one.id === deviceId);
  if (!device) return null;
  const office = (await readOffices(core.db)).find((one) => one.code === device.prefectureCode);
  const weeks = await weeksOfDevice(core.db, deviceId);
  const names = device.officers.map((officer) => words.pick(officer.name));
  return page(
    visit,
    'fleet',
    names.length === 0 ? t('console:device.title') : names.join(' · '),
    html`${told ? notice(words, told) : null}
      <div class="columns">
        <section class="panel pad stack" aria-labelledby="facts">
          <h2 id="facts">${t('console:device.facts')}</h2>
          <dl class="facts">
            ${facts(words, device, office ? words.pick(office.name) : device.prefectureCode)}
          </dl>
        </section>
        <section class="panel pad stack" aria-labelledby="stated">
          <h2 id="stated">${t('console:device.stated')}</h2>
          ${statedFigures(words, device)}
        </section>
      </div>
      <h2>${t('console:device.logs')}</h2>
      ${table(
        t('console:device.logs'),
        [
          { words: t('console:column.log') },
          { words: t('console:column.head'), isNumber: true },
          { words: t('console:column.chain') },
        ],
        device.logs.map((log) => [
          html`<a href="${CONSOLE_ROOT}/receipts?log=${log.logId}&seq=${log.headSeq}" class="code"
            ><bdi dir="ltr">${log.logId}</bdi></a
          >`,
          num(log.headSeq),
          html`<span class="code small wrap"><bdi dir="ltr">${log.headHash}</bdi></span>`,
        ]),
      )}
      <h2>${t('console:device.weeks')}</h2>
      ${
        weeks.length === 0
          ? html`<p class="soft">${t('console:device.noWeeks')}</p>`
          : html`<ul class="pager">
              ${weeks
                .slice(0, 60)
                .map(
                  (week) => html`<li><a href="${devicePath(deviceId)}/weeks/${week}">${num(week)}</a></li>`,
                )}
            </ul>`
      }
      ${session.user.role === 'administrator' && !device.isStolen ? revokeForm(visit, device) : null}`,
    html`${num(device.id, 'code small')}`,
  );
}

function notice({ t }: Words, told: 'needs-reason' | 'revoked'): Html {
  return told === 'revoked'
    ? html`<p class="notice done" role="status">${t('console:revoke.done')}</p>`
    : html`<p class="notice late" role="alert">${t('console:order.needsReason')}</p>`;
}

function facts(words: Words, device: FleetDevice, prefecture: string): readonly Html[] {
  const { t } = words;
  const row = (label: string, value: HtmlValue): Html =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`;
  const { contact } = device;
  return [
    row(t('console:column.state'), html`${deviceState(words, device)} ${skewText(words, device)}`),
    row(t('console:column.prefecture'), prefecture),
    row(
      t('console:column.people'),
      device.officers.map(
        (officer) =>
          html`<span class="lines"
            ><span
              >${iso(words.pick(officer.name))}${officer.active ? null : html` <span class="tag">${t('console:device.inactive')}</span>`}</span
            ></span
          >`,
      ),
    ),
    row(t('console:device.enrolled'), moment(device.enrolledAt)),
    ...(device.revokedAt ? [row(t('console:device.revokedAt'), moment(device.revokedAt))] : []),
    row(t('console:column.lastContact'), lastContact(words, device)),
    ...(contact
      ? [
          row(t('console:device.appVersion'), num(contact.appVersion)),
          row(t('console:device.wireVersion'), num(contact.wireVersion)),
          row(
            t('console:column.pulled'),
            contact.pulledAt ? moment(contact.pulledAt) : t('console:fleet.never'),
          ),
        ]
      : []),
  ];
}

function statedFigures(words: Words, device: FleetDevice): Html {
  const { t } = words;
  const stated = device.contact?.stated;
  if (!device.contact || !stated) return html`<p class="soft">${t('console:device.notStated')}</p>`;
  const { created, delivered, waiting, quarantined, withdrawn } = stated.counts;
  const row = (label: string, value: HtmlValue): Html =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`;
  return html`<p class="soft small">${t('console:device.statedAt')} ${moment(device.contact.at)}</p>
    <dl class="facts">
      ${row(t('console:sheet.created'), num(created))} ${row(t('console:sheet.delivered'), num(delivered))}
      ${row(t('console:column.backlog'), html`${num(waiting)} · ${bytes(stated.waitingBytes)}`)}
      ${row(t('console:sheet.quarantined'), num(quarantined))}
      ${row(t('console:sheet.withdrawn'), num(withdrawn))}
      ${row(
        t('console:device.photosWaiting'),
        html`${num(stated.photosWaiting)} · ${bytes(stated.photoBytesWaiting)}`,
      )}
      ${row(
        t('console:device.snapshot'),
        stated.snapshotAt ? moment(stated.snapshotAt) : t('console:fleet.never'),
      )}
      ${row(t('console:column.logged'), num(device.logged))}
      ${row(t('console:sheet.notArrived'), backlogText(words, device))}
      ${row(
        t('console:column.held'),
        figure(
          device.held,
          `${CONSOLE_ROOT}/acts?state=held&device=${device.id}`,
          `${t('console:column.held')} · ${device.held}`,
        ),
      )}
      ${row(
        t('console:column.refused'),
        figure(
          device.refused,
          `${CONSOLE_ROOT}/acts?state=refused&device=${device.id}`,
          `${t('console:column.refused')} · ${device.refused}`,
        ),
      )}
    </dl>`;
}

function revokeForm(visit: SignedVisit, device: FleetDevice): Html {
  const { t } = visit.words;
  return html`<details class="panel pad no-print">
    <summary>${t('console:revoke.title')}</summary>
    <form class="stack" method="post" action="${devicePath(device.id)}/revoke">
      ${formToken(visit.session)}
      <p class="soft">${t('console:revoke.text')}</p>
      <label class="field">
        <span>${t('console:order.reason')}</span>
        <input name="reason" dir="auto" required maxlength="300" />
      </label>
      <label><input type="checkbox" name="stolen" value="yes" /> ${t('console:revoke.stolen')}</label>
      <label
        ><input type="checkbox" name="sure" value="yes" required />
        ${t('console:revoke.sure', { id: device.id.slice(-8) })}</label
      >
      <div><button class="danger" type="submit">${t('console:revoke.do')}</button></div>
    </form>
  </details>`;
}
