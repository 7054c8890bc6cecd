import { PASSWORD_MIN_LENGTH } from '../../features/console/passwords.ts';
import type { ErrorKind } from '../../../shared/protocol/errors.ts';
import { html } from './html.ts';
import { CONSOLE_ROOT, formToken, page } from './layout.ts';
import type { SignedVisit, Visit } from './visit.ts';

export type SignInProblem =
  { readonly kind: 'refused' } | { readonly kind: 'blocked'; readonly minutes: number };

export function signInPage(visit: Visit, problem: SignInProblem | null, login = ''): string {
  const { t } = visit.words;
  const text =
    problem?.kind === 'blocked'
      ? t('console:signIn.blocked', { count: problem.minutes })
      : t('console:signIn.refused');
  return page(
    visit,
    null,
    t('console:signIn.title'),
    html`<form class="panel sign-in" method="post" action="${CONSOLE_ROOT}/sign-in">
      ${problem ? html`<p class="notice late" role="alert" id="problem">${text}</p>` : null}
      <label class="field">
        <span>${t('console:signIn.login')}</span>
        <input
          name="login"
          dir="ltr"
          autocomplete="username"
          required
          autofocus
          value="${login}"
          maxlength="96"
          ${problem ? DESCRIBED : null}
        />
      </label>
      <label class="field">
        <span>${t('console:signIn.password')}</span>
        <input
          name="password"
          type="password"
          dir="ltr"
          autocomplete="current-password"
          required
          maxlength="200"
        />
      </label>
      <button class="primary" type="submit">${t('console:signIn.do')}</button>
      <p class="soft small">${t('console:signIn.help')}</p>
    </form>`,
  );
}

export function passwordPage(visit: SignedVisit, problem: 'short' | 'differ' | null): string {
  const { t } = visit.words;
  const rule = t('console:password.rule', { count: PASSWORD_MIN_LENGTH });
  const text = problem === 'differ' ? t('console:password.differ') : rule;
  const field = (name: string, label: string) =>
    html`<label class="field">
      <span>${label}</span>
      <input
        name="${name}"
        type="password"
        dir="ltr"
        autocomplete="new-password"
        required
        minlength="${PASSWORD_MIN_LENGTH}"
        maxlength="200"
        aria-describedby="problem"
      />
    </label>`;
  return page(
    visit,
    null,
    t('console:password.title'),
    html`<form class="panel sign-in" method="post" action="${CONSOLE_ROOT}/password">
      ${formToken(visit.session)}
      <p id="problem" class="${problem ? 'notice late' : 'soft'}" ${problem ? ALERT : null}>${text}</p>
      ${field('password', t('console:password.new'))} ${field('again', t('console:password.again'))}
      <button class="primary" type="submit">${t('console:password.do')}</button>
    </form>`,
  );
}

/** A page that does not exist, an order that was not taken. */
export function problemPage(visit: Visit, kind: ErrorKind): string {
  const { t } = visit.words;
  const text =
    kind === 'not-found'
      ? t('console:problem.notFound')
      : kind === 'too-many-requests'
        ? t('console:problem.tooMany')
        : t('console:problem.form');
  return page(
    visit,
    null,
    t('console:problem.title'),
    html`<div class="panel pad stack">
      <p role="alert">${text}</p>
      <p><a href="${CONSOLE_ROOT}">${t('console:problem.back')}</a></p>
    </div>`,
  );
}

const DESCRIBED = html`aria-describedby="problem" aria-invalid="true"`;
const ALERT = html`role="alert"`;
