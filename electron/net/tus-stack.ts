import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import type { HttpResult, HttpSend } from './http.ts';

/** A network result that is no answer, as an error tus-js-client carries through to the caller. */
export class TusFailure extends Error {
  readonly result: HttpResult;

  constructor(result: HttpResult) {
    super(result.kind);
    this.result = result;
  }
}

/** tus-js-client over our own network port: pinned, through the one session. `writeBytes`: see HttpQuestion. */
export function tusStack(send: HttpSend, writeBytes?: () => number): HttpStack {
  return {
    createRequest: (method, url) => new TusRequest(send, writeBytes, method, url),
    getName: () => 'jianding-desk',
  };
}

class TusRequest implements HttpRequest {
  private readonly network: HttpSend;
  private readonly writeBytes: (() => number) | undefined;
  private readonly method: string;
  private readonly url: string;
  private readonly headers: Record<string, string> = {};
  private readonly controller = new AbortController();
  private onSent: (bytes: number) => void = () => undefined;

  constructor(network: HttpSend, writeBytes: (() => number) | undefined, method: string, url: string) {
    this.network = network;
    this.writeBytes = writeBytes;
    this.method = method;
    this.url = url;
  }

  getMethod(): string {
    return this.method;
  }

  getURL(): string {
    return this.url;
  }

  setHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getHeader(name: string): string | undefined {
    return this.headers[name];
  }

  setProgressHandler(handler: (bytesSent: number) => void): void {
    this.onSent = handler;
  }

  async send(body: unknown): Promise<HttpResponse> {
    const bytes = body instanceof Uint8Array ? body : null;
    // Chromium sets the length itself and refuses to be told.
    const { 'Content-Length': _length, ...headers } = this.headers;
    const result = await this.network({
      method: this.method,
      url: this.url,
      headers,
      body: bytes,
      ...(bytes !== null && bytes.length > 0 && this.writeBytes ? { writeBytes: this.writeBytes() } : {}),
      trust: 'pinned',
      onSent: (sent) => this.onSent(sent),
      signal: this.controller.signal,
    });
    if (result.kind !== 'answered' || !result.isWhole) throw new TusFailure(result);
    // tus-js-client forgets an upload whose HEAD is answered by anything but success, and begins it again: an ended session,
    // a busy server or a portal must not cost what has arrived. What a "no such upload" means its caller finds out.
    if (this.method === 'HEAD' && (result.status < 200 || result.status > 299)) throw new TusFailure(result);
    return {
      getStatus: () => result.status,
      getHeader: (name) => result.headers[name.toLowerCase()],
      getBody: () => new TextDecoder().decode(result.body),
      getUnderlyingObject: () => result,
    };
  }

  async abort(): Promise<void> {
    this.controller.abort();
  }

  getUnderlyingObject(): null {
    return null;
  }
}
