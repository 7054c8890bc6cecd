import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';
import { concat } from '../../shared/lib/bytes.ts';
import type { CertificateProblem, HttpQuestion, HttpResult, HttpSend } from './http.ts';

/** Silence after which a connection counts as dead: far above the round trips of a satellite link. */
const IDLE_MS = 60_000;
const PROGRESS_EVERY_MS = 250;

export interface ElectronHttpParts {
  readonly pinned: Session;
  /** A session of its own for the one question before any certificate is trusted. */
  readonly unpinned: () => Session;
  /** Why the pinned session last refused this host's certificate; null when it did not. */
  readonly refusedCertificate: (host: string) => CertificateProblem | null;
}

/** Chromium's network stack: it knows the system's proxies, decompresses, and keeps one connection open between calls. */
export function electronHttp(parts: ElectronHttpParts): HttpSend {
  return (question) =>
    new Promise((resolve) => {
      const session = question.trust === 'pinned' ? parts.pinned : parts.unpinned();
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
      request.on('error', (error) =>
        exchange.fail(error, parts.refusedCertificate(new URL(question.url).hostname)),
      );
      request.on('redirect', () => exchange.end({ kind: 'redirected' }));
      request.on('response', (response) => exchange.receive(response));
      exchange.start();
    });
}

/** One request on its way: ends exactly once, whatever happens first. */
class Exchange {
  private readonly request: ClientRequest;
  private readonly question: HttpQuestion;
  private readonly resolve: (result: HttpResult) => void;
  private hasEnded = false;
  private lastSent = 0;
  private silentSince = 0;
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
    this.silentSince = performance.now();
    this.poll = setInterval(() => this.look(), PROGRESS_EVERY_MS);
    if (body !== null && body.length > 0)
      this.request.write(Buffer.from(body.buffer, body.byteOffset, body.length));
    this.request.end();
  }

  receive(response: IncomingMessage): void {
    const chunks: Uint8Array[] = [];
    let received = 0;
    this.reportSent(this.question.body?.length ?? 0);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.length;
      this.silentSince = performance.now();
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

  fail(error: Error, certificate: CertificateProblem | null): void {
    const code = /ERR_[A-Z0-9_]+/.exec(error.message)?.[0] ?? 'ERR_UNKNOWN';
    // A refusal by our own check arrives as one of these only; the reason was kept beside.
    const isCertificate = code === 'ERR_FAILED' || code.startsWith('ERR_CERT') || code.startsWith('ERR_SSL');
    if (isCertificate && certificate !== null) this.end({ kind: 'bad-certificate', reason: certificate });
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
    if (performance.now() - this.silentSince > IDLE_MS) this.end({ kind: 'timed-out' });
  }

  private reportSent(bytes: number): void {
    if (bytes <= this.lastSent) return;
    this.lastSent = bytes;
    this.silentSince = performance.now();
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
