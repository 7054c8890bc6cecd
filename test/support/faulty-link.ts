import { readFileSync } from 'node:fs';
import { request, createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What the link does with the next requests. `half` passes the request on and cuts its answer in the middle. */
export type LinkMode =
  | { readonly kind: 'pass' }
  | { readonly kind: 'status'; readonly status: 413 | 429 | 500 | 503; readonly retryAfterSeconds?: number }
  | { readonly kind: 'html' }
  | { readonly kind: 'half' }
  | { readonly kind: 'closed' };

export interface FaultyLink {
  readonly address: string;
  /** Requests whose path begins with `only` meet the fault; the others pass. */
  set(mode: LinkMode, only?: string): void;
  /** Path of every request that met a fault since `set`. */
  readonly faults: readonly string[];
  /** Path of every request that arrived at all. */
  readonly asked: readonly string[];
  /** Shows this certificate from now on, as a gateway does that opens encrypted traffic; null: the server's own. */
  present(certificate: Presented | null): void;
  stop(): Promise<void>;
}

interface Presented {
  readonly keyPem: string;
  /** The leaf first, then what issued it. */
  readonly chainPem: string;
}

const PORTAL =
  '<!doctype html><html><head><title>上网认证</title></head><body><form>手机号</form></body></html>';

/**
 * Stands between a device and a server and speaks TLS with the server's own certificate, as a proxy that an office trusts
 * would: what comes through is right or broken as told. The server must be on this machine, with its data folder readable.
 */
export async function startFaultyLink(server: {
  readonly port: number;
  readonly dataDir: string;
}): Promise<FaultyLink> {
  const trust = join(server.dataDir, 'trust');
  const { keyPem, certPem } = JSON.parse(readFileSync(join(trust, 'tls.json'), 'utf8')) as {
    keyPem: string;
    certPem: string;
  };
  const ca = readFileSync(join(trust, 'tls-ca.pem'), 'utf8');
  let mode: LinkMode = { kind: 'pass' };
  let only = '/';
  const faults: string[] = [];
  const arrived: string[] = [];
  const proxy = createServer({ key: keyPem, cert: `${certPem}\n${ca}` }, (asked, answer) => {
    const path = asked.url ?? '/';
    arrived.push(path);
    if (mode.kind === 'pass' || !path.startsWith(only))
      return void forward({ asked, answer, port: server.port, ca, cut: false });
    faults.push(path);
    if (mode.kind === 'closed') return void asked.socket.destroy();
    if (mode.kind === 'half') return void forward({ asked, answer, port: server.port, ca, cut: true });
    asked.resume();
    answerWith(mode, answer);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `https://localhost:${(proxy.address() as AddressInfo).port}`,
    faults,
    asked: arrived,
    set: (next, path = '/') => {
      [mode, only] = [next, path];
      faults.length = 0;
    },
    present: (certificate) => {
      proxy.setSecureContext(
        certificate === null
          ? { key: keyPem, cert: `${certPem}\n${ca}` }
          : { key: certificate.keyPem, cert: certificate.chainPem },
      );
      proxy.closeAllConnections();
    },
    stop: async () => {
      proxy.closeAllConnections();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
}

function answerWith(mode: Extract<LinkMode, { kind: 'status' | 'html' }>, answer: ServerResponse): void {
  if (mode.kind === 'html')
    return void answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PORTAL);
  const kind = { 413: 'body-too-large', 429: 'too-many-requests', 500: 'server-error', 503: 'server-busy' }[
    mode.status
  ];
  const retryAfterSeconds = mode.retryAfterSeconds ?? 0;
  answer.writeHead(mode.status, {
    'content-type': 'application/json',
    'retry-after': String(retryAfterSeconds),
  });
  answer.end(JSON.stringify({ error: { kind, retryAfterSeconds } }));
}

interface Passage {
  readonly asked: IncomingMessage;
  readonly answer: ServerResponse;
  readonly port: number;
  readonly ca: string;
  readonly cut: boolean;
}

function forward({ asked, answer, port, ca, cut }: Passage): void {
  const onward = request(
    {
      host: '127.0.0.1',
      servername: 'localhost',
      port,
      ca,
      path: asked.url,
      method: asked.method,
      headers: asked.headers,
    },
    (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      if (!cut) return void reply.pipe(answer);
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const whole = Buffer.concat(chunks);
        answer.write(whole.subarray(0, Math.floor(whole.length / 2)), () => asked.socket.destroy());
      });
    },
  );
  onward.on('error', () => asked.socket.destroy());
  asked.on('error', () => onward.destroy());
  asked.pipe(onward);
}
