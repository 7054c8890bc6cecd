import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { request } from 'node:https';
import { anchorClock, openLog } from '../../shared/domain/log/mutations.ts';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { newUlid, type DeviceId, type LogId, type OfficerId, type RecordId } from '../../shared/lib/ids.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import type { Mutation } from '../../shared/lib/mutation.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import { EnrolAnswer } from '../../shared/protocol/enrol.ts';
import { KeyManifest } from '../../shared/protocol/manifest.ts';
import { BATCH_CONTENT_TYPE } from '../../shared/protocol/push.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import { HelloAnswer } from '../../shared/protocol/hello.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { ActWriter, type WriteOutcome } from '../../shared/sync/act-writer.ts';
import type { Wire, WireAnswer } from '../../shared/sync/ports.ts';
import { runRound, type RoundOutcome } from '../../shared/sync/round.ts';
import { BureauDb } from '../../renderer/data/bureau-db.ts';
import { readEquation } from '../../renderer/data/counters.ts';
import type { Equation } from '../../renderer/data/desk.ts';
import { DexieStore } from '../../renderer/data/dexie-store.ts';
import { fieldCipher } from '../../renderer/data/field-cipher.ts';
import { RecordCodec } from '../../renderer/data/record-codec.ts';
import { verifyWith } from '../../renderer/data/verify-signed.ts';
import { MemoryJournal } from './memory-journal.ts';

/** What the tests know of a running server. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
}

export const nodeRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };

/** What may happen to an answer on its way. */
export type Weather = (route: 'hello' | 'push' | 'pull') => 'fine' | 'lost-request' | 'lost-answer';

/**
 * A workstation without Electron: the shipped engine and Dexie store on an IndexedDB in memory, real keys, real HTTPS.
 * `weather` decides which requests or answers get lost.
 */
export class DeskDevice {
  readonly officerId: OfficerId;
  readonly store: DexieStore;
  readonly db: BureauDb;
  readonly writer: ActWriter;
  weather: Weather = () => 'fine';
  readonly #place: ServerPlace;
  readonly #deviceId: DeviceId;
  readonly #deviceKey: KeyObject;
  readonly #receiptKeys: KeyManifest['receiptKeys'];
  readonly #clock: Clock;
  #token = '';

  private constructor(parts: {
    place: ServerPlace;
    answer: EnrolAnswer;
    deviceKey: KeyObject;
    db: BureauDb;
    store: DexieStore;
    writer: ActWriter;
    clock: Clock;
  }) {
    this.#place = parts.place;
    this.#deviceId = parts.answer.deviceId;
    this.#deviceKey = parts.deviceKey;
    this.#receiptKeys = KeyManifest.parse(JSON.parse(parts.answer.manifest.body)).receiptKeys;
    this.#clock = parts.clock;
    this.officerId = parts.answer.officer.officerId;
    this.db = parts.db;
    this.store = parts.store;
    this.writer = parts.writer;
  }

  /** Enrols with a code's secret and opens an empty database with a new log. */
  static async enrol(place: ServerPlace, secret: string, clock: Clock): Promise<DeskDevice> {
    const [deviceSigning, deviceSealing] = [generateKeyPairSync('ed25519'), generateKeyPairSync('x25519')];
    const [officerSigning, officerSealing] = [generateKeyPairSync('ed25519'), generateKeyPairSync('x25519')];
    const body = {
      v: 1,
      secret,
      deviceId: null,
      deviceSigningKey: rawPublic(deviceSigning.publicKey),
      deviceSealingKey: rawPublic(deviceSealing.publicKey),
      officerSigningKey: rawPublic(officerSigning.publicKey),
      officerSealingKey: rawPublic(officerSealing.publicKey),
      deviceLabel: 'test',
    };
    const reply = await post(place, '/v1/enrol', 'application/json', utf8(JSON.stringify(body)), '');
    if (reply.status !== 200) throw new Error(`enrolment refused: ${reply.status} ${fromUtf8(reply.body)}`);
    const answer = EnrolAnswer.parse(JSON.parse(fromUtf8(reply.body)));
    const logId = newUlid(clock, nodeRandom) as LogId;
    const db = new BureauDb(`device-${answer.deviceId}`);
    const cipher = await fieldCipher(new Uint8Array(randomBytes(32)));
    const store = new DexieStore(db, new RecordCodec(cipher, recordRegistry), cipher);
    await store.addLog(logId);
    const journal = new MemoryJournal(logId, (_officer, bytes) =>
      sign(null, bytes, officerSigning.privateKey).toString('base64'),
    );
    let queue: Promise<unknown> = Promise.resolve();
    const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
      const turn = queue.then(work);
      queue = turn.catch(() => undefined);
      return turn;
    };
    const fail = (error: unknown) => {
      throw error;
    };
    const writer = new ActWriter(
      { store, journal, clock, exclusive, onCommitFailed: fail },
      { logId, seq: 0 },
      new Map(),
    );
    const device = new DeskDevice({
      place,
      answer,
      deviceKey: deviceSigning.privateKey,
      db,
      store,
      writer,
      clock,
    });
    device.exclusive = exclusive;
    await device.act(openLog, { logId, previous: null, reason: 'first', lost: null });
    return device;
  }

  exclusive: <T>(work: () => Promise<T>) => Promise<T> = (work) => work();

  act<A>(mutation: Mutation<A>, args: A): Promise<WriteOutcome> {
    return this.writer.act(mutation, args, this.officerId);
  }

  /** One whole round. */
  sync(): Promise<RoundOutcome> {
    return runRound({
      store: this.store,
      wire: this.#wire(),
      verify: verifyWith(() => this.#receiptKeys),
      exclusive: this.exclusive,
      registry: mutationRegistry,
      writer: this.writer,
      facts: () => ({
        deviceId: this.#deviceId,
        appVersion: 'test',
        nonce: randomBytes(16).toString('hex'),
        sentAt: this.#clock.now(),
        manifestVersion: 1,
      }),
      anchor: async (signed) => void (await this.act(anchorClock, signed)),
      greeted: async () => undefined,
      startNewLog: async (reason) => {
        throw new Error(`unexpected ${reason}`);
      },
      uploads: async () => null,
      onPhase: () => undefined,
      onSent: () => undefined,
      isCancelled: () => false,
    });
  }

  equation(): Promise<Equation> {
    return readEquation(this.db);
  }

  async read(table: string, id: RecordId): Promise<unknown> {
    return (await this.store.state.read(table, id))?.record ?? null;
  }

  #wire(): Wire {
    return {
      hello: async (body) => {
        const signature = sign(null, signingBytes('jd-hello-1', body), this.#deviceKey).toString('base64');
        const answer = await this.#send(
          'hello',
          'application/json',
          utf8(canonicalJson({ body, signature })),
        );
        if (answer.kind === 'answer')
          this.#token = HelloAnswer.parse(JSON.parse(fromUtf8(answer.body))).token;
        return answer;
      },
      call: (route, body) =>
        this.#send(route, route === 'push' ? BATCH_CONTENT_TYPE : 'application/json', body),
    };
  }

  async #send(route: 'hello' | 'push' | 'pull', contentType: string, body: Uint8Array): Promise<WireAnswer> {
    const fate = this.weather(route);
    if (fate === 'lost-request') return { kind: 'timeout' };
    const reply = await post(this.#place, `/v1/${route}`, contentType, body, this.#token);
    if (fate === 'lost-answer') return { kind: 'cut-off' };
    if (reply.status === 200)
      return { kind: 'answer', body: reply.body, sentBytes: body.length, receivedBytes: reply.body.length };
    const parsed = JSON.parse(fromUtf8(reply.body)) as { error: { kind: string } };
    return { kind: 'http', status: reply.status, error: parsed.error.kind, retryAfterSeconds: null };
  }
}

/** A clock that tells a later second each time. */
export function tickingClock(startMs: number): Clock {
  let at = startMs;
  return { now: () => instantOf((at += 1000)) };
}

function rawPublic(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}

function post(
  place: ServerPlace,
  path: string,
  contentType: string,
  body: Uint8Array,
  token: string,
): Promise<{ status: number; body: Uint8Array<ArrayBuffer> }> {
  const headers = {
    'content-type': contentType,
    'content-length': String(body.length),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: place.host,
        port: place.port,
        path,
        method: 'POST',
        ca: place.caPem,
        servername: 'localhost',
        headers,
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: new Uint8Array(Buffer.concat(parts)) }),
        );
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
