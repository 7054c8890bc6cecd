import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import { ErrorBody } from '../../shared/protocol/errors.ts';
import type { HttpResult } from './http.ts';

/** Chromium's codes by what they mean to a person. What is not here is `unreachable` with its code. */
const MEANING: Readonly<Record<string, (code: string) => NetFailure>> = {
  ...each(
    [
      'ERR_CONTENT_LENGTH_MISMATCH',
      'ERR_INCOMPLETE_CHUNKED_ENCODING',
      'ERR_CONTENT_DECODING_FAILED',
      'ERR_EMPTY_RESPONSE',
      'ERR_CONNECTION_RESET',
      'ERR_CONNECTION_CLOSED',
      'ERR_CONNECTION_ABORTED',
      'ERR_HTTP2_PROTOCOL_ERROR',
      'ERR_HTTP2_SERVER_REFUSED_STREAM',
      'ERR_SSL_PROTOCOL_ERROR',
    ],
    () => ({ kind: 'cut-off' }),
  ),
  ...each(['ERR_TIMED_OUT', 'ERR_CONNECTION_TIMED_OUT', 'ERR_HTTP2_PING_FAILED'], () => ({
    kind: 'timeout',
  })),
  ...each(['ERR_NAME_NOT_RESOLVED', 'ERR_NAME_RESOLUTION_FAILED', 'ERR_DNS_TIMED_OUT'], () => ({
    kind: 'name-not-found',
  })),
  ...each(['ERR_CONNECTION_REFUSED', 'ERR_CONNECTION_FAILED'], () => ({ kind: 'refused' })),
  ...each(['ERR_INTERNET_DISCONNECTED'], () => ({ kind: 'no-network' })),
  ...each(['ERR_NETWORK_CHANGED', 'ERR_NETWORK_IO_SUSPENDED', 'ERR_SOCKET_NOT_CONNECTED'], () => ({
    kind: 'network-changed',
  })),
  ...each(['ERR_ADDRESS_UNREACHABLE', 'ERR_ADDRESS_INVALID', 'ERR_NETWORK_ACCESS_DENIED'], (code) => ({
    kind: 'no-route',
    code,
  })),
  ...each(
    ['ERR_PROXY_CONNECTION_FAILED', 'ERR_NO_SUPPORTED_PROXIES', 'ERR_SOCKS_CONNECTION_FAILED'],
    (code) => ({
      kind: 'proxy-unreachable',
      code,
    }),
  ),
  ...each(['ERR_PROXY_AUTH_UNSUPPORTED', 'ERR_PROXY_AUTH_REQUESTED', 'ERR_UNEXPECTED_PROXY_AUTH'], () => ({
    kind: 'proxy-login',
  })),
  ...each(['ERR_TUNNEL_CONNECTION_FAILED', 'ERR_PROXY_CERTIFICATE_INVALID'], (code) => ({
    kind: 'proxy-refused',
    code,
  })),
  ...each(['ERR_PAC_SCRIPT_FAILED', 'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED'], (code) => ({
    kind: 'proxy-script',
    code,
  })),
};
/** A title is shown to a person as it stands; longer ones are no help. */
const MAX_TITLE_LENGTH = 120;

function each(
  codes: readonly string[],
  failure: (code: string) => NetFailure,
): Record<string, (code: string) => NetFailure> {
  return Object.fromEntries(codes.map((code) => [code, failure]));
}

export interface UsableAnswer {
  readonly kind: 'usable';
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the network gave, as the desk understands it: an answer of our server, or why there is none. */
export function classify(result: HttpResult, expects: 'json' | 'bytes' = 'json'): UsableAnswer | NetFailure {
  switch (result.kind) {
    case 'failed':
      return MEANING[result.code]?.(result.code) ?? { kind: 'unreachable', code: result.code };
    case 'bad-certificate':
      return certificateFailure(result);
    case 'timed-out':
      return { kind: 'timeout' };
    case 'too-slow':
      return { kind: 'too-slow' };
    case 'redirected':
      // Our server never redirects: somebody stands between.
      return { kind: 'portal', title: '' };
    case 'cancelled':
      return { kind: 'unreachable', code: 'CANCELLED' };
    case 'answered':
      return answerOf(result, expects);
  }
}

/** A certificate of ours whose time has not come or is over is a matter of clocks first. */
function certificateFailure({ reason, seen }: Extract<HttpResult, { kind: 'bad-certificate' }>): NetFailure {
  if (reason !== 'not-yet-valid' && reason !== 'expired')
    return { kind: 'certificate', reason, issuer: seen?.issuer ?? '' };
  if (seen === null) return { kind: 'certificate', reason: 'unreadable', issuer: '' };
  return {
    kind: 'clock-certificate',
    localTime: seen.seenAt,
    validFrom: seen.validFrom,
    validTo: seen.validTo,
  };
}

function answerOf(
  answer: Extract<HttpResult, { kind: 'answered' }>,
  expects: 'json' | 'bytes',
): UsableAnswer | NetFailure {
  if (!answer.isWhole) return { kind: 'cut-off' };
  // Only a proxy answers this, in its own name.
  if (answer.status === 407) return { kind: 'proxy-login' };
  const type = answer.headers['content-type'] ?? '';
  if (type.startsWith('text/html')) return { kind: 'portal', title: titleOf(answer.body) };
  if (answer.status < 200 || answer.status > 299) return refusalOf(answer);
  if (expects === 'json' && !isJson(answer.body)) return { kind: 'not-understood' };
  return { kind: 'usable', body: answer.body };
}

function refusalOf(answer: Extract<HttpResult, { kind: 'answered' }>): NetFailure {
  const parsed = ErrorBody.safeParse(jsonOf(answer.body));
  const told = parsed.success ? parsed.data.error : null;
  return {
    kind: 'http',
    status: answer.status,
    error: told?.kind ?? null,
    retryAfterSeconds: told?.retryAfterSeconds ?? secondsOf(answer.headers['retry-after']),
  };
}

/** `Retry-After` in seconds; dates are not used by our server. */
function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null;
}

function isJson(body: Uint8Array): boolean {
  return jsonOf(body) !== undefined;
}

/** The JSON value of a body, undefined when it is none. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function titleOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, 16_384));
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1] ?? '';
  return title.replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_LENGTH);
}
