import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { toBase64, type Hex } from '../../shared/lib/bytes.ts';
import { instantOf, type Instant } from '../../shared/lib/dates.ts';
import { newUlid, type DeviceId, type LogId, type OfficerId, type RecordId } from '../../shared/lib/ids.ts';
import { canonicalJson, type JsonValue } from '../../shared/lib/json.ts';
import type { Mutation } from '../../shared/lib/mutation.ts';
import { encodeBatch, type RunSignature } from '../../shared/protocol/batch.ts';
import { batchSigningBytes, genesis, nextHash } from '../../shared/protocol/chain.ts';
import { EnrolAnswer } from '../../shared/protocol/enrol.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { encodeFrame } from '../../shared/protocol/frame.ts';
import { HelloAnswer } from '../../shared/protocol/hello.ts';
import { PullAnswer, type CursorVector, type FeedEntry } from '../../shared/protocol/pull.ts';
import { WIRE_HEADER } from '../../shared/protocol/protocol-version.ts';
import { BATCH_CONTENT_TYPE, PushAnswer } from '../../shared/protocol/push.ts';
import { Amendment, Receipt, signingBytes, type Signed } from '../../shared/protocol/receipt.ts';
import { httpsCaller, type HttpsAnswer, type HttpsCaller } from './https-call.ts';

/** An act as this device wrote it. */
export interface WrittenAct {
  readonly seq: number;
  readonly actor: OfficerId;
  readonly bytes: Uint8Array;
  readonly hash: Hex;
  readonly before: Hex;
}

export interface ActOptions {
  readonly actor?: OfficerId;
  readonly after?: readonly number[];
  readonly lane?: string;
  readonly claimedAt?: Instant;
}

interface Keys {
  readonly signing: KeyObject;
  readonly sealing: KeyObject;
}

interface Writer {
  readonly officerId: OfficerId;
  readonly keys: Keys;
}

/** A small workstation for tests: enrols, writes frames, signs batches, pushes and pulls over HTTPS. Nothing is stored. */
export class TestDevice {
  readonly caller: HttpsCaller;
  readonly keys: Keys = newKeys();
  logId: LogId = ulid() as LogId;
  acts: WrittenAct[] = [];
  deviceId: DeviceId | null = null;
  token = '';
  /** Wire version it speaks: the first unless a test is about something newer. */
  wireVersion = 1;
  cursors: CursorVector = {};
  epoch: string | null = null;
  readonly writers: Writer[] = [];
  readonly #address: { readonly url: string; readonly caPem: string };

  constructor(server: { readonly url: string; readonly caPem: string }) {
    this.#address = server;
    this.caller = httpsCaller(server.url, server.caPem);
  }

  /** The same machine against a server that was started again elsewhere. */
  at(server: { readonly url: string; readonly caPem: string }): TestDevice {
    const moved = this.copy(server);
    moved.cursors = this.cursors;
    moved.epoch = this.epoch;
    return moved;
  }

  /** A copied profile: same keys, same log, its own future. */
  copy(server: { readonly url: string; readonly caPem: string } = this.#address): TestDevice {
    const twin = new TestDevice(server);
    Object.assign(twin, {
      keys: this.keys,
      logId: this.logId,
      acts: [...this.acts],
      deviceId: this.deviceId,
      token: this.token,
    });
    twin.writers.push(...this.writers);
    return twin;
  }

  enrolRequest(code: string, keys: Keys = newKeys()): Record<string, JsonValue> {
    const parsed = parseEnrolmentCode(code);
    if (!parsed.ok) throw new Error('mistyped code');
    return {
      v: 1,
      secret: parsed.value.secret,
      deviceId: this.deviceId,
      deviceSigningKey: publicKey(this.keys.signing),
      deviceSealingKey: publicKey(this.keys.sealing),
      officerSigningKey: publicKey(keys.signing),
      officerSealingKey: publicKey(keys.sealing),
      deviceLabel: 'test',
    };
  }

  async enrol(code: string): Promise<EnrolAnswer> {
    const keys = newKeys();
    const answer = EnrolAnswer.parse((await this.post('/v1/enrol', this.enrolRequest(code, keys))).json());
    this.deviceId = answer.deviceId;
    this.writers.push({ officerId: answer.officer.officerId, keys });
    return answer;
  }

  helloBody(overrides: Record<string, JsonValue> = {}): string {
    const logs = [
      { logId: this.logId, seq: this.acts.length, hash: this.acts.at(-1)?.hash ?? genesis(this.logId) },
    ];
    const body = {
      v: 1,
      deviceId: this.deviceId,
      clientNonce: ulid(),
      sentAt: now(),
      appVersion: 'test',
      logs,
      epoch: this.epoch,
      manifestVersion: 1,
    };
    return canonicalJson({ ...body, ...overrides });
  }

  signHello(body: string): { body: string; signature: string } {
    return { body, signature: toBase64(sign(null, signingBytes('jd-hello-1', body), this.keys.signing)) };
  }

  async hello(): Promise<HelloAnswer> {
    const answer = HelloAnswer.parse((await this.post('/v1/hello', this.signHello(this.helloBody()))).json());
    this.token = answer.token;
    return answer;
  }

  /** Writes an act of a mutation to this device's log. */
  act<A>(mutation: Mutation<A>, args: A, options: ActOptions = {}): WrittenAct {
    const frame = this.frame(
      mutation.name,
      mutation.version,
      args as JsonValue,
      options.lane ?? mutation.lane(args),
      options,
    );
    return this.append(frame, options.actor ?? this.officerId);
  }

  frame(
    name: string,
    nameVersion: number,
    args: JsonValue,
    lane: string,
    options: ActOptions = {},
  ): Uint8Array {
    const { actor = this.officerId, after = [], claimedAt = now() } = options;
    const seq = this.acts.length + 1;
    const common = {
      logId: this.logId,
      seq,
      lane: lane as RecordId,
      after: [...after],
      name,
      nameVersion,
      args,
      actor,
      claimedAt,
    };
    return encodeFrame({ ...common, v: 1, elapsedMs: seq, bootId: 'test-boot', baseVersion: null });
  }

  /** Any bytes as the next act: also ones nobody can read. */
  append(bytes: Uint8Array, actor: OfficerId = this.officerId): WrittenAct {
    const before = this.acts.at(-1)?.hash ?? genesis(this.logId);
    const act: WrittenAct = {
      seq: this.acts.length + 1,
      actor,
      bytes,
      before,
      hash: nextHash(before, bytes),
    };
    this.acts.push(act);
    return act;
  }

  get officerId(): OfficerId {
    const writer = this.writers[0];
    if (!writer) throw new Error('nobody is enrolled on this device');
    return writer.officerId;
  }

  /** The acts `from`..`to` as one batch, each run of one officer's acts signed with that officer's key. */
  batch(from = 1, to = this.acts.length, signatures?: readonly RunSignature[]): Uint8Array {
    const acts = this.acts.slice(from - 1, to);
    const [first, last] = [acts[0], acts.at(-1)];
    if (!first || !last) throw new Error('no such acts');
    const header = {
      logId: this.logId,
      from,
      to,
      before: first.before,
      after: last.hash,
      signatures: [...(signatures ?? this.signatures(acts))],
    };
    return encodeBatch({ header: { v: 1, ...header }, frames: acts.map((act) => act.bytes) });
  }

  signatures(acts: readonly WrittenAct[]): RunSignature[] {
    const runs: WrittenAct[][] = [];
    for (const act of acts) {
      const run = runs.at(-1);
      if (run && run[0]?.actor === act.actor) run.push(act);
      else runs.push([act]);
    }
    return runs.flatMap((run) => this.signRun(run) ?? []);
  }

  signRun(run: readonly WrittenAct[]): RunSignature | null {
    const [first, last] = [run[0], run.at(-1)];
    const writer = this.writers.find((one) => one.officerId === first?.actor);
    if (!first || !last || !writer) return null;
    const range = {
      logId: this.logId,
      from: first.seq,
      to: last.seq,
      before: first.before,
      after: last.hash,
    };
    const signature = toBase64(sign(null, batchSigningBytes(range), writer.keys.signing));
    return {
      officerId: writer.officerId,
      from: range.from,
      to: range.to,
      before: range.before,
      after: range.after,
      signature,
    };
  }

  pushBytes(bytes: Uint8Array, compress = true): Promise<HttpsAnswer> {
    const coding: Record<string, string> = compress ? { 'content-encoding': 'br' } : {};
    const headers = {
      'content-type': BATCH_CONTENT_TYPE,
      authorization: `Bearer ${this.token}`,
      [WIRE_HEADER]: String(this.wireVersion),
      ...coding,
    };
    return this.caller.call('/v1/push', {
      method: 'POST',
      headers,
      body: compress ? brotliCompressSync(bytes) : bytes,
    });
  }

  async push(from = 1, to = this.acts.length): Promise<PushAnswer> {
    return PushAnswer.parse((await this.pushBytes(this.batch(from, to))).json());
  }

  async pullPage(overrides: Record<string, JsonValue> = {}): Promise<PullAnswer> {
    const asked = {
      v: this.wireVersion,
      epoch: this.epoch,
      cursors: this.cursors,
      logs: [this.logId],
      amendmentsAfter: {},
      pageBytes: 256_000,
    };
    return PullAnswer.parse((await this.post('/v1/pull', { ...asked, ...overrides } as JsonValue)).json());
  }

  /** Pulls until nothing more is there; the cursors move on. The last page carries progress and amendments. */
  async pullAll(
    overrides: Record<string, JsonValue> = {},
  ): Promise<{ readonly entries: readonly FeedEntry[]; readonly last: PullAnswer; readonly pages: number }> {
    const entries: FeedEntry[] = [];
    for (let pages = 1; ; pages++) {
      const page = await this.pullPage(overrides);
      entries.push(...page.entries);
      this.cursors = page.cursors;
      this.epoch = page.epoch;
      if (!page.more) return { entries, last: page, pages };
    }
  }

  post(path: string, value: JsonValue): Promise<HttpsAnswer> {
    const headers = {
      'content-type': 'application/json',
      'accept-encoding': 'br',
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
    };
    return this.caller.call(path, { method: 'POST', headers, body: JSON.stringify(value) });
  }

  get(path: string): Promise<HttpsAnswer> {
    return this.caller.call(path, { headers: { authorization: `Bearer ${this.token}` } });
  }

  close(): void {
    this.caller.close();
  }
}

export function readReceipts(answer: PushAnswer): readonly Receipt[] {
  return answer.receipts.map((signed) => Receipt.parse(JSON.parse(signed.body)));
}

export function readAmendments(signed: readonly Signed[]): readonly Amendment[] {
  return signed.map((one) => Amendment.parse(JSON.parse(one.body)));
}

export function newKeys(): Keys {
  return {
    signing: generateKeyPairSync('ed25519').privateKey,
    sealing: generateKeyPairSync('x25519').privateKey,
  };
}

/** Base64 of the 32 raw bytes of the public half. */
export function publicKey(key: KeyObject): string {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

export function ulid(): string {
  return newUlid({ now }, { bytes: (count) => new Uint8Array(randomBytes(count)) });
}

function now(): Instant {
  return instantOf(Date.now());
}
