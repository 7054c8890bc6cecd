import { brotliDecompress, gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fromUtf8 } from '../../shared/lib/bytes.ts';
import type { ErrorKind } from '../../shared/protocol/errors.ts';
import { PACKED_CONTENT_TYPE, unpackBatch } from '../../shared/protocol/packed.ts';
import { BATCH_CONTENT_TYPE } from '../../shared/protocol/push.ts';

/** A refusal met while a request is read or a route runs; becomes an error answer at the edge. */
export class RouteRefusal extends Error {
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind) {
    super(kind);
    this.kind = kind;
  }
}

const inflateBrotli = promisify(brotliDecompress);
const inflateGzip = promisify(gunzip);

/**
 * Bodies arrive as bytes, decompressed, at most `limitBytes` long before and after; a longer one is `body-too-large`. A packed
 * batch arrives as the batch that was packed.
 */
export function acceptBodies(app: FastifyInstance, limitBytes: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', BATCH_CONTENT_TYPE],
    { parseAs: 'buffer', bodyLimit: limitBytes },
    async (request: FastifyRequest, body: Buffer) =>
      decompress(body, request.headers['content-encoding'], limitBytes),
  );
  app.addContentTypeParser(
    PACKED_CONTENT_TYPE,
    { parseAs: 'buffer', bodyLimit: limitBytes },
    async (request: FastifyRequest, body: Buffer) =>
      unpacked(await decompress(body, request.headers['content-encoding'], limitBytes), limitBytes),
  );
}

/** Parses a JSON body at the door. Throws `RouteRefusal`. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(jsonOf(body));
  if (!parsed.success) throw new RouteRefusal('bad-request');
  return parsed.data;
}

/** The JSON value of a body, null when it is none. */
export function jsonOf(body: unknown): unknown {
  if (!(body instanceof Uint8Array)) return null;
  try {
    return JSON.parse(fromUtf8(body));
  } catch {
    return null;
  }
}

function unpacked(body: Uint8Array, limitBytes: number): Uint8Array {
  const batch = unpackBatch(body, limitBytes);
  if (batch.ok) return batch.value;
  throw new RouteRefusal(batch.error.reason === 'too-large' ? 'body-too-large' : 'malformed-batch');
}

async function decompress(
  body: Buffer,
  coding: string | undefined,
  maxOutputLength: number,
): Promise<Buffer> {
  try {
    if (coding === 'br') return await inflateBrotli(body, { maxOutputLength });
    if (coding === 'gzip') return await inflateGzip(body, { maxOutputLength });
  } catch (problem) {
    const tooLarge = problem instanceof Error && 'code' in problem && problem.code === 'ERR_BUFFER_TOO_LARGE';
    throw new RouteRefusal(tooLarge ? 'body-too-large' : 'bad-request');
  }
  if (coding !== undefined && coding !== 'identity') throw new RouteRefusal('bad-request');
  return body;
}
