import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { Core } from '../../features/core.ts';
import { consoleSession, type ConsoleSession } from '../../features/console/sessions.ts';
import { RouteRefusal } from '../bodies.ts';
import { CONSOLE_ROOT, type PageFrame } from './layout.ts';
import { LANGUAGES, type Language, type Words } from './words.ts';

export const SESSION_COOKIE = '__Host-jd-console';
const LANGUAGE_COOKIE = 'jd-console-language';
const COOKIE_RULES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** One request to the console: who asks, in which language. */
export interface Visit extends PageFrame {
  readonly core: Core;
  readonly now: Instant;
  readonly token: string | null;
}

/** A visit of somebody signed in, past the first password. */
export interface SignedVisit extends Visit {
  readonly session: ConsoleSession;
}

export async function visitOf(
  core: Core,
  words: (language: Language) => Words,
  request: FastifyRequest,
): Promise<Visit> {
  const token = cookie(request, SESSION_COOKIE);
  return {
    core,
    words: words(languageOf(request)),
    session: await consoleSession(core, token),
    now: core.clock.now(),
    address: request.method === 'GET' ? request.url : CONSOLE_ROOT,
    token,
  };
}

/** A parsed form whose hidden field belongs to this session. Throws `RouteRefusal('bad-request')`. */
export function formOf(request: FastifyRequest, session: ConsoleSession): URLSearchParams {
  const form = bareForm(request);
  if (form.get('token') !== session.formToken) throw new RouteRefusal('bad-request');
  return form;
}

/** A form without a session: the sign-in. A page of another site cannot send it. */
export function bareForm(request: FastifyRequest): URLSearchParams {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `https://${host}`) throw new RouteRefusal('bad-request');
  if (!(request.body instanceof URLSearchParams)) throw new RouteRefusal('bad-request');
  return request.body;
}

export function setSession(reply: FastifyReply, token: string | null): FastifyReply {
  const value = token === null ? '; Max-Age=0' : encodeURIComponent(token);
  return reply.header('set-cookie', `${SESSION_COOKIE}=${value}; ${COOKIE_RULES}`);
}

export function setLanguage(reply: FastifyReply, language: Language): FastifyReply {
  return reply.header(
    'set-cookie',
    `${LANGUAGE_COOKIE}=${language}; Max-Age=31536000; Path=${CONSOLE_ROOT}; Secure; HttpOnly; SameSite=Strict`,
  );
}

export function sendPage(reply: FastifyReply, text: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);
}

/** 303, so that reloading the page that follows sends nothing again. */
export function goTo(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(path, 303);
}

/** A path of this console, whatever was asked for. */
export function ownPath(path: string | null): string {
  return path !== null && /^\/console(?:[/?][^\\\s]*)?$/.test(path) && !path.includes('//')
    ? path
    : CONSOLE_ROOT;
}

function languageOf(request: FastifyRequest): Language {
  const chosen = cookie(request, LANGUAGE_COOKIE);
  const known = LANGUAGES.find((language) => language === chosen);
  if (known) return known;
  return /^ug\b/i.test(request.headers['accept-language'] ?? '') ? 'ug-CN' : 'zh-CN';
}

function cookie(request: FastifyRequest, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return decoded(part.slice(at + 1).trim());
  }
  return null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
