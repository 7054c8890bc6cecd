import { ErrorBody } from '../../shared/protocol/errors.ts';
import type { NetFailure } from '../../shared/ipc/contract.ts';
import type { HttpResult } from './http.ts';

/** Chromium's codes for an answer that ended before its announced end. */
const CUT_OFF = new Set([
  'ERR_CONTENT_LENGTH_MISMATCH',
  'ERR_INCOMPLETE_CHUNKED_ENCODING',
  'ERR_CONTENT_DECODING_FAILED',
  'ERR_EMPTY_RESPONSE',
]);
const TIMED_OUT = new Set(['ERR_TIMED_OUT', 'ERR_CONNECTION_TIMED_OUT']);
/** A title is shown to a person as it stands; longer ones are no help. */
const MAX_TITLE_LENGTH = 120;

export interface UsableAnswer {
  readonly kind: 'usable';
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the network gave, as the desk understands it: an answer of our server, or why there is none. */
export function classify(result: HttpResult, expects: 'json' | 'bytes' = 'json'): UsableAnswer | NetFailure {
  switch (result.kind) {
    case 'failed':
      return failureOf(result.code);
    case 'bad-certificate':
      return { kind: 'certificate', reason: result.reason };
    case 'timed-out':
      return { kind: 'timeout' };
    case 'redirected':
      // Our server never redirects: somebody stands between.
      return { kind: 'portal', title: '' };
    case 'cancelled':
      return { kind: 'unreachable', code: 'CANCELLED' };
    case 'answered':
      return answerOf(result, expects);
  }
}

function failureOf(code: string): NetFailure {
  if (CUT_OFF.has(code)) return { kind: 'cut-off' };
  return TIMED_OUT.has(code) ? { kind: 'timeout' } : { kind: 'unreachable', code };
}

function answerOf(
  answer: Extract<HttpResult, { kind: 'answered' }>,
  expects: 'json' | 'bytes',
): UsableAnswer | NetFailure {
  if (!answer.isWhole) return { kind: 'cut-off' };
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
