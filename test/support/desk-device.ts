import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { anchorClock, openLog } from '../../shared/domain/log/mutations.ts';
import { utf8 } from '../../shared/lib/bytes.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { newUlid, type DeviceId, type LogId, type OfficerId, type RecordId } from '../../shared/lib/ids.ts';
import type { Mutation } from '../../shared/lib/mutation.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import { EnrolAnswer } from '../../shared/protocol/enrol.ts';
import { KeyManifest } from '../../shared/protocol/manifest.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { ActWriter, lastUnrunOf, type WriteOutcome } from '../../shared/sync/act-writer.ts';
import type { Wire, WireAnswer } from '../../shared/sync/ports.ts';
import { classify, jsonOf } from '../../electron/net/classify.ts';
import type { HttpSend } from '../../electron/net/http.ts';
import { NetClient } from '../../electron/net/net-client.ts';
import { hello, type HelloFacts } from '../../shared/sync/hello.ts';
import { runRound, type RoundOutcome, type RoundPhase } from '../../shared/sync/round.ts';
import { forgetGreeting, newWireSession } from '../../shared/sync/wire-session.ts';
import { BureauDb } from '../../renderer/data/bureau-db.ts';
import { readEquation } from '../../renderer/data/counters.ts';
import type { Equation, WeekDesk } from '../../renderer/data/desk.ts';
import { DexieStore } from '../../renderer/data/dexie-store.ts';
import { fieldCipher } from '../../renderer/data/field-cipher.ts';
import { RecordCodec } from '../../renderer/data/record-codec.ts';
import { openWeekDesk } from '../../renderer/data/week-desk.ts';
import { statedWork } from '../../renderer/data/stated-work.ts';
import { verifyWith } from '../../renderer/data/verify-signed.ts';
import { MemoryJournal } from './memory-journal.ts';
import { nodeHttp } from './node-http.ts';

/** What the tests know of a running server. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
}

export const nodeRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };

type Route = 'hello' | 'push' | 'pull' | 'reconcile';

/** A database that another release left behind, with the keys it was written under. */
export interface FoundProfile {
  readonly databaseName: string;
  readonly dataKey: Uint8Array<ArrayBuffer>;
  readonly officerSigning: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly logId: LogId;
}

/** What may happen to an answer on its way. */
export type Weather = (route: Route) => 'fine' | 'lost-request' | 'lost-answer';

/**
 * A workstation without Electron: the shipped engine, Dexie store and net client on an IndexedDB in memory, real keys, real HTTPS.
 * `weather` decides which requests or answers get lost.
 */
export class DeskDevice {
  readonly officerId: OfficerId;
  readonly store: DexieStore;
  readonly db: BureauDb;
  readonly writer: ActWriter;
  /** For roads other than the line: what the server said at enrolment, and the device's own keys. */
  readonly enrolment: {
    readonly answer: EnrolAnswer;
    readonly signing: KeyObject;
    readonly sealing: KeyObject;
    readonly sealingPublic: string;
  };
  weather: Weather = () => 'fine';
  /** The shipped client of this device and the network below it. */
  readonly line: { readonly net: NetClient; readonly send: HttpSend };
  onPhase: (phase: RoundPhase) => void = () => undefined;
  readonly #deviceId: DeviceId;
  readonly #receiptKeys: KeyManifest['receiptKeys'];
  readonly #clock: Clock;
  #requests = 0;
  readonly #session = newWireSession();
  readonly #verify = verifyWith(() => this.#receiptKeys);

  private constructor(parts: {
    net: NetClient;
    send: HttpSend;
    answer: EnrolAnswer;
    signing: KeyObject;
    sealing: KeyObject;
    sealingPublic: string;
    db: BureauDb;
    store: DexieStore;
    writer: ActWriter;
    clock: Clock;
  }) {
    this.line = { net: parts.net, send: parts.send };
    this.#deviceId = parts.answer.deviceId;
    const { answer, signing, sealing, sealingPublic } = parts;
    this.enrolment = { answer, signing, sealing, sealingPublic };
    this.#receiptKeys = KeyManifest.parse(JSON.parse(parts.answer.manifest.body)).receiptKeys;
    this.#clock = parts.clock;
    this.officerId = parts.answer.officer.officerId;
    this.db = parts.db;
    this.store = parts.store;
    this.writer = parts.writer;
  }

  /** Enrols with a code's secret and opens an empty database with a new log. */
  static async enrol(
    place: ServerPlace,
    secret: string,
    clock: Clock,
    network: (send: HttpSend) => HttpSend = (send) => send,
    found: FoundProfile | null = null,
  ): Promise<DeskDevice> {
    const [deviceSigning, deviceSealing] = [generateKeyPairSync('ed25519'), generateKeyPairSync('x25519')];
    const [officerSigning, officerSealing] = [
      found?.officerSigning ?? generateKeyPairSync('ed25519'),
      generateKeyPairSync('x25519'),
    ];
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
    const origin = `https://${place.host}:${place.port}`;
    const http = nodeHttp();
    await http.trust(place.caPem);
    const send = network(http.send);
    const reply = await send({
      method: 'POST',
      url: `${origin}/v1/enrol`,
      headers: { 'content-type': 'application/json' },
      body: utf8(JSON.stringify(body)),
      trust: 'pinned',
    });
    const enrolled = classify(reply);
    if (enrolled.kind !== 'usable') throw new Error(`enrolment refused: ${JSON.stringify(enrolled)}`);
    const answer = EnrolAnswer.parse(jsonOf(enrolled.body));
    const net = new NetClient(
      send,
      {
        origin: () => origin,
        isOpen: () => true,
        signAsDevice: (bytes) => sign(null, bytes, deviceSigning.privateKey),
      },
      () => undefined,
    );
    const logId = found?.logId ?? (newUlid(clock, nodeRandom) as LogId);
    const db = new BureauDb(found?.databaseName ?? `device-${answer.deviceId}`);
    const cipher = await fieldCipher(found?.dataKey ?? new Uint8Array(randomBytes(32)));
    const store = new DexieStore(db, new RecordCodec(cipher, recordRegistry), cipher);
    await store.addLog(logId);
    const journal = new MemoryJournal(logId, (_officer, bytes) =>
      sign(null, bytes, officerSigning.privateKey).toString('base64'),
    );
    if (found) journal.entries.push(...(await store.outboxFrom(logId, 1, Number.MAX_SAFE_INTEGER)));
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
      { logId, seq: journal.head.seq },
      lastUnrunOf(logId, found ? await store.replaySet() : []),
    );
    const device = new DeskDevice({
      net,
      send,
      answer,
      signing: deviceSigning.privateKey,
      sealing: deviceSealing.privateKey,
      sealingPublic: rawPublic(deviceSealing.publicKey),
      db,
      store,
      writer,
      clock,
    });
    device.exclusive = exclusive;
    if (!found) await device.act(openLog, { logId, previous: null, reason: 'first', lost: null });
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
      session: this.#session,
      clock: this.#clock,
      verify: this.#verify,
      exclusive: this.exclusive,
      registry: mutationRegistry,
      writer: this.writer,
      facts: () => this.#facts(),
      anchor: async (signed) => void (await this.act(anchorClock, signed)),
      greeted: async () => undefined,
      startNewLog: async (reason) => {
        throw new Error(`unexpected ${reason}`);
      },
      removalAnswer: async () => 'accepted',
      uploads: async () => null,
      onPhase: (phase) => this.onPhase(phase),
      onSent: () => undefined,
      isCancelled: () => false,
    });
  }

  /** The next round greets, as the first one after signing in does. */
  forgetGreeting(): void {
    forgetGreeting(this.#session);
  }

  equation(): Promise<Equation> {
    return readEquation(this.db);
  }

  /** The weekly sheets, as the sync centre reads them. */
  get week(): WeekDesk {
    return openWeekDesk(this.db, {
      deviceId: this.#deviceId,
      store: this.store,
      wire: this.#wire(),
      session: this.#session,
      verify: this.#verify,
      greet: async () => {
        const greeting = await hello(
          await this.#facts(),
          this.store,
          this.#wire(),
          this.#verify,
          this.#session,
        );
        return greeting.kind === 'greeted' ? null : greeting;
      },
    });
  }

  async read(table: string, id: RecordId): Promise<unknown> {
    return (await this.store.state.read(table, id))?.record ?? null;
  }

  async #facts(): Promise<HelloFacts> {
    return {
      deviceId: this.#deviceId,
      appVersion: 'test',
      nonce: randomBytes(16).toString('hex'),
      sentAt: this.#clock.now(),
      manifestVersion: 1,
      stated: await statedWork(this.db, this.store),
    };
  }

  #wire(): Wire {
    return {
      hello: (body) => this.#through('hello', () => this.line.net.hello(body)),
      call: (route, body) =>
        this.#through(route, () => this.line.net.call(route, `${route}-${++this.#requests}`, body)),
    };
  }

  async #through(route: Route, ask: () => Promise<WireAnswer>): Promise<WireAnswer> {
    const fate = this.weather(route);
    if (fate === 'lost-request') return { kind: 'timeout' };
    const answer = await ask();
    return fate === 'lost-answer' ? { kind: 'cut-off' } : answer;
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
