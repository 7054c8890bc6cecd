import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { unreachable } from '../../shared/lib/assert.ts';
import type { ErrorKind } from '../../shared/protocol/errors.ts';
import {
  PACKED_CONTENT_TYPE,
  packedQuality,
  packPage,
  pageText,
  type PageText,
} from '../../shared/protocol/packed.ts';

// Below this a compressed answer is no smaller.
const COMPRESS_FROM_BYTES = 600;
// Quality 5: within a few per cent of the best on our JSON at a tenth of its time.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const STATUS: Readonly<Record<ErrorKind, number>> = {
  'bad-request': 400,
  'body-too-large': 413,
  'too-many-requests': 429,
  'server-error': 500,
  'server-busy': 503,
  'not-found': 404,
  'session-expired': 401,
  'unknown-device': 401,
  'device-revoked': 403,
  'device-signature': 401,
  'wire-version-unsupported': 426,
  'enrolment-code-unknown': 404,
  'enrolment-code-used': 409,
  'enrolment-code-expired': 410,
  'attachment-not-readable': 403,
  'attachment-mismatch': 422,
  'malformed-batch': 400,
  'chain-mismatch': 409,
  'log-of-other-device': 403,
};

const compress = promisify(brotliCompress);

export function statusOf(kind: ErrorKind): number {
  return STATUS[kind];
}

/** The body of every error answer (shared/protocol/errors.ts). */
export function errorBody(
  kind: ErrorKind,
  retryAfterSeconds?: number,
): { error: { kind: ErrorKind; retryAfterSeconds?: number } } {
  return { error: retryAfterSeconds === undefined ? { kind } : { kind, retryAfterSeconds } };
}

export function refuse(reply: FastifyReply, kind: ErrorKind): FastifyReply {
  return reply
    .code(statusOf(kind))
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(kind)));
}

/** Sends JSON text, compressed as the caller accepts: on a slow link the answer is most of the wait. */
export function sendJson(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  const body = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const coding =
    body.length < COMPRESS_FROM_BYTES ? 'identity' : preferred(request.headers['accept-encoding']);
  reply.type('application/json; charset=utf-8').header('cache-control', 'no-store');
  switch (coding) {
    case 'br':
      return reply.header('content-encoding', 'br').send(brotliCompressSync(body, BROTLI));
    case 'gzip':
      return reply.header('content-encoding', 'gzip').send(gzipSync(body));
    case 'identity':
      return reply.send(body);
    default:
      return unreachable(coding);
  }
}

/** A pull page: packed for a caller that reads it, in the best compression, as JSON for the others. */
export async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PageText,
): Promise<FastifyReply> {
  if (!(request.headers.accept ?? '').includes(PACKED_CONTENT_TYPE))
    return sendJson(request, reply, pageText(page));
  const packed = packPage(page);
  reply.type(PACKED_CONTENT_TYPE).header('cache-control', 'no-store');
  if (preferred(request.headers['accept-encoding']) !== 'br') return reply.send(Buffer.from(packed));
  const params = { [constants.BROTLI_PARAM_QUALITY]: packedQuality(packed.length) };
  return reply.header('content-encoding', 'br').send(await compress(packed, { params }));
}

function preferred(accepted: string | readonly string[] | undefined): 'br' | 'gzip' | 'identity' {
  const names = String(accepted ?? '')
    .split(',')
    .map((part) => part.trim().split(';')[0]);
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity';
}
