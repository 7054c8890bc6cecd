import type { Instant } from '../../../shared/lib/dates.ts';
import type { ConsoleSession } from '../../features/console/sessions.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { iso, moment } from './parts.ts';
import type { Words } from './words.ts';

export const CONSOLE_ROOT = '/console';

/** The pages of the console in the order of the navigation. Words: `console:nav.<id>`. */
const PAGES = [
  { id: 'overview', path: '' },
  { id: 'fleet', path: '/fleet' },
  { id: 'acts', path: '/acts' },
  { id: 'pending', path: '/pending' },
  { id: 'photos', path: '/photos' },
  { id: 'receipts', path: '/receipts' },
  { id: 'events', path: '/events' },
] as const;
export type PageId = (typeof PAGES)[number]['id'];

export interface PageFrame {
  readonly words: Words;
  /** Null before sign-in. */
  readonly session: ConsoleSession | null;
  readonly now: Instant;
  /** Path and query of this page, for coming back after the language was changed. */
  readonly address: string;
}

/** Hidden field that only pages of this session know. */
export function formToken(session: ConsoleSession): Html {
  return html`<input type="hidden" name="token" value="${session.formToken}" />`;
}

/** A whole page: skip link, navigation, heading, content. */
export function page(
  frame: PageFrame,
  current: PageId | null,
  title: string,
  content: HtmlValue,
  note: HtmlValue = null,
): string {
  const { words, session, now } = frame;
  const { t, language } = words;
  const isSignedIn = session !== null && !session.mustChoose;
  return html`<!doctype html>
    <html lang="${language}" dir="${language === 'ug-CN' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · ${t('console:title')}</title>
        <link rel="stylesheet" href="${CONSOLE_ROOT}/assets/console.css" />
        <link rel="icon" href="data:," />
      </head>
      <body class="${isSignedIn ? 'signed-in' : 'front'}">
        <a class="skip" href="#content">${t('console:skip')}</a>
        <header class="top">
          <a class="brand" href="${CONSOLE_ROOT}">${t('console:title')}</a>
          <div class="top-end">
            ${isSignedIn ? html`<span class="who">${iso(words.pick(session.user.name))} · ${roleWords(words, session)}</span>` : null}
            ${languageLink(frame)} ${session ? signOut(words, session) : null}
          </div>
        </header>
        ${isSignedIn ? navigation(words, current) : null}
        <main id="content" tabindex="-1">
          <div class="head">
            <h1>${title}</h1>
            ${note ? html`<p class="soft">${note}</p>` : null}
          </div>
          ${content}
          <footer class="soft">${t('console:asOf')} ${moment(now)}</footer>
        </main>
      </body>
    </html>`.text;
}

function navigation({ t }: Words, current: PageId | null): Html {
  return html`<nav class="side" aria-label="${t('console:nav.label')}">
    <ul>
      ${PAGES.map(
        ({ id, path }) =>
          html`<li>
            <a href="${CONSOLE_ROOT}${path}" ${id === current ? CURRENT : null}>
              ${/* i18n-dynamic: console:nav.* */ t(`console:nav.${id}`)}
            </a>
          </li>`,
      )}
    </ul>
  </nav>`;
}

const CURRENT = html`aria-current="page"`;

/** The other language, named in its own letters. */
function languageLink({ words, address }: PageFrame): Html {
  const other = words.language === 'zh-CN' ? 'ug-CN' : 'zh-CN';
  const back = encodeURIComponent(address);
  return html`<a
    class="language"
    lang="${other}"
    hreflang="${other}"
    href="${CONSOLE_ROOT}/language/${other}?back=${back}"
    >${words.t('console:otherLanguage')}</a
  >`;
}

function roleWords({ t }: Words, session: ConsoleSession): string {
  return session.user.role === 'administrator'
    ? t('org:role.regional-administrator')
    : t('org:role.regional-viewer');
}

function signOut({ t }: Words, session: ConsoleSession): Html {
  return html`<form method="post" action="${CONSOLE_ROOT}/sign-out">
    ${formToken(session)}<button class="plain" type="submit">${t('console:signOut')}</button>
  </form>`;
}
