import { epochMsOf, instantOf } from '../../shared/lib/dates.ts';
import { DOCTOR_STEPS, type DoctorResult, type DoctorStep } from '../../shared/ipc/link-calls.ts';
import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import { HealthAnswer } from '../../shared/protocol/health.ts';
import type { PingAnswer } from '../../shared/protocol/ping.ts';
import { classify, jsonOf } from './classify.ts';
import type { Probes } from './doctor-probes.ts';
import type { HttpSend } from './http.ts';
import type { Pinger } from './pinger.ts';
import { firstProxy } from './proxy.ts';

type Found = Omit<DoctorResult, 'step' | 'tookMs'>;
type Details = DoctorResult['details'];

export interface DoctorParts {
  readonly probes: Probes;
  readonly send: HttpSend;
  readonly pinger: Pinger;
  /** `https://host:port` of the enrolled server; null before enrolment. */
  readonly origin: () => string | null;
  /** Chromium's answer to "which proxy for this address". */
  readonly resolveProxy: (url: string) => Promise<string>;
  /** The server is believed because of the bureau's own authority. */
  readonly isThroughBureau: (host: string) => boolean;
  readonly nowMs: () => number;
}

/** A clock this far from the server's is worth a word; below it, it is the line. */
const NOTEWORTHY_SKEW_MS = 5 * 60_000;
const UPLOAD_BYTES = 16_000;
const DOWNLOAD_BYTES = 32_000;
const SLOW_BYTES_PER_SECOND = 4_000;
const ROUND_TRIPS = 3;

/**
 * The connection doctor: asks one thing after another, each resting on those before, and says which one fails. A step
 * that rests on a failed one is skipped, not guessed. Nothing but made-up bytes leaves this computer.
 */
export class Doctor {
  private readonly parts: DoctorParts;
  private proxy: ReturnType<typeof firstProxy> = null;
  private hasFailed = false;
  private version = 0;
  private pinged: PingAnswer | null = null;
  private readonly rates: { up: number; down: number } = { up: 0, down: 0 };

  constructor(parts: DoctorParts) {
    this.parts = parts;
  }

  async check(step: DoctorStep): Promise<DoctorResult> {
    if (step === DOCTOR_STEPS[0]) this.hasFailed = false;
    const started = performance.now();
    const found = this.hasFailed ? skipped('not-tried') : await this.look(step);
    if (found.state === 'failed') this.hasFailed = true;
    return { ...found, step, tookMs: Math.round(performance.now() - started) };
  }

  private look(step: DoctorStep): Promise<Found> | Found {
    const origin = this.parts.origin();
    if (origin === null) return failed('not-enrolled', { kind: 'not-enrolled' });
    const url = new URL(origin);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    switch (step) {
      case 'interface':
        return this.interfaces();
      case 'proxy':
        return this.whichProxy(origin);
      case 'name':
        return this.name(host);
      case 'tcp':
        return this.tcp(host, Number(url.port || 443));
      case 'tls':
        return this.tls(origin, host);
      case 'server':
        return ok('server-answers', { version: this.version });
      case 'device':
        return this.device();
      case 'session':
        return ok(this.pinged?.sessionValid === true ? 'session-valid' : 'session-new');
      case 'clock':
        return this.clock();
      case 'upload':
        return this.measure('up', UPLOAD_BYTES);
      case 'download':
        return this.measure('down', DOWNLOAD_BYTES);
      case 'rate':
        return this.rate();
    }
  }

  private interfaces(): Found {
    const count = this.parts.probes.interfaces();
    // Only a warning: a server on this very computer needs none.
    return count > 0 ? ok('interface-up', { count }) : warn('interface-none');
  }

  private async whichProxy(origin: string): Promise<Found> {
    this.proxy = firstProxy(await this.parts.resolveProxy(`${origin}/`));
    if (this.proxy === null) return ok('proxy-direct');
    const { host, port, text } = this.proxy;
    const code = await this.parts.probes.connect(host, port);
    return code === null
      ? ok('proxy-used', { proxy: text })
      : failed('proxy-used', { kind: 'proxy-unreachable', code }, { proxy: text });
  }

  private async name(host: string): Promise<Found> {
    if (this.proxy !== null) return skipped('name-by-proxy');
    const { addresses, code } = await this.parts.probes.resolve(host);
    return addresses.length > 0
      ? ok('name-found', { addresses: addresses.slice(0, 4).join(', ') })
      : failed('name-missing', { kind: 'name-not-found' }, { code });
  }

  private async tcp(host: string, port: number): Promise<Found> {
    if (this.proxy !== null) return skipped('tcp-by-proxy');
    const code = await this.parts.probes.connect(host, port);
    if (code === null) return ok('tcp-open', { port });
    if (code === 'ECONNREFUSED') return failed('tcp-closed', { kind: 'refused' }, { code });
    if (code === 'ETIMEDOUT') return failed('tcp-closed', { kind: 'timeout' }, { code });
    return failed('tcp-closed', { kind: 'no-route', code }, { code });
  }

  /** One question whose answer needs no device: it shows the certificate, a portal, the proxy's mind, the version. */
  private async tls(origin: string, host: string): Promise<Found> {
    const answer = classify(
      await this.parts.send({
        method: 'GET',
        url: `${origin}/v1/health`,
        headers: { accept: 'application/json' },
        body: null,
        trust: 'pinned',
      }),
    );
    if (answer.kind !== 'usable') return failed('tls-not-ours', (await this.portal(answer, host)) ?? answer);
    const health = HealthAnswer.safeParse(jsonOf(answer.body));
    if (!health.success) return failed('tls-not-ours', { kind: 'not-understood' });
    this.version = health.data.v;
    return ok(this.parts.isThroughBureau(host) ? 'tls-bureau' : 'tls-ours');
  }

  /** A portal that cannot show its page over our encryption shows it in clear; our server has nothing there. */
  private async portal(failure: NetFailure, host: string): Promise<NetFailure | null> {
    if (failure.kind !== 'certificate' && failure.kind !== 'cut-off' && failure.kind !== 'timeout')
      return null;
    const url = `http://${host.includes(':') ? `[${host}]` : host}/`;
    const result = await this.parts.send({
      method: 'GET',
      url,
      headers: { accept: 'text/html' },
      body: null,
      trust: 'unpinned-once',
    });
    const seen = classify(result, 'bytes');
    return seen.kind === 'portal' ? seen : null;
  }

  private async device(): Promise<Found> {
    const pinged = await this.parts.pinger.ping({ padBytes: 0, wantBytes: 0 });
    if (pinged.kind !== 'pong') {
      // A server of the version before this one does not know the question.
      if (pinged.kind === 'http' && pinged.status === 404) return failed('server-older', pinged);
      return failed('device-unknown', pinged);
    }
    this.pinged = pinged.answer;
    return ok('device-known');
  }

  private clock(): Found {
    const server = epochMsOf(this.pinged?.serverTime ?? instantOf(this.parts.nowMs()));
    const skewMs = this.parts.nowMs() - server;
    const details = { seconds: Math.round(Math.abs(skewMs) / 1000) };
    if (Math.abs(skewMs) < NOTEWORTHY_SKEW_MS) return ok('clock-right', details);
    const times = { localTime: instantOf(this.parts.nowMs()), serverTime: instantOf(server) };
    return warn(skewMs > 0 ? 'clock-ahead' : 'clock-behind', { ...details, ...times });
  }

  private async measure(way: 'up' | 'down', bytes: number): Promise<Found> {
    const pinged = await this.parts.pinger.ping(
      way === 'up' ? { padBytes: bytes, wantBytes: 0 } : { padBytes: 0, wantBytes: bytes },
    );
    if (pinged.kind !== 'pong') return failed('transfer-failed', pinged);
    this.rates[way] = Math.round((bytes * 1000) / Math.max(1, pinged.tookMs));
    return ok('transferred', { bytes, rate: this.rates[way] });
  }

  private async rate(): Promise<Found> {
    const times: number[] = [];
    for (let i = 0; i < ROUND_TRIPS; i++) {
      const pinged = await this.parts.pinger.ping({ padBytes: 0, wantBytes: 0 });
      if (pinged.kind !== 'pong') return failed('transfer-failed', pinged);
      times.push(pinged.tookMs);
    }
    const roundTripMs = Math.round(Math.min(...times));
    const details = { ...this.rates, roundTripMs };
    const isSlow = Math.min(this.rates.up, this.rates.down) < SLOW_BYTES_PER_SECOND;
    return isSlow ? warn('rate-slow', details) : ok('rate-good', details);
  }
}

function ok(code: string, details: Details = {}): Found {
  return { state: 'ok', code, details, failure: null };
}

function warn(code: string, details: Details = {}): Found {
  return { state: 'warn', code, details, failure: null };
}

function skipped(code: string): Found {
  return { state: 'skipped', code, details: {}, failure: null };
}

function failed(code: string, failure: NetFailure, details: Details = {}): Found {
  return { state: 'failed', code, details, failure };
}
