import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { z } from 'zod';
import { toBase64, utf8 } from '../../shared/lib/bytes.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import { HelloAnswer } from '../../shared/protocol/hello.ts';
import { WIRE_HEADER } from '../../shared/protocol/protocol-version.ts';
import {
  PACKED_CONTENT_TYPE,
  PACKED_SINCE,
  packBatch,
  packedQuality,
  pageText,
  unpackPage,
} from '../../shared/protocol/packed.ts';
import { BATCH_CONTENT_TYPE } from '../../shared/protocol/push.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import type { NetAnswer } from '../../shared/ipc/contract.ts';
import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import { classify, jsonOf, type UsableAnswer } from './classify.ts';
import type { HttpQuestion, HttpResult, HttpSend } from './http.ts';

const compress = promisify(brotliCompress);
const Versioned = z.looseObject({ v: z.int() });
/** A page holds what was asked for and at most one record more; far below what would hurt. */
const LONGEST_PAGE_BYTES = 64_000_000;
/** Below this a compressed body is no smaller. */
const COMPRESS_FROM_BYTES = 400;

/** What the client needs to know of the device. */
export interface DevicePort {
  /** `https://host:port` of the enrolled server; null before enrolment. */
  origin(): string | null;
  /** Somebody is signed in. */
  isOpen(): boolean;
  /** Null while locked. */
  signAsDevice(bytes: Uint8Array): Uint8Array | null;
}

export interface Progress {
  readonly requestId: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly receivedBytes: number;
}

/** Calls of the sync engine to the regional server. The session token lives here, in memory, until lock. */
export class NetClient {
  private readonly send: HttpSend;
  private readonly device: DevicePort;
  private readonly onProgress: (progress: Progress) => void;
  private readonly running = new Map<string, AbortController>();
  private token: string | null = null;
  /** Of the greeting that gave the token. */
  private wireVersion = 1;
  private asked = 0;

  constructor(send: HttpSend, device: DevicePort, onProgress: (progress: Progress) => void) {
    this.send = send;
    this.device = device;
    this.onProgress = onProgress;
  }

  /** Greets the server with the device's signature over `body` and keeps the token it gives. */
  async hello(body: string): Promise<NetAnswer> {
    const signature = this.device.signAsDevice(signingBytes('jd-hello-1', body));
    if (signature === null) return this.absence();
    const signed = utf8(canonicalJson({ body, signature: toBase64(signature) }));
    const answer = await this.exchange('hello', 'hello', signed, 'application/json', {});
    if (answer.kind !== 'answer') return answer;
    const parsed = HelloAnswer.safeParse(jsonOf(answer.body));
    if (!parsed.success) return { kind: 'not-understood' };
    this.token = parsed.data.token;
    this.wireVersion = versionOf(body);
    return answer;
  }

  /** Push, pull, reconcile. Without a token the answer is the server's own `session-expired`: the engine greets again. */
  async call(route: 'push' | 'pull' | 'reconcile', requestId: string, body: Uint8Array): Promise<NetAnswer> {
    const access = this.access();
    if (access.kind !== 'access') return access;
    const packs = this.wireVersion >= PACKED_SINCE;
    if (route === 'push')
      return packs
        ? this.exchange(route, requestId, packBatch(body), PACKED_CONTENT_TYPE, access.headers)
        : this.exchange(route, requestId, body, BATCH_CONTENT_TYPE, access.headers);
    const headers = packs ? { ...access.headers, accept: PACKED_CONTENT_TYPE } : access.headers;
    return this.exchange(route, requestId, body, 'application/json', headers);
  }

  cancel(requestId: string): void {
    this.running.get(requestId)?.abort();
  }

  /** A question about an attachment, with the session's token. */
  async ask(
    question: Omit<HttpQuestion, 'trust' | 'url'> & { readonly path: string },
  ): Promise<HttpResult | NetFailure> {
    const access = this.access();
    if (access.kind !== 'access') return access;
    const { path, ...rest } = question;
    const [controller, requestId] = [new AbortController(), `ask-${++this.asked}`];
    this.running.set(requestId, controller);
    return this.send({
      ...rest,
      url: `${access.origin}${path}`,
      headers: { ...access.headers, ...rest.headers },
      trust: 'pinned',
      signal: controller.signal,
    }).finally(() => this.running.delete(requestId));
  }

  /** Where and with which headers an authenticated call goes. */
  access():
    | { readonly kind: 'access'; readonly origin: string; readonly headers: Readonly<Record<string, string>> }
    | NetFailure {
    const origin = this.device.origin();
    if (origin === null) return { kind: 'not-enrolled' };
    if (!this.device.isOpen()) return { kind: 'locked' };
    if (this.token === null)
      return { kind: 'http', status: 401, error: 'session-expired', retryAfterSeconds: null };
    const version: Record<string, string> =
      this.wireVersion > 1 ? { [WIRE_HEADER]: String(this.wireVersion) } : {};
    return { kind: 'access', origin, headers: { authorization: `Bearer ${this.token}`, ...version } };
  }

  /** Ends what is under way; whoever asked hears that it was cancelled. */
  abort(): void {
    for (const controller of this.running.values()) controller.abort();
  }

  /** Ends what is under way and forgets the token. */
  lock(): void {
    this.abort();
    this.token = null;
  }

  private absence(): NetFailure {
    return this.device.origin() === null ? { kind: 'not-enrolled' } : { kind: 'locked' };
  }

  private async exchange(
    route: string,
    requestId: string,
    plain: Uint8Array,
    contentType: string,
    access: Readonly<Record<string, string>>,
  ): Promise<NetAnswer> {
    const origin = this.device.origin();
    if (origin === null) return { kind: 'not-enrolled' };
    const coded = await compressed(plain);
    const headers = {
      accept: 'application/json',
      ...access,
      'content-type': contentType,
      ...(coded === null ? {} : { 'content-encoding': 'br' }),
    };
    const body = coded ?? plain;
    const controller = new AbortController();
    this.running.set(requestId, controller);
    const startedMs = performance.now();
    let [sentBytes, receivedBytes] = [0, 0];
    const tell = (): void =>
      this.onProgress({ requestId, sentBytes, totalBytes: body.length, receivedBytes });
    try {
      const result = await this.send({
        method: 'POST',
        url: `${origin}/v1/${route}`,
        headers,
        body,
        trust: 'pinned',
        signal: controller.signal,
        onSent: (bytes) => {
          sentBytes = bytes;
          tell();
        },
        onReceived: (bytes) => {
          receivedBytes = bytes;
          tell();
        },
      });
      const answer = readAnswer(result);
      return answer.kind === 'usable'
        ? {
            kind: 'answer',
            body: answer.body,
            sentBytes: body.length,
            receivedBytes: wireBytes(result),
            tookMs: Math.round(performance.now() - startedMs),
          }
        : answer;
    } finally {
      this.running.delete(requestId);
    }
  }
}

/** The version a greeting was written in. */
function versionOf(body: string): number {
  const parsed = Versioned.safeParse(jsonOf(utf8(body)));
  return parsed.success ? parsed.data.v : 1;
}

/** An answer with a packed page becomes the page's JSON; any other is read as it is. */
function readAnswer(result: HttpResult): UsableAnswer | NetFailure {
  const isPacked = result.kind === 'answered' && result.headers['content-type'] === PACKED_CONTENT_TYPE;
  const answer = classify(result, isPacked ? 'bytes' : 'json');
  if (!isPacked || answer.kind !== 'usable') return answer;
  const page = unpackPage(answer.body, LONGEST_PAGE_BYTES);
  return page.ok ? { kind: 'usable', body: utf8(pageText(page.value)) } : { kind: 'not-understood' };
}

/** Null when it is not worth it. */
async function compressed(plain: Uint8Array): Promise<Uint8Array | null> {
  if (plain.length < COMPRESS_FROM_BYTES) return null;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: packedQuality(plain.length),
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  const coded = await compress(plain, { params });
  return coded.length < plain.length ? coded : null;
}

/** Bytes of the answer's body as they crossed the link, where the server announced them. */
function wireBytes(result: HttpResult): number {
  if (result.kind !== 'answered') return 0;
  const announced = result.headers['content-length'];
  return announced === undefined ? result.body.length : Number(announced);
}
