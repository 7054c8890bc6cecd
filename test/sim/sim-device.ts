import type { KeyObject } from 'node:crypto';
import { Journal } from '../../electron/files/journal.ts';
import { bringIn } from '../../renderer/data/bring-in.ts';
import type { BureauDb } from '../../renderer/data/bureau-db.ts';
import { DexieStore } from '../../renderer/data/dexie-store.ts';
import type { FieldCipher } from '../../renderer/data/field-cipher.ts';
import { openLogWith, startNewLog } from '../../renderer/data/new-log.ts';
import { journalDoor, openJournal } from '../../renderer/data/open-journal.ts';
import { RecordCodec } from '../../renderer/data/record-codec.ts';
import type { Bureau } from '../../renderer/platform/bureau.ts';
import { anchorClock } from '../../shared/domain/log/mutations.ts';
import { fromUtf8, toHex, utf8 } from '../../shared/lib/bytes.ts';
import type { DeviceId, LogId, OfficerId } from '../../shared/lib/ids.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import type { Mutation } from '../../shared/lib/mutation.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import { signingBytes, type Signed } from '../../shared/protocol/receipt.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { ActWriter, lastUnrunOf, type WriteOutcome } from '../../shared/sync/act-writer.ts';
import type { Exclusive, LocalStore, VerifySigned, WireAnswer } from '../../shared/sync/ports.ts';
import { takeReceipt } from '../../shared/sync/receipts.ts';
import { reissuePending, settleShown, showAnew } from '../../shared/sync/reissue.ts';
import { runRound, type RoundOutcome } from '../../shared/sync/round.ts';
import { newWireSession } from '../../shared/sync/wire-session.ts';
import { fixedCipher } from '../support/journal-world.ts';
import { asBureauDb, MemoryBureauDb } from '../support/memory-dexie.ts';
import { keyNamed, signWith } from './keys.ts';
import type { Prng } from './prng.ts';
import { Life, type Scheduler } from './scheduler.ts';
import { deskRegistry } from './sim-acts.ts';
import { SimDisk } from './sim-disk.ts';
import type { Route } from './sim-server.ts';

/** What a profile folder holds, and the acts that were called saved in it: a backup or a copy takes all of it along. */
export interface Profile {
  readonly disk: SimDisk;
  readonly db: MemoryBureauDb;
  readonly kept: Set<string>;
}

export interface DeviceParts {
  readonly scheduler: Scheduler;
  readonly random: Prng;
  readonly now: () => number;
  readonly nextNonce: () => number;
  readonly verify: VerifySigned;
  /** The line to the region; `token` is the session's. */
  readonly ask: (device: SimDevice, life: Life, route: Route, body: Uint8Array) => Promise<WireAnswer>;
  readonly fault: (problem: unknown) => void;
}

interface Session {
  readonly life: Life;
  readonly store: LocalStore;
  readonly raw: DexieStore;
  readonly writer: ActWriter;
  readonly exclusive: Exclusive;
  readonly wire: ReturnType<typeof newWireSession>;
  readonly bureau: Bureau;
  anchored: string;
  isSyncing: boolean;
}

const NOTHING_STATED = {
  counts: { created: 0, delivered: 0, waiting: 0, quarantined: 0, withdrawn: 0 },
  waitingBytes: 0,
  photosWaiting: 0,
  photoBytesWaiting: 0,
  snapshotAt: null,
};
const NONCE_BYTES = 12;

// The field cipher of the sim hides nothing: what it must hide is tested elsewhere, and WebCrypto would cost most of the time.
// A box begins with a nonce that no device of the world has used, since the codec knows contents by it and profiles are copied.
function openCipher(nextNonce: () => number): FieldCipher {
  return {
    seal: async (bytes) => {
      const box = new Uint8Array(NONCE_BYTES + bytes.length);
      new DataView(box.buffer).setUint32(0, nextNonce());
      box.set(bytes, NONCE_BYTES);
      return box;
    },
    open: async (box) => box.slice(NONCE_BYTES),
  };
}

const WRITES = [
  'commitAct',
  'changeActs',
  'swap',
  'stage',
  'requeueAll',
  'addLog',
  'noteEpoch',
  'dropStaged',
] as const;

export class SimDevice {
  readonly name: string;
  readonly deviceId: DeviceId;
  readonly officers: readonly OfficerId[];
  readonly machine: string;
  profile: Profile;
  clockOffsetMs = 0;
  token = '';
  session: Session | null = null;
  readonly #key: KeyObject;
  readonly #parts: DeviceParts;
  readonly #cipher: FieldCipher;
  #opening: Life | null = null;
  #lives = 0;

  constructor(
    name: string,
    of: { readonly deviceId: DeviceId; readonly officers: readonly OfficerId[]; readonly key: KeyObject },
    machine: string,
    parts: DeviceParts,
    profile: Profile = { disk: new SimDisk(), db: new MemoryBureauDb(), kept: new Set() },
  ) {
    this.name = name;
    this.deviceId = of.deviceId;
    this.officers = of.officers;
    this.machine = machine;
    this.profile = profile;
    this.#key = of.key;
    this.#parts = parts;
    this.#cipher = openCipher(parts.nextNonce);
  }

  get identity(): {
    readonly deviceId: DeviceId;
    readonly officers: readonly OfficerId[];
    readonly key: KeyObject;
  } {
    return { deviceId: this.deviceId, officers: this.officers, key: this.#key };
  }

  copyProfile(): Profile {
    const { disk, db, kept } = this.profile;
    return { disk: new SimDisk(disk), db: new MemoryBureauDb(db.copy()), kept: new Set(kept) };
  }

  storeOn(db: MemoryBureauDb): DexieStore {
    return new DexieStore(asBureauDb(db), new RecordCodec(this.#cipher, recordRegistry), this.#cipher);
  }

  /** Starts the app and opens the desk, as renderer/data/open-desk.ts does. False when the disk refused. */
  async open(): Promise<boolean> {
    // One app per profile, as electron/main sees to.
    if (this.session || this.#opening) return false;
    const life = new Life(`${this.name}.${++this.#lives}`);
    this.#opening = life;
    try {
      return await this.#openWith(life);
    } finally {
      if (this.#opening === life) this.#opening = null;
    }
  }

  async #openWith(life: Life): Promise<boolean> {
    const { scheduler, random, now } = this.#parts;
    const clock: Clock = {
      now: () => new Date(now() + this.clockOffsetMs).toISOString() as ReturnType<Clock['now']>,
    };
    const cipher = fixedCipher();
    let elapsedMs = 0;
    const journal = new Journal({
      disk: this.profile.disk.for(life, scheduler),
      clock,
      random,
      boot: { bootId: life.name, elapsedMs: () => (elapsedMs += 7) },
      machine: this.machine,
      cipher: () => cipher,
      provenMark: () => null,
      sign: (officerId, bytes) => signWith(keyNamed(`officer|${officerId}`), bytes),
    });
    const bureau = bureauOf(journal);
    const raw = this.storeOn(this.profile.db);
    const store = this.#gated(raw, life);
    const exclusive = queue();
    const opened = await openJournal(bureau);
    if ('kind' in opened) return false;
    const door = journalDoor(bureau);
    const { head, reason, lost, replayed } = await bringIn(store, door, opened, deskRegistry, []);
    const writer = new ActWriter(
      {
        store,
        journal: { append: (draft) => bureau.call('journal/append', draft) },
        clock,
        exclusive,
        onCommitFailed: (problem) => this.#parts.fault(problem),
      },
      head,
      lastUnrunOf(head.logId, await store.replaySet()),
    );
    const officerId = this.officers[0] as OfficerId;
    const log = { store, writer, registry: deskRegistry, officerId };
    await exclusive(async () => {
      if (reason) await openLogWith(log, reason, opened.earlierLogs.at(-1) ?? null, lost);
      if (replayed > 0) await showAnew(log);
      await reissuePending(log);
    });
    this.session = {
      life,
      store,
      raw,
      writer,
      exclusive,
      wire: newWireSession(),
      bureau,
      anchored: '',
      isSyncing: false,
    };
    return true;
  }

  /** The process dies, or the power fails: then what was not flushed is cut. */
  async crash(isPower: boolean): Promise<void> {
    const { session } = this;
    this.session = null;
    this.token = '';
    const opening = this.#opening;
    this.#opening = null;
    for (const life of [session?.life, opening]) if (life) await this.#parts.scheduler.end(life);
    if (isPower) this.profile.disk.losePower(this.#parts.random);
  }

  /** IndexedDB is gone; journal and disk are not. */
  loseDatabase(): void {
    this.profile = { ...this.profile, db: new MemoryBureauDb() };
  }

  async act<A>(mutation: Mutation<A>, args: A, actor: OfficerId): Promise<WriteOutcome | null> {
    const { session } = this;
    if (!session) return null;
    const { profile } = this;
    const outcome = await session.writer.act(mutation, args, actor);
    if (outcome.kind === 'saved') {
      const entry = await session.raw.outboxEntry(outcome.act);
      if (entry) profile.kept.add(`${entry.logId}:${entry.seq}:${entry.hash}`);
    }
    return outcome;
  }

  async sync(): Promise<RoundOutcome | null> {
    const { session } = this;
    if (!session || session.isSyncing) return null;
    session.isSyncing = true;
    const { random, verify, now } = this.#parts;
    const { life, store, writer, exclusive, bureau } = session;
    const clock: Clock = {
      now: () => new Date(now() + this.clockOffsetMs).toISOString() as ReturnType<Clock['now']>,
    };
    const officerId = this.officers[0] as OfficerId;
    try {
      return await runRound({
        store,
        verify,
        exclusive,
        registry: deskRegistry,
        writer,
        clock,
        session: session.wire,
        wire: {
          hello: async (body) => {
            const signature = Buffer.from(signWith(this.#key, signingBytes('jd-hello-1', body))).toString(
              'base64',
            );
            const answer = await this.#parts.ask(
              this,
              life,
              'hello',
              utf8(canonicalJson({ body, signature })),
            );
            if (answer.kind === 'answer')
              this.token = (JSON.parse(fromUtf8(answer.body)) as { token: string }).token;
            return answer;
          },
          call: (route, body) => this.#parts.ask(this, life, route as Route, body),
        },
        facts: async () => ({
          deviceId: this.deviceId,
          appVersion: 'sim',
          nonce: toHex(random.bytes(16)),
          sentAt: clock.now(),
          manifestVersion: 1,
          stated: NOTHING_STATED,
        }),
        anchor: async (signed: Signed) => {
          const { logId, seq } = writer.head;
          if (session.anchored === `${logId}:${seq}`) return;
          const outcome = await this.act(anchorClock, signed, officerId);
          if (outcome?.kind === 'saved') session.anchored = `${outcome.act.logId}:${outcome.act.seq}`;
        },
        greeted: async () => undefined,
        startNewLog: (reason) =>
          startNewLog(
            { store, writer, exclusive, registry: deskRegistry, door: journalDoor(bureau), officerId },
            reason,
          ),
        removalAnswer: async () => 'accepted',
        uploads: async () => null,
        onPhase: () => undefined,
        onSent: () => undefined,
        isCancelled: () => life.isOver,
      });
    } finally {
      session.isSyncing = false;
    }
  }

  /** A receipt that came by another road than the answer to the push. */
  async take(signed: Signed): Promise<void> {
    const { session } = this;
    // A stick is not read while the line is at work (renderer/data/live-sticks.ts).
    if (!session || session.isSyncing) return;
    session.isSyncing = true;
    const { store, writer, exclusive } = session;
    try {
      await exclusive(async () => {
        await takeReceipt(signed, store, this.#parts.verify);
        await settleShown({ store, writer, registry: deskRegistry });
      });
    } finally {
      session.isSyncing = false;
    }
  }

  async logs(): Promise<readonly { readonly logId: LogId; readonly appliedSeq: number }[]> {
    return this.storeOn(this.profile.db).logs();
  }

  get rows(): BureauDb {
    return asBureauDb(this.profile.db);
  }

  /** Every write is one transaction of IndexedDB: a crash comes before it or after it. */
  #gated(store: DexieStore, life: Life): LocalStore {
    const { scheduler } = this.#parts;
    return new Proxy(store, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target) as unknown;
        if (typeof value !== 'function') return value;
        if (!(WRITES as readonly unknown[]).includes(name)) return value.bind(target);
        return async (...args: unknown[]): Promise<unknown> => {
          await scheduler.gate(life, `store ${String(name)}`);
          const result = (await Reflect.apply(value, target, args)) as unknown;
          await scheduler.gate(life, `stored ${String(name)}`);
          return result;
        };
      },
    });
  }
}

function queue(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** As much of the main process as the journal's callers need. */
function bureauOf(journal: Journal): Bureau {
  const call = (name: string, input: never): Promise<unknown> => {
    if (name === 'journal/open') return journal.open();
    if (name === 'journal/append') return journal.append(input);
    if (name === 'journal/start-log') return journal.startLog();
    const { logId, fromSeq, maxEntries } = input as { logId: LogId; fromSeq: number; maxEntries: number };
    return journal.read(logId, fromSeq, maxEntries);
  };
  return { call, on: () => () => undefined } as unknown as Bureau;
}
