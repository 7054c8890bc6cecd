import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cleanText } from '../../../shared/lib/text.ts';
import { DeviceId } from '../../../shared/lib/ids.ts';
import { isWeek } from '../../../shared/lib/iso-week.ts';
import { releaseActs, ReleaseOrder } from '../../features/acts/release.ts';
import { noteEvent } from '../../features/console/events.ts';
import { PASSWORD_MIN_LENGTH } from '../../features/console/passwords.ts';
import { closeConsoleSession, openConsoleSession } from '../../features/console/sessions.ts';
import { checkSignIn, choosePassword } from '../../features/console/users.ts';
import { runAdmin } from '../../features/org/admin.ts';
import { statusOf } from '../answers.ts';
import { RouteRefusal } from '../bodies.ts';
import type { RouteDeps } from '../route-deps.ts';
import { actsPage } from './acts-page.ts';
import { consoleAssets } from './assets.ts';
import { devicePath } from './device-parts.ts';
import { devicePage } from './device-page.ts';
import { eventsPage } from './events-page.ts';
import { fleetPage } from './fleet-page.ts';
import { passwordPage, problemPage, signInPage } from './front-pages.ts';
import { CONSOLE_ROOT } from './layout.ts';
import { overviewPage } from './overview-page.ts';
import { pendingPage } from './pending-page.ts';
import { photosPage } from './photos-page.ts';
import { lookUp, receiptQuery, receiptsPage } from './receipts-page.ts';
import {
  bareForm,
  formOf,
  goTo,
  ownPath,
  sendPage,
  setLanguage,
  setSession,
  visitOf,
  type SignedVisit,
  type Visit,
} from './visit.ts';
import { weekPage } from './week-page.ts';
import { LANGUAGES, openWords } from './words.ts';

// No script at all: the console works in any browser, and nothing on a page can act in the name of whoever looks at it.
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

type Show = (visit: SignedVisit, query: URLSearchParams, request: FastifyRequest) => Promise<string | null>;
type Order = (visit: SignedVisit, form: URLSearchParams, request: FastifyRequest) => Promise<string>;

/** The console of the region: pages of plain HTML for viewers and administrators, on the same server as the devices. */
export async function consoleRoutes(app: FastifyInstance, { core, limits }: RouteDeps): Promise<void> {
  const words = await openWords();
  const visiting = (request: FastifyRequest): Promise<Visit> => visitOf(core, words, request);

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 20_000 },
    async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      // Not `no-referrer`: with it browsers send forms as from nowhere, and the sign-in could not tell its own.
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    });
  });

  app.setErrorHandler(async (problem, request, reply) => {
    // A fault of ours is logged and answered where all of them are (app/build-server.ts).
    if (!(problem instanceof RouteRefusal)) throw problem;
    const visit = await visiting(request);
    return sendPage(reply, problemPage(visit, problem.kind), statusOf(problem.kind));
  });
  app.get(`${CONSOLE_ROOT}/*`, async () => {
    throw new RouteRefusal('not-found');
  });

  /** A page for whoever is signed in; null is a page that does not exist. */
  const show = (path: string, of: Show): void => {
    app.get(`${CONSOLE_ROOT}${path}`, async (request, reply) => {
      const visit = await visiting(request);
      if (!isSigned(visit)) return goTo(reply, front(visit));
      const text = await of(visit, queryOf(request), request);
      if (text === null) throw new RouteRefusal('not-found');
      return sendPage(reply, text);
    });
  };
  /** An order of an administrator; the answer is where to go afterwards. */
  const order = (path: string, give: Order): void => {
    app.post(`${CONSOLE_ROOT}${path}`, async (request, reply) => {
      const visit = await visiting(request);
      if (!isSigned(visit)) return goTo(reply, front(visit));
      const form = formOf(request, visit.session);
      if (visit.session.user.role !== 'administrator') throw new RouteRefusal('not-found');
      return goTo(reply, await give(visit, form, request));
    });
  };

  consoleAssets(app);
  show('', (visit) => overviewPage(visit));
  show('/fleet', fleetPage);
  show('/devices/:deviceId', (visit, query, request) =>
    devicePage(visit, paramOf(request, 'deviceId'), toldOf(query)),
  );
  show('/devices/:deviceId/weeks/:week', async (visit, _query, request) => {
    const week = paramOf(request, 'week');
    return isWeek(week) ? weekPage(visit, paramOf(request, 'deviceId'), week) : null;
  });
  show('/acts', actsPage);
  show('/pending', (visit) => pendingPage(visit));
  show('/photos', photosPage);
  show('/receipts', receiptsPage);
  show('/events', (visit) => eventsPage(visit));

  order('/devices/:deviceId/revoke', async (visit, form, request) => {
    const deviceId = DeviceId.safeParse(paramOf(request, 'deviceId'));
    if (!deviceId.success) throw new RouteRefusal('not-found');
    const reason = cleanText(form.get('reason') ?? '');
    const path = devicePath(deviceId.data);
    if (reason === '' || form.get('sure') !== 'yes') return `${path}?told=needs-reason`;
    const stolen = form.get('stolen') === 'yes';
    const answer = await runAdmin(core, { op: 'revoke-device', deviceId: deviceId.data, stolen });
    if (answer.kind === 'refused') throw new RouteRefusal('not-found');
    await noteEvent(core, visit.session.user.officerId, 'device-revoked', {
      deviceId: deviceId.data,
      reason,
    });
    return `${path}?told=revoked`;
  });

  order('/acts/release', async (visit, form) => {
    const path = `${CONSOLE_ROOT}/acts?state=held&reason=held.revoked-device`;
    const reason = cleanText(form.get('reason') ?? '');
    if (reason === '' || form.get('sure') !== 'yes') return `${path}&told=needs-reason`;
    const { officerId } = visit.session.user;
    const asked = ReleaseOrder.safeParse({
      logId: form.get('log'),
      from: Number(form.get('from')),
      to: Number(form.get('to')),
      decision: form.get('decision'),
      reason,
      by: officerId,
    });
    if (!asked.success) throw new RouteRefusal('bad-request');
    const { logId, from, to, decision } = asked.data;
    const released = await releaseActs(core, asked.data);
    if (!released.ok) throw new RouteRefusal('not-found');
    const seqs = `${from}–${to}`;
    await noteEvent(core, officerId, decision === 'confirm' ? 'acts-released' : 'acts-rejected', {
      logId,
      seqs,
      reason,
    });
    return `${path}&told=${decision === 'confirm' ? 'released' : 'rejected'}`;
  });

  app.get(`${CONSOLE_ROOT}/receipts/file`, async (request, reply) => {
    const visit = await visiting(request);
    if (!isSigned(visit)) return goTo(reply, front(visit));
    const query = queryOf(request);
    const asked = receiptQuery(
      new URLSearchParams({ log: query.get('log') ?? '', seq: query.get('to') ?? '' }),
    );
    const found = (await lookUp(core, asked)).find((one) => one.receipt.chain === query.get('chain'));
    if (!found) throw new RouteRefusal('not-found');
    const name = `receipt-${found.receipt.logId}-${found.receipt.from}-${found.receipt.to}.json`;
    return reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ purpose: 'jd-receipt-1', ...found.signed }, null, 2));
  });

  app.get<{ Params: { language: string } }>(`${CONSOLE_ROOT}/language/:language`, async (request, reply) => {
    const language = LANGUAGES.find((one) => one === request.params.language);
    if (!language) throw new RouteRefusal('not-found');
    return goTo(setLanguage(reply, language), ownPath(queryOf(request).get('back')));
  });

  const signInLimit = { config: { rateLimit: { max: limits.consoleSignInPerMinute, timeWindow: 60_000 } } };
  app.get(`${CONSOLE_ROOT}/sign-in`, async (request, reply) => {
    const visit = await visiting(request);
    return visit.session ? goTo(reply, CONSOLE_ROOT) : sendPage(reply, signInPage(visit, null));
  });
  app.post(`${CONSOLE_ROOT}/sign-in`, signInLimit, async (request, reply) => {
    const form = bareForm(request);
    const visit = await visiting(request);
    const login = form.get('login') ?? '';
    const outcome = await checkSignIn(core, login, form.get('password') ?? '');
    if (outcome.kind !== 'signed-in') return sendPage(reply, signInPage(visit, outcome, login), 403);
    if (visit.token !== null) await closeConsoleSession(core, visit.token);
    const token = await openConsoleSession(core, outcome.user.officerId, outcome.mustChoose);
    await noteEvent(core, outcome.user.officerId, 'signed-in');
    return goTo(setSession(reply, token), outcome.mustChoose ? `${CONSOLE_ROOT}/password` : CONSOLE_ROOT);
  });
  app.post(`${CONSOLE_ROOT}/sign-out`, async (request, reply) => {
    const visit = await visiting(request);
    if (visit.session && visit.token !== null) {
      formOf(request, visit.session);
      await closeConsoleSession(core, visit.token);
      await noteEvent(core, visit.session.user.officerId, 'signed-out');
    }
    return goTo(setSession(reply, null), `${CONSOLE_ROOT}/sign-in`);
  });

  app.get(`${CONSOLE_ROOT}/password`, async (request, reply) => {
    const visit = await visiting(request);
    return hasSession(visit)
      ? sendPage(reply, passwordPage(visit, null))
      : goTo(reply, `${CONSOLE_ROOT}/sign-in`);
  });
  app.post(`${CONSOLE_ROOT}/password`, async (request, reply) => {
    const visit = await visiting(request);
    if (!hasSession(visit)) return goTo(reply, `${CONSOLE_ROOT}/sign-in`);
    const form = formOf(request, visit.session);
    const password = form.get('password') ?? '';
    if (password.length < PASSWORD_MIN_LENGTH || password.length > 200)
      return sendPage(reply, passwordPage(visit, 'short'), 422);
    if (password !== form.get('again')) return sendPage(reply, passwordPage(visit, 'differ'), 422);
    return afterChoosing(visit, password, reply);
  });

  /** A new session: the one opened with the one-time password ends with it. */
  async function afterChoosing(
    visit: SignedVisit,
    password: string,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { officerId } = visit.session.user;
    await choosePassword(core, officerId, password);
    if (visit.token !== null) await closeConsoleSession(core, visit.token);
    await noteEvent(core, officerId, 'password-chosen');
    return goTo(setSession(reply, await openConsoleSession(core, officerId, false)), CONSOLE_ROOT);
  }
}

function hasSession(visit: Visit): visit is SignedVisit {
  return visit.session !== null;
}

/** Signed in, and past the first password. */
function isSigned(visit: Visit): visit is SignedVisit {
  return visit.session !== null && !visit.session.mustChoose;
}

function front(visit: Visit): string {
  return `${CONSOLE_ROOT}/${visit.session ? 'password' : 'sign-in'}`;
}

function queryOf(request: FastifyRequest): URLSearchParams {
  const at = request.url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1));
}

function paramOf(request: FastifyRequest, name: string): string {
  return (request.params as Readonly<Record<string, string>>)[name] ?? '';
}

function toldOf(query: URLSearchParams): 'needs-reason' | 'revoked' | null {
  const told = query.get('told');
  return told === 'needs-reason' || told === 'revoked' ? told : null;
}
