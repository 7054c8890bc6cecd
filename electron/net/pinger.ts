import { toBase64, utf8 } from '../../shared/lib/bytes.ts';
import { base32, type DeviceId } from '../../shared/lib/ids.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import type { Random } from '../../shared/lib/ports.ts';
import { PingAnswer, type PingRequest } from '../../shared/protocol/ping.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol-version.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import { classify, jsonOf } from './classify.ts';
import type { HttpSend } from './http.ts';

export interface PingDevice {
  origin(): string | null;
  deviceId(): DeviceId | null;
  /** Null while locked. */
  signAsDevice(bytes: Uint8Array): Uint8Array | null;
  /** Headers of the open session at the server; empty when there is none. */
  sessionHeaders(): Readonly<Record<string, string>>;
}

export type PingOutcome =
  { readonly kind: 'pong'; readonly answer: PingAnswer; readonly tookMs: number } | NetFailure;

/** Asks the server, as this device, for nothing but an answer of a certain size. */
export class Pinger {
  private readonly send: HttpSend;
  private readonly device: PingDevice;
  private readonly random: Random;

  constructor(send: HttpSend, device: PingDevice, random: Random) {
    this.send = send;
    this.device = device;
    this.random = random;
  }

  async ping(size: { readonly padBytes: number; readonly wantBytes: number }): Promise<PingOutcome> {
    const [origin, deviceId] = [this.device.origin(), this.device.deviceId()];
    if (origin === null || deviceId === null) return { kind: 'not-enrolled' };
    const nonce = base32(this.random.bytes(16));
    const request: PingRequest = {
      v: PROTOCOL_VERSION,
      deviceId,
      nonce,
      pad: this.pad(size.padBytes),
      wantBytes: size.wantBytes,
    };
    const body = canonicalJson(request);
    const signature = this.device.signAsDevice(signingBytes('jd-ping-1', body));
    if (signature === null) return { kind: 'locked' };
    const started = performance.now();
    const result = await this.send({
      method: 'POST',
      url: `${origin}/v1/ping`,
      headers: {
        ...this.device.sessionHeaders(),
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: utf8(canonicalJson({ body, signature: toBase64(signature) })),
      trust: 'pinned',
    });
    const tookMs = performance.now() - started;
    const answer = classify(result);
    if (answer.kind !== 'usable') return answer;
    const parsed = PingAnswer.safeParse(jsonOf(answer.body));
    // An answer to another question is no answer: something on the way keeps and repeats.
    return parsed.success && parsed.data.nonce === nonce
      ? { kind: 'pong', answer: parsed.data, tookMs }
      : { kind: 'not-understood' };
  }

  private pad(bytes: number): string {
    return toBase64(this.random.bytes(Math.ceil((bytes * 3) / 4))).slice(0, bytes);
  }
}
