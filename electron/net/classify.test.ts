import { describe, expect, test } from 'vitest';
import { instantOf } from '../../shared/lib/dates.ts';
import { utf8 } from '../../shared/lib/bytes.ts';
import { classify } from './classify.ts';
import type { HttpResult } from './http.ts';

type Answered = Extract<HttpResult, { kind: 'answered' }>;

function answered(body: string, change: Partial<Answered> = {}): Answered {
  return {
    kind: 'answered',
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: utf8(body),
    isWhole: true,
    ...change,
  };
}

const SEEN = {
  issuer: 'CN=gateway',
  seenAt: instantOf(0),
  validFrom: instantOf(1000),
  validTo: instantOf(2000),
};
const html = { 'content-type': 'text/html; charset=utf-8' };

describe('what the network gave', () => {
  const cases: readonly [string, HttpResult, object][] = [
    ['JSON of our server is usable', answered('{"v":1}'), { kind: 'usable', body: utf8('{"v":1}') }],
    [
      'half a body is cut off, even when it reads as JSON',
      answered('{"v":1}', { isWhole: false }),
      { kind: 'cut-off' },
    ],
    ['a whole answer that is no JSON is not understood', answered('{"v":'), { kind: 'not-understood' }],
    [
      'a login page is a portal with its title',
      answered('<html><title> 上网\n 认证 </title>', { headers: html }),
      { kind: 'portal', title: '上网 认证' },
    ],
    [
      'an error page of a proxy is a portal too',
      answered('<title>502</title>', { status: 502, headers: html }),
      { kind: 'portal', title: '502' },
    ],
    [
      'a page without a title is still a portal',
      answered('<html>', { headers: html }),
      { kind: 'portal', title: '' },
    ],
    ['a redirect is somebody between', { kind: 'redirected' }, { kind: 'portal', title: '' }],
    [
      '413 with our error names it',
      answered('{"error":{"kind":"body-too-large"}}', { status: 413 }),
      { kind: 'http', status: 413, error: 'body-too-large', retryAfterSeconds: null },
    ],
    [
      '429 says when to come back',
      answered('{"error":{"kind":"too-many-requests","retryAfterSeconds":30}}', { status: 429 }),
      { kind: 'http', status: 429, error: 'too-many-requests', retryAfterSeconds: 30 },
    ],
    [
      '429 of somebody else counts by its header',
      answered('', { status: 429, headers: { 'retry-after': '12' } }),
      { kind: 'http', status: 429, error: null, retryAfterSeconds: 12 },
    ],
    [
      '500 without a body is a server error without a name',
      answered('', { status: 500, headers: {} }),
      { kind: 'http', status: 500, error: null, retryAfterSeconds: null },
    ],
    [
      'an unknown error kind has no name',
      answered('{"error":{"kind":"what"}}', { status: 400 }),
      { kind: 'http', status: 400, error: null, retryAfterSeconds: null },
    ],
    [
      'a refused connection is unreachable',
      { kind: 'failed', code: 'ERR_CONNECTION_REFUSED' },
      { kind: 'refused' },
    ],
    ...(
      [
        ['ERR_NAME_NOT_RESOLVED', { kind: 'name-not-found' }],
        ['ERR_INTERNET_DISCONNECTED', { kind: 'no-network' }],
        ['ERR_NETWORK_CHANGED', { kind: 'network-changed' }],
        ['ERR_ADDRESS_UNREACHABLE', { kind: 'no-route', code: 'ERR_ADDRESS_UNREACHABLE' }],
        ['ERR_CONNECTION_RESET', { kind: 'cut-off' }],
        ['ERR_PROXY_CONNECTION_FAILED', { kind: 'proxy-unreachable', code: 'ERR_PROXY_CONNECTION_FAILED' }],
        ['ERR_TUNNEL_CONNECTION_FAILED', { kind: 'proxy-refused', code: 'ERR_TUNNEL_CONNECTION_FAILED' }],
        ['ERR_PROXY_AUTH_UNSUPPORTED', { kind: 'proxy-login' }],
        ['ERR_PAC_SCRIPT_FAILED', { kind: 'proxy-script', code: 'ERR_PAC_SCRIPT_FAILED' }],
        ['ERR_SOMETHING_NEW', { kind: 'unreachable', code: 'ERR_SOMETHING_NEW' }],
      ] as const
    ).map(([code, failure]): [string, HttpResult, object] => [
      `${code} has its own name`,
      { kind: 'failed', code },
      failure,
    ]),
    [
      'a proxy that asks who we are is named',
      answered('', { status: 407, headers: html }),
      { kind: 'proxy-login' },
    ],
    ['a drip is too slow', { kind: 'too-slow' }, { kind: 'too-slow' }],
    [
      'a short answer found by Chromium is cut off',
      { kind: 'failed', code: 'ERR_CONTENT_LENGTH_MISMATCH' },
      { kind: 'cut-off' },
    ],
    [
      'a slow connection is a timeout',
      { kind: 'failed', code: 'ERR_CONNECTION_TIMED_OUT' },
      { kind: 'timeout' },
    ],
    ['silence is a timeout', { kind: 'timed-out' }, { kind: 'timeout' }],
    [
      'a refused certificate keeps its reason and its issuer',
      { kind: 'bad-certificate', reason: 'intercepted', seen: SEEN },
      { kind: 'certificate', reason: 'intercepted', issuer: 'CN=gateway' },
    ],
    [
      'a certificate of ours at the wrong time is a matter of clocks',
      { kind: 'bad-certificate', reason: 'expired', seen: SEEN },
      {
        kind: 'clock-certificate',
        localTime: SEEN.seenAt,
        validFrom: SEEN.validFrom,
        validTo: SEEN.validTo,
      },
    ],
    ['what was cancelled did not arrive', { kind: 'cancelled' }, { kind: 'unreachable', code: 'CANCELLED' }],
  ];

  test.each(cases)('%s', (_rule, result, expected) => {
    expect(classify(result)).toEqual(expected);
  });

  test('the bytes of a photo need not be JSON', () => {
    expect(classify(answered('\u00ff', { headers: { 'content-type': 'image/jpeg' } }), 'bytes').kind).toBe(
      'usable',
    );
  });
});
