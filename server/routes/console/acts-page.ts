import { readFleet } from '../../features/console/fleet.ts';
import { readOffices } from '../../features/console/overview.ts';
import {
  readStuckActs,
  STUCK_STATES,
  type StuckAct,
  type StuckReason,
} from '../../features/console/stuck-acts.ts';
import type { Outcome } from '../../../shared/protocol/outcome.ts';
import { actTitle, adviceOn, reasonText } from './act-words.ts';
import { devicePath } from './device-parts.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { CONSOLE_ROOT, formToken, page } from './layout.ts';
import { officerNames } from './officer-names.ts';
import { choice, empty, iso, moment, num, prefectureChoice, shortId, table, tag } from './parts.ts';
import type { SignedVisit } from './visit.ts';
import type { Words } from './words.ts';

const PAGE = 50;
const DAY_MS = 86_400_000;
/** Details that differ from act to act, in the name of a reason. */
const OPEN = { seq: '…', missing: '…', field: '…' };

/** What is logged and not run: when, who, why, for how long, what helps. No page shows what an act says. */
export async function actsPage(visit: SignedVisit, query: URLSearchParams): Promise<string> {
  const told = TOLD.find((one) => one === query.get('told')) ?? null;
  const { core, words, now } = visit;
  const { t } = words;
  const fleet = await readFleet(core.db, now);
  const offices = await readOffices(core.db);
  const prefecture = query.get('prefecture') || null;
  const device = query.get('device') || null;
  const state = STUCK_STATES.find((one) => one === query.get('state')) ?? null;
  const reason = query.get('reason') || null;
  const offset = Math.max(0, Math.trunc(Number(query.get('from') ?? 0)) || 0);
  const chosen =
    prefecture === null && device === null
      ? null
      : fleet
          .filter((one) => (prefecture ?? one.prefectureCode) === one.prefectureCode)
          .filter((one) => (device ?? one.id) === one.id)
          .map((one) => one.id);
  const found = await readStuckActs(core.db, { state, reason, deviceIds: chosen }, { offset, limit: PAGE });
  const nameOf = await officerNames(
    core.db,
    words,
    found.acts.flatMap((act) => act.actor ?? []),
  );
  const placeOf = new Map(fleet.map((one) => [one.id, one.prefectureCode]));
  const officeOf = new Map(offices.map((office) => [office.code, words.pick(office.name)]));
  return page(
    visit,
    'acts',
    t('console:acts.title'),
    html`${told ? toldNotice(words, told) : null}
      <form class="filter" method="get" action="${CONSOLE_ROOT}/acts">
        ${prefectureChoice(words, prefecture, offices)}
        ${choice('state', t('console:filter.state'), state ?? '', [
          { value: '', words: t('console:filter.all') },
          { value: 'held', words: t('console:column.held') },
          { value: 'refused', words: t('console:column.refused') },
        ])}
        ${choice('reason', t('console:filter.reason'), reason ?? '', [
          { value: '', words: t('console:filter.all') },
          ...found.reasons.map((one) => ({
            value: one.reason,
            words: `${reasonWords(words, one)} (${one.count})`,
          })),
        ])}
        ${device ? html`<input type="hidden" name="device" value="${device}" />` : null}
        <button type="submit">${t('console:filter.do')}</button>
      </form>
      ${
        found.acts.length === 0
          ? empty(t('console:acts.empty'), t('console:acts.emptyText'))
          : html`${table(
              t('console:acts.title'),
              columnsOf(words),
              found.acts.map((act) =>
                rowOf(visit, act, {
                  who: act.actor === null ? null : nameOf(act.actor),
                  place: officeOf.get(placeOf.get(act.deviceId) ?? '') ?? '',
                }),
              ),
            )}
            ${pager(words, query, offset, found.total)}
            ${visit.session.user.role === 'administrator' ? releaseForms(visit, found.acts) : null}`
      }`,
    t('console:acts.count', { count: found.total }),
  );
}

const TOLD = ['released', 'rejected', 'needs-reason'] as const;

function toldNotice({ t }: Words, told: (typeof TOLD)[number]): Html {
  if (told === 'needs-reason')
    return html`<p class="notice late" role="alert">${t('console:order.needsReason')}</p>`;
  return html`<p class="notice done" role="status">
    ${told === 'released' ? t('console:release.done') : t('console:release.rejected')}
  </p>`;
}

/** One form per log for what is held because its device was revoked: only the region can say what becomes of it. */
function releaseForms(visit: SignedVisit, acts: readonly StuckAct[]): Html | null {
  const { t } = visit.words;
  const seqs = new Map<string, number[]>();
  for (const { outcome, logId, seq } of acts)
    if (outcome.kind === 'held' && outcome.for.kind === 'revoked-device')
      seqs.set(logId, [...(seqs.get(logId) ?? []), seq]);
  if (seqs.size === 0) return null;
  return html`<section class="stack no-print" aria-labelledby="release">
    <h2 id="release">${t('console:release.title')}</h2>
    <p class="soft">${t('console:release.text')}</p>
    ${[...seqs].map(([logId, all]) => releaseForm(visit, logId, Math.min(...all), Math.max(...all)))}
  </section>`;
}

function releaseForm(visit: SignedVisit, logId: string, from: number, to: number): Html {
  const { t } = visit.words;
  const number = (name: string, label: string, value: number): Html =>
    html`<label class="field">
      <span>${label}</span>
      <input name="${name}" type="number" dir="ltr" required min="1" value="${value}" />
    </label>`;
  return html`<form class="panel pad filter" method="post" action="${CONSOLE_ROOT}/acts/release">
    ${formToken(visit.session)}
    <input type="hidden" name="log" value="${logId}" />
    <p>${t('console:column.log')} ${num(`…${logId.slice(-6)}`, 'code')}</p>
    ${number('from', t('console:release.from'), from)} ${number('to', t('console:release.to'), to)}
    <label class="field wide">
      <span>${t('console:order.reason')}</span>
      <input name="reason" dir="auto" required maxlength="300" />
    </label>
    <label><input type="checkbox" name="sure" value="yes" required /> ${t('console:release.sure')}</label>
    <button type="submit" name="decision" value="confirm">${t('console:release.do')}</button>
    <button class="danger" type="submit" name="decision" value="reject">
      ${t('console:release.reject')}
    </button>
  </form>`;
}

function columnsOf({ t }: Words) {
  return [
    { words: t('console:column.act') },
    { words: t('console:column.people') },
    { words: t('console:column.device') },
    { words: t('console:column.receivedAt') },
    { words: t('console:column.waits'), isNumber: true },
    { words: t('console:column.reason') },
    { words: t('console:column.next') },
  ];
}

function rowOf(
  { words, now }: SignedVisit,
  act: StuckAct,
  known: { readonly who: string | null; readonly place: string },
): readonly HtmlValue[] {
  const { t } = words;
  const advice = adviceOn(words, act.outcome);
  const days = Math.floor((Date.parse(now) - Date.parse(act.receivedAt)) / DAY_MS);
  return [
    html`<span class="lines">
      <span>${actTitle(words, act.name)} ${stateTag(words, act)}</span>
      <a
        class="small"
        href="${CONSOLE_ROOT}/receipts?log=${act.logId}&seq=${act.seq}"
        aria-label="${t('console:acts.receiptOf', { seq: act.seq })}"
        >${num(`…${act.logId.slice(-6)}:${act.seq}`, 'code')}</a
      >
      ${recordText(words, act)}
    </span>`,
    html`<span class="lines"
      ><span>${known.who === null ? '–' : iso(known.who)}</span
      ><span class="soft small">${known.place}</span></span
    >`,
    html`<a href="${devicePath(act.deviceId)}">${shortId(act.deviceId)}</a>`,
    moment(act.receivedAt),
    t('console:days', { count: days }),
    html`<div class="reason">
      ${reasonText(words, act.outcome)}${advice ? html` ${num(advice.code, 'code small soft')}` : null}
    </div>`,
    html`<ul class="reason small">
      ${(advice?.next ?? []).map((step) => html`<li>${step}</li>`)}
    </ul>`,
  ];
}

function stateTag({ t }: Words, act: StuckAct): Html {
  const isHeld = act.outcome.kind === 'held';
  return tag(isHeld ? t('console:column.held') : t('console:column.refused'), 'soon');
}

/** Only the kind of record and its id, and only where the area is ordinary. */
function recordText({ t }: Words, act: StuckAct): Html | null {
  if (act.record === null) return null;
  if (act.record === 'sealed') return html`<span class="soft small">${t('console:acts.sealed')}</span>`;
  return html`<span class="soft small">${num(act.record.table)} ${shortId(act.record.id)}</span>`;
}

function reasonWords(words: Words, { reason }: StuckReason): string {
  const [kind = '', detail = ''] = reason.split('.');
  if (kind === 'held') return reasonText(words, { kind, for: { kind: detail, ...OPEN } } as Outcome);
  if (kind === 'refused') return reasonText(words, { kind, refusal: { kind: detail, ...OPEN } });
  if (kind === 'unreadable') return reasonText(words, { kind, reason: detail });
  return reasonText(words, { kind: 'forked' });
}

function pager({ t }: Words, query: URLSearchParams, offset: number, total: number): Html | null {
  if (total <= PAGE) return null;
  const to = (from: number): string => {
    const next = new URLSearchParams(query);
    next.set('from', String(from));
    return `${CONSOLE_ROOT}/acts?${next.toString()}`;
  };
  return html`<nav class="pager" aria-label="${t('console:pager.label')}">
    ${offset > 0 ? html`<a href="${to(Math.max(0, offset - PAGE))}">${t('console:pager.before')}</a>` : null}
    ${num(`${offset + 1} – ${Math.min(total, offset + PAGE)} / ${total}`)}
    ${offset + PAGE < total ? html`<a href="${to(offset + PAGE)}">${t('console:pager.after')}</a>` : null}
  </nav>`;
}
