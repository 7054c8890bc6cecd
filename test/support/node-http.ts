import { request as plainRequest, type ClientRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { HttpQuestion, HttpResult, HttpSend } from '../../electron/net/http.ts';

/** Node's codes in Chromium's words, for what the tests meet. */
const CHROMIUM_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
};

/** Probes of an idle connection as seldom as Chromium's. */
const AGENT = { keepAlive: true, keepAliveMsecs: 45_000 };

export interface NodeHttp {
  readonly send: HttpSend;
  /** Trusts only this authority from now on, as the pinned session does. */
  trust(authorityPem: string | null): Promise<void>;
  /** The next request with a body is cut after so many of its bytes. */
  cutNextBodyAfter(bytes: number): void;
  /** Method and path of every request so far. */
  readonly asked: readonly string[];
  /** Bytes of bodies that left, also of requests that were cut. */
  readonly sentBytes: () => number;
  /** The next request of this method is done by the server, but the line breaks before its answer is here. */
  loseNextAnswer(method: string): void;
  /** The next HEAD is answered so, without asking anybody. */
  answerNextHead(status: number): void;
  close(): void;
}

/** The network port of electron/net over Node instead of Chromium, for tests without a window. */
export function nodeHttp(): NodeHttp {
  let authority: string | null = null;
  let cutAfter: number | null = null;
  let nextHead: number | null = null;
  let unheard: string | null = null;
  let sent = 0;
  const asked: string[] = [];
  let agent = new Agent(AGENT);
  return {
    asked,
    trust: async (authorityPem) => {
      authority = authorityPem;
      agent.destroy();
      agent = new Agent(AGENT);
    },
    sentBytes: () => sent,
    loseNextAnswer: (method) => (unheard = method),
    answerNextHead: (status) => (nextHead = status),
    cutNextBodyAfter: (bytes) => (cutAfter = bytes),
    close: () => agent.destroy(),
    send: (question) => {
      asked.push(`${question.method} ${new URL(question.url).pathname}`);
      const isCut = cutAfter !== null && question.body !== null && question.body.length > cutAfter;
      const body = isCut ? question.body.subarray(0, cutAfter ?? 0) : question.body;
      if (isCut) cutAfter = null;
      if (question.method === 'HEAD' && nextHead !== null) {
        const status = nextHead;
        nextHead = null;
        return Promise.resolve({
          kind: 'answered',
          status,
          headers: {},
          body: new Uint8Array(),
          isWhole: true,
        });
      }
      sent += body?.length ?? 0;
      const pinned = { agent, ...(authority === null ? {} : { ca: authority }) };
      const answer = exchange(
        question,
        body,
        isCut,
        question.trust === 'pinned' ? pinned : { rejectUnauthorized: false },
      );
      if (question.method !== unheard) return answer;
      unheard = null;
      return answer.then(() => ({ kind: 'failed', code: 'ERR_CONNECTION_RESET' }));
    },
  };
}

function exchange(
  question: HttpQuestion,
  body: Uint8Array | null,
  isCut: boolean,
  tls: object,
): Promise<HttpResult> {
  return new Promise((resolve) => {
    const headers = {
      ...question.headers,
      ...(question.writeBytes === undefined ? { 'content-length': String(question.body?.length ?? 0) } : {}),
      'accept-encoding': 'br, gzip',
    };
    const ask = question.url.startsWith('http:') ? plainRequest : request;
    const call = ask(question.url, { method: question.method, headers, ...tls }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', () => resolve({ kind: 'failed', code: 'ERR_INCOMPLETE_CHUNKED_ENCODING' }));
      answer.on('end', () => {
        const names = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const plain = decoded(Buffer.concat(chunks), answer.headers['content-encoding']);
        resolve({
          kind: 'answered',
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(names) as Record<string, string>,
          body: Uint8Array.from(plain),
          isWhole: answer.complete,
        });
      });
    });
    call.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'failed', code: CHROMIUM_CODE[error.code ?? ''] ?? error.code ?? 'ERR_FAILED' }),
    );
    question.signal?.addEventListener('abort', () => call.destroy());
    if (body !== null && question.writeBytes !== undefined && !isCut) {
      writeFrom(call, body, 0, question.writeBytes, question.onSent);
      return;
    }
    if (body !== null) {
      call.write(body, () => {
        question.onSent?.(body.length);
        // Long enough for the bytes to leave: a cut link loses what comes after, not what went before.
        if (isCut) setTimeout(() => call.destroy(new Error('cut')), 150);
      });
    }
    if (!isCut) call.end();
  });
}

/** As electron-http.ts does: the next write waits for the last, each becomes a TLS record. */
function writeFrom(
  call: ClientRequest,
  body: Uint8Array,
  at: number,
  size: number,
  onSent: HttpQuestion['onSent'],
): void {
  if (call.destroyed) return;
  if (at >= body.length) return void call.end();
  call.write(body.subarray(at, at + size), () => {
    onSent?.(Math.min(body.length, at + size));
    writeFrom(call, body, at + size, size, onSent);
  });
}

function decoded(raw: Buffer, coding: string | undefined): Buffer {
  return coding === 'br' ? brotliDecompressSync(raw) : coding === 'gzip' ? gunzipSync(raw) : raw;
}
