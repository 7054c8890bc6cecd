import { brotliDecompressSync } from 'node:zlib';
import type { z } from 'zod';
import { jsonOf } from '../../electron/net/classify.ts';
import type { HttpQuestion, HttpResult, HttpSend } from '../../electron/net/http.ts';
import { utf8 } from '../../shared/lib/bytes.ts';
import {
  BatchHeader1,
  EnrolAnswer1,
  HelloAnswer1,
  HelloRequest1,
  PullAnswer1,
  PullRequest1,
  PushAnswer1,
} from './wire-v1.ts';

const ANSWERS: Readonly<Record<string, z.ZodType>> = {
  '/v1/enrol': EnrolAnswer1,
  '/v1/hello': HelloAnswer1,
  '/v1/push': PushAnswer1,
  '/v1/pull': PullAnswer1,
};

/**
 * A server of wire version 1, as far as a device can tell: it refuses newer questions and other codings, asks for exactly its
 * own shapes, and what it answers has exactly its own shapes. The work behind is done by a real server.
 */
export function oldServer(send: HttpSend): HttpSend {
  return async (question) => {
    const path = new URL(question.url).pathname;
    const refusal = refusalOf(path, question);
    if (refusal) return refused(...refusal);
    const { 'jd-wire': _unknown, ...headers } = question.headers;
    const result = await send({ ...question, headers });
    if (result.kind === 'answered' && result.status === 200) ANSWERS[path]?.parse(jsonOf(result.body));
    return result;
  };
}

function refusalOf(path: string, question: HttpQuestion): readonly [number, string] | null {
  const body = plainBody(question);
  switch (path) {
    case '/v1/hello': {
      const { body: text } = jsonOf(body) as { body: string };
      return versionRefusal(HelloRequest1, JSON.parse(text));
    }
    case '/v1/enrol/look':
    case '/v1/enrol':
      return (jsonOf(body) as { v?: unknown }).v === 1 ? null : [426, 'wire-version-unsupported'];
    case '/v1/pull':
      return versionRefusal(PullRequest1, jsonOf(body));
    case '/v1/push': {
      if (question.headers['content-type'] !== 'application/x-jd-batch') return [400, 'bad-request'];
      const header = jsonOf(body.subarray(0, body.indexOf(10)));
      return BatchHeader1.safeParse(header).success ? null : [400, 'malformed-batch'];
    }
    default:
      return null;
  }
}

function versionRefusal(schema: z.ZodType, value: unknown): readonly [number, string] | null {
  if ((value as { v?: unknown }).v !== 1) return [426, 'wire-version-unsupported'];
  return schema.safeParse(value).success ? null : [400, 'bad-request'];
}

function plainBody({ body, headers }: HttpQuestion): Uint8Array {
  const bytes = body ?? new Uint8Array();
  return headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes;
}

function refused(status: number, kind: string): HttpResult {
  const body = utf8(JSON.stringify({ error: { kind } }));
  return { kind: 'answered', status, headers: { 'content-type': 'application/json' }, body, isWhole: true };
}
