import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';
import { concat } from '../../shared/lib/bytes.ts';
import type { HttpQuestion, HttpResult, HttpSend } from './http.ts';
import { LinkWatch, WATCH_LIMITS } from './link-watch.ts';
import type { RefusedCertificate } from './pinning.ts';

const PROGRESS_EVERY_MS = 250;

export interface ElectronHttpParts {
  readonly pinned: () => Promise<Session>;
  /** A session of its own for the one question before any certificate is trusted. */
  readonly unpinned: () => Promise<Session>;
  /** Why the pinned session last refused this host's certificate; null when it did not. */
  readonly refusedCertificate: (host: string) => RefusedCertificate | null;
  /** What a proxy is told when it asks who we are; null: nothing is known. */
  readonly proxyLogin: () => Promise<{ readonly user: string; readonly password: string } | null>;
}

/** Chromium's network stack: it knows the system's proxies, decompresses, and keeps one connection open between calls. */
export function electronHttp(parts: ElectronHttpParts): HttpSend {
  return async (question) => {
    const session = await (question.trust === 'pinned' ? parts.pinned() : parts.unpinned());
    return new Promise((resolve) => {
      const request = net.request({
        method: question.method,
        url: question.url,
        session,
        redirect: 'manual',
        cache: 'no-store',
        credentials: 'omit',
      });
      for (const [name, value] of Object.entries(question.headers)) request.setHeader(name, value);
      const exchange = new Exchange(request, question, resolve);
      answerProxy(request, parts.proxyLogin, () => exchange.proxyKeptAsking());
      request.on('error', (error) =>
        exchange.fail(error, parts.refusedCertificate(new URL(question.url).hostname)),
      );
      request.on('redirect', () => exchange.end({ kind: 'redirected' }));
      request.on('response', (response) => exchange.receive(response));
      exchange.start();
    });
  };
}

/** Tells a proxy the login once; when it asks again it did not take it. A server that asks is told nothing. */
function answerProxy(
  request: ClientRequest,
  proxyLogin: ElectronHttpParts['proxyLogin'],
  onKeptAsking: () => void,
): void {
  let hasTold = false;
  const giveUp = (tell: () => void): void => {
    onKeptAsking();
    tell();
  };
  request.on('login', (asked, tell) => {
    if (!asked.isProxy) return tell();
    if (hasTold) return giveUp(tell);
    hasTold = true;
    void proxyLogin().then((login) => (login === null ? giveUp(tell) : tell(login.user, login.password)));
  });
}

/** One request on its way: ends exactly once, whatever happens first. */
class Exchange {
  private readonly request: ClientRequest;
  private readonly question: HttpQuestion;
  private readonly resolve: (result: HttpResult) => void;
  private hasEnded = false;
  private lacksLogin = false;
  private lastSent = 0;
  private readonly watch = new LinkWatch(WATCH_LIMITS, performance.now());
  private poll: NodeJS.Timeout | null = null;
  private readonly cancel = (): void => this.end({ kind: 'cancelled' });

  constructor(request: ClientRequest, question: HttpQuestion, resolve: (result: HttpResult) => void) {
    this.request = request;
    this.question = question;
    this.resolve = resolve;
  }

  start(): void {
    const { body, signal } = this.question;
    if (signal?.aborted === true) return this.end({ kind: 'cancelled' });
    signal?.addEventListener('abort', this.cancel);
    this.poll = setInterval(() => this.look(), PROGRESS_EVERY_MS);
    if (body === null || body.length === 0) return void this.request.end();
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
    if (this.question.writeBytes === undefined) {
      this.request.write(bytes);
      return void this.request.end();
    }
    this.request.chunkedEncoding = true;
    this.writeFrom(bytes, 0, this.question.writeBytes);
  }

  /** Chromium makes one TLS record of what it finds: the next write waits until it has taken the last. */
  private writeFrom(bytes: Buffer, at: number, size: number): void {
    if (this.hasEnded) return;
    if (at >= bytes.length) return void this.request.end();
    this.request.write(bytes.subarray(at, at + size), undefined, () => {
      this.reportSent(Math.min(bytes.length, at + size));
      this.writeFrom(bytes, at + size, size);
    });
  }

  receive(response: IncomingMessage): void {
    const chunks: Uint8Array[] = [];
    let received = 0;
    this.reportSent(this.question.body?.length ?? 0);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.length;
      this.watch.moved(chunk.length, performance.now());
      this.question.onReceived?.(received);
    });
    const finish = (arrivedWhole: boolean): void => {
      const headers = flat(response.headers);
      const body = concat(...chunks);
      this.end({
        kind: 'answered',
        status: response.statusCode,
        headers,
        body,
        isWhole: arrivedWhole && hasAnnouncedLength(headers, body.length),
      });
    };
    response.on('end', () => finish(true));
    response.on('aborted', () => finish(false));
    response.on('error', () => finish(false));
  }

  /** The proxy asked who we are, and what we could say did not do. Chromium then only reports that there is no tunnel. */
  proxyKeptAsking(): void {
    this.lacksLogin = true;
  }

  fail(error: Error, certificate: RefusedCertificate | null): void {
    const code = /ERR_[A-Z0-9_]+/.exec(error.message)?.[0] ?? 'ERR_UNKNOWN';
    if (this.lacksLogin) return this.end({ kind: 'failed', code: 'ERR_PROXY_AUTH_REQUESTED' });
    // A refusal by our own check arrives as one of these only; the reason was kept beside.
    const isCertificate = code === 'ERR_FAILED' || code.startsWith('ERR_CERT') || code.startsWith('ERR_SSL');
    if (isCertificate && certificate !== null) this.end({ kind: 'bad-certificate', ...certificate });
    else this.end({ kind: 'failed', code });
  }

  end(result: HttpResult): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    if (this.poll !== null) clearInterval(this.poll);
    this.question.signal?.removeEventListener('abort', this.cancel);
    // A late error of an aborted request has nobody left to tell.
    this.request.removeAllListeners('error').on('error', () => undefined);
    if (result.kind !== 'answered') this.request.abort();
    this.resolve(result);
  }

  private look(): void {
    const progress = this.request.getUploadProgress();
    if (progress.active) this.reportSent(progress.current);
    const verdict = this.watch.verdict(performance.now());
    if (verdict !== null) this.end({ kind: verdict === 'silent' ? 'timed-out' : 'too-slow' });
  }

  private reportSent(bytes: number): void {
    if (bytes <= this.lastSent) return;
    this.watch.moved(bytes - this.lastSent, performance.now());
    this.lastSent = bytes;
    this.question.onSent?.(bytes);
  }
}

function flat(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

/** Only what came uncompressed can be compared with its announced length. */
function hasAnnouncedLength(headers: Readonly<Record<string, string>>, length: number): boolean {
  const announced = headers['content-length'];
  return headers['content-encoding'] !== undefined || announced === undefined || Number(announced) === length;
}
