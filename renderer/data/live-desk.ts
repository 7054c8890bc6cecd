import { Dexie } from 'dexie';
import { anchorClock } from '../../shared/domain/log/mutations.ts';
import { civilDateOf, epochMsOf, type Instant } from '../../shared/lib/dates.ts';
import { base32, type OfficerId } from '../../shared/lib/ids.ts';
import type { ActRef, Mutation } from '../../shared/lib/mutation.ts';
import { fromUtf8 } from '../../shared/lib/bytes.ts';
import { canonicalJson, type JsonValue } from '../../shared/lib/json.ts';
import type { HelloAnswer } from '../../shared/protocol/hello.ts';
import { correctAct, type MutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import type { Signed } from '../../shared/protocol/receipt.ts';
import type { OutboxRow } from '../../shared/schema/schema.ts';
import type { ActWriter } from '../../shared/sync/act-writer.ts';
import { hello, type HelloFacts, type HelloFailure } from '../../shared/sync/hello.ts';
import type { Exclusive, LocalStore, VerifySigned, Wire } from '../../shared/sync/ports.ts';
import { runRound, type RoundOutcome, type RoundPhase } from '../../shared/sync/round.ts';
import { newWireSession } from '../../shared/sync/wire-session.ts';
import { summaryOf } from './act-summary.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';
import { readEquation } from './counters.ts';
import type {
  ActOutcome,
  ActSummary,
  Desk,
  Equation,
  OpeningNote,
  Photos,
  RecordReader,
  SyncControl,
  UploadSummary,
} from './desk.ts';
import type { DexieStore } from './dexie-store.ts';
import { evidenceByRecord } from './evidence.ts';
import { LineMeter } from './link/line-meter.ts';
import { guardedWire } from './link/guarded-wire.ts';
import type { LinkMemory, RoundReport, SyncTotals } from './link/sync-ports.ts';
import { monotonicTimers } from './link/timers.ts';
import type { LinkPlan } from '../platform/facts.ts';
import { metaValue, setMeta } from './meta.ts';
import type { OpenDeskDeps } from './desk-deps.ts';
import { startNewLog } from './new-log.ts';
import { journalDoor } from './open-journal.ts';
import { photoBox } from './photo-box.ts';
import { LivePhotoCare } from './photo-care.ts';
import type { RecordCodec } from './record-codec.ts';
import { isBlindTo } from './blind-acts.ts';
import { recordReader } from './record-reader.ts';
import { answerRemoval, removalAnswer } from './removals.ts';
import { liveSticks } from './live-sticks.ts';
import { writeSnapshot } from './snapshots.ts';
import { StickAnchor } from './stick-anchor.ts';
import type { DeskSticks } from './sticks.ts';
import { ScheduledSync } from './sync-control.ts';
import { statedWork } from './stated-work.ts';
import { Transfers } from './transfers.ts';
import { uploadWaiting } from './uploads.ts';
import { trimJournal } from './trim-journal.ts';
import { openWeekDesk } from './week-desk.ts';

export interface LiveDeskDeps extends OpenDeskDeps {
  readonly db: BureauDb;
  readonly codec: RecordCodec;
  readonly store: DexieStore;
  readonly writer: ActWriter;
  readonly exclusive: Exclusive;
  readonly verify: VerifySigned;
  readonly registry: MutationRegistry;
  readonly notes: readonly OpeningNote[];
  readonly onFault: (error: unknown) => void;
}

// Between two snapshots that a pull asked for; the journal covers what came after.
const SNAPSHOT_PAUSE_MS = 10 * 60_000;

/** The open desk of one session. */
export class LiveDesk implements Desk {
  readonly officerId: Desk['officerId'];
  readonly prefectureCode: string;
  readonly clock: Desk['clock'];
  readonly random: Desk['random'];
  readonly records: RecordReader;
  readonly photos: Photos;
  readonly photoCare: LivePhotoCare;
  readonly transfers: Transfers;
  readonly sync: SyncControl;
  readonly week: Desk['week'];
  readonly sticks: DeskSticks;
  readonly openingNotes: readonly OpeningNote[];
  readonly #deps: LiveDeskDeps;
  readonly #scheduled: ScheduledSync;
  readonly #stickAnchor: StickAnchor;
  readonly #meter: LineMeter;
  #lastSavedAt: Instant | null = null;
  #requests = 0;
  readonly #wireSession = newWireSession();

  constructor(deps: LiveDeskDeps, known: { readonly memory: LinkMemory; readonly plan: LinkPlan }) {
    this.#deps = deps;
    this.#stickAnchor = new StickAnchor(deps.db, (signed) => this.#anchor(signed));
    this.officerId = deps.session.officerId;
    this.prefectureCode = deps.session.prefectureCode;
    this.clock = deps.clock;
    this.random = deps.random;
    this.openingNotes = deps.notes;
    this.records = recordReader(deps.db, deps.codec);
    this.photos = photoBox(deps.bureau, deps.db, this.records, deps.clock);
    this.transfers = new Transfers(deps.bureau);
    this.photoCare = new LivePhotoCare({
      ...deps,
      records: this.records,
      officerId: this.officerId,
      photos: this.photos,
    });
    this.#scheduled = new ScheduledSync(
      {
        clock: deps.clock,
        timers: monotonicTimers,
        random: deps.random,
        abort: (what) => void deps.bureau.call('link/abort', { what }),
        savePlan: (change) => deps.bureau.call('link/plan-write', change),
        remember: (memory) => setMeta(deps.db, 'link', memory),
        firstToday: (now) => firstToday(deps.db, now),
        round: (report) => this.#round(report),
        totals: () => this.#totals(),
        onFault: deps.onFault,
        online: (listener) => whenWorthTrying(deps.bureau, listener),
      },
      known,
    );
    this.#meter = new LineMeter(deps.bureau, (bytes) => this.#scheduled.moved(bytes));
    this.sync = this.#scheduled;
    this.week = openWeekDesk(deps.db, {
      deviceId: deps.device.deviceId,
      store: deps.store,
      wire: this.#wire(),
      session: this.#wireSession,
      verify: deps.verify,
      greet: () => this.#greet(),
    });
    this.sticks = liveSticks({
      ...deps,
      manifestVersion: deps.device.manifestVersion,
      alone: (work) => this.#scheduled.alone(work),
      greet: () => this.sync.syncNow(),
      startNewLog: (reason) => this.#newLog(reason),
      removalAnswer: (removals) => removalAnswer(deps.db, removals),
      anchor: (signed) => this.#stickAnchor.bring(signed),
      afterTaking: (taken) => this.#snapshot(taken.entries),
    });
  }

  get logId(): Desk['logId'] {
    return this.#deps.writer.head.logId;
  }

  async act<A>(
    mutation: Mutation<A>,
    args: A,
    options: { readonly actor?: OfficerId } = {},
  ): Promise<ActOutcome> {
    if (mutation.name !== anchorClock.name) await this.#stickAnchor.place();
    const outcome = await this.#deps.writer.act(mutation, args, options.actor ?? this.officerId);
    if (outcome.kind === 'saved') {
      this.#lastSavedAt = outcome.at;
      this.#scheduled.workWaits();
    }
    return outcome;
  }

  async correct<A>(
    acts: readonly ActRef[],
    { name, version, args: schema }: Mutation<A>,
    args: A,
    reason: string,
  ): Promise<ActOutcome> {
    const act = { name, version, args: schema.parse(args) as JsonValue };
    return this.act(correctAct, { corrects: acts.map(({ logId, seq }) => ({ logId, seq })), act, reason });
  }

  async correctArgs(
    acts: readonly ActRef[],
    name: string,
    args: JsonValue,
    reason: string,
  ): Promise<ActOutcome | { readonly kind: 'unfit' }> {
    const known = this.#deps.registry.get(name);
    if (!known || known.mutation.laneOf(args) === null) return { kind: 'unfit' };
    const corrects = acts.map(({ logId, seq }) => ({ logId, seq }));
    return this.act(correctAct, { corrects, act: { name, version: known.mutation.version, args }, reason });
  }

  equation(): Promise<Equation> {
    return readEquation(this.#deps.db);
  }

  async acts(filter: Parameters<Desk['acts']>[0]): Promise<readonly ActSummary[]> {
    const { db, store } = this.#deps;
    const wanted = (row: OutboxRow): boolean => filter.state === undefined || row.state === filter.state;
    if (filter.lane !== undefined) {
      const ofLane = await db.outbox.where('lane').equals(filter.lane).filter(wanted).toArray();
      return ofLane.toSorted(newestFirst).slice(0, filter.limit).map(summaryOf);
    }
    const found: OutboxRow[] = [];
    for (const log of (await store.logs()).toReversed()) {
      if (found.length >= filter.limit) break;
      const ofLog = db.outbox
        .where('[logId+seq]')
        .between([log.logId, Dexie.minKey], [log.logId, Dexie.maxKey])
        .reverse();
      const matching = filter.state ? ofLog.filter(wanted) : ofLog;
      found.push(...(await matching.limit(filter.limit - found.length).toArray()));
    }
    return found.map(summaryOf);
  }

  async uploads(): Promise<readonly UploadSummary[]> {
    return this.#deps.db.uploads.toArray();
  }

  evidence(): ReturnType<Desk['evidence']> {
    return evidenceByRecord(this.#deps.db);
  }

  async actText(act: ActRef): Promise<string | null> {
    const entry = await this.#deps.store.outboxEntry(act);
    const text = entry ? fromUtf8(entry.bytes) : null;
    // Several officers share a workstation; a blind score is for its author's eyes alone.
    return text !== null && isBlindTo(this.officerId, text) ? null : text;
  }

  answerRemoval(answer: { readonly accepted: boolean; readonly removed: number }): Promise<void> {
    return answerRemoval(this.#deps.db, answer);
  }

  lastSavedAt(): Instant | null {
    return this.#lastSavedAt;
  }

  async close(): Promise<void> {
    await this.#scheduled.close();
    this.transfers.close();
    this.#meter.stop();
    this.#deps.codec.forget();
    this.#deps.db.close();
  }

  #newLog(reason: 'behind' | 'forked'): Promise<void> {
    const { bureau, store, writer, exclusive, registry } = this.#deps;
    const door = journalDoor(bureau);
    return startNewLog({ store, writer, exclusive, registry, door, officerId: this.officerId }, reason);
  }

  async #round(report: RoundReport): Promise<RoundOutcome> {
    const { db, bureau, store, verify, exclusive, registry, writer } = this.#deps;
    let phase: RoundPhase = 'connecting';
    const outcome = await runRound({
      store,
      verify,
      exclusive,
      registry,
      writer,
      wire: guardedWire(this.#wire(), report.isAbandoned),
      session: this.#wireSession,
      clock: this.clock,
      facts: () => this.#facts(),
      anchor: (signed) => this.#anchor(signed),
      greeted: (answer) => this.#greeted(answer, report),
      startNewLog: (reason) => this.#newLog(reason),
      removalAnswer: (removals) => removalAnswer(db, removals),
      uploads: (pushText) =>
        uploadWaiting({
          db,
          bureau,
          verify,
          pushText,
          sentBytesOf: (row) =>
            this.transfers.getSnapshot().get(row.attachmentId)?.sentBytes ?? row.sentBytes,
          isCancelled: report.isCancelled,
          mayUpload: report.mayUpload,
          onUploaded: (row) => report.onPhoto(row.sizeBytes),
        }),
      onPhase: (next) => {
        phase = next;
        report.onPhase(next);
      },
      onSent: report.onSent,
      isCancelled: report.isCancelled,
    });
    this.transfers.clear();
    if (outcome.kind !== 'done') {
      if (await isEnded(outcome, phase, store)) this.#deps.onRevoked?.();
      return outcome;
    }
    await setMeta(db, 'lastContactAt', this.clock.now());
    await this.#snapshot(outcome.pulledEntries);
    await trimJournal({ db, store, bureau, clock: this.clock });
    await this.photoCare.fetchOpenWork(report.isCancelled);
    await this.photoCare.letGo();
    return outcome;
  }

  async #facts(): Promise<HelloFacts> {
    const { db, device, appVersion, store } = this.#deps;
    return {
      deviceId: device.deviceId,
      appVersion,
      nonce: base32(this.random.bytes(16)),
      sentAt: this.clock.now(),
      manifestVersion: device.manifestVersion,
      stated: await statedWork(db, store),
    };
  }

  /** A greeting outside a round: for a question that found no session. */
  async #greet(): Promise<HelloFailure | null> {
    const { store, verify } = this.#deps;
    const greeting = await hello(await this.#facts(), store, this.#wire(), verify, this.#wireSession);
    return greeting.kind === 'greeted' ? null : greeting;
  }

  /** A wire whose failures keep their kinds; requests are named so that progress and cancelling find them. */
  #wire(): Wire {
    const { bureau } = this.#deps;
    return {
      hello: (body) => bureau.call('net/hello', { body }),
      call: (route, body) =>
        bureau.call('net/call', { route, requestId: `${route}-${++this.#requests}`, body }),
    };
  }

  /** One anchor per contact that has something to anchor: an idle line adds nothing to the log. */
  async #anchor(signed: Signed): Promise<void> {
    const { db, writer } = this.#deps;
    const { logId, seq } = writer.head;
    if ((await metaValue<string>(db, 'anchoredSeq', '')) === `${logId}:${seq}`) return;
    const outcome = await this.act(anchorClock, signed);
    if (outcome.kind !== 'saved') return;
    await setMeta(db, 'anchoredSeq', `${outcome.act.logId}:${outcome.act.seq}`);
    await this.#stickAnchor.forget();
  }

  async #greeted(answer: HelloAnswer, report: RoundReport): Promise<void> {
    const { db, bureau } = this.#deps;
    const now = this.clock.now();
    const skewMs = epochMsOf(now) - epochMsOf(answer.serverTime);
    await setMeta(db, 'clockSkewMs', skewMs);
    await setMeta(db, 'lastContactAt', now);
    report.onGreeted(skewMs);
    await bureau.call('device/set-officers', { officers: answer.officers });
    if (answer.manifest)
      await bureau.call('net/adopt-manifest', { manifest: JSON.parse(canonicalJson(answer.manifest)) });
  }

  async #snapshot(pulledEntries: number): Promise<void> {
    const { db, bureau } = this.#deps;
    const now = this.clock.now();
    const last = await metaValue<Instant | null>(db, 'snapshotAt', null);
    const isDue =
      last === null || (pulledEntries > 0 && Math.abs(epochMsOf(now) - epochMsOf(last)) > SNAPSHOT_PAUSE_MS);
    if (isDue && (await writeSnapshot(db, bureau))) await setMeta(db, 'snapshotAt', now);
  }

  async #totals(): Promise<SyncTotals> {
    const waiting = await this.#deps.store.waiting();
    const waitingPhotos = await this.#deps.db.uploads.where('state').equals('waiting').toArray();
    // A picture that cannot go stands in the list of photos with its problem: it is no sign of a line that is silent.
    const photos = waitingPhotos.filter((row) => !row.problem);
    return {
      acts: waiting.acts,
      actBytes: waiting.bytes,
      photos: photos.length,
      photoBytes: photos.reduce((sum, row) => sum + row.sizeBytes, 0),
    };
  }
}

/** One notice a day, over restarts too. */
async function firstToday(db: BureauDb, now: Instant): Promise<boolean> {
  const today = civilDateOf(now);
  if ((await metaValue<string>(db, 'alarmToldOn', '')) === today) return false;
  await setMeta(db, 'alarmToldOn', today);
  return true;
}

/**
 * Told at the greeting: reported stolen, at once. Told later: revoked, once everything made here is receipted (rule S84); what is made
 * in the meantime is sent by the next round first.
 */
async function isEnded(outcome: RoundOutcome, phase: RoundPhase, store: LocalStore): Promise<boolean> {
  if (outcome.kind !== 'failed' || outcome.failure.kind !== 'http') return false;
  if (outcome.failure.error !== 'device-revoked') return false;
  return phase === 'connecting' || (await store.waiting()).acts === 0;
}

/** Log ids begin with the time they were made at, so a later log sorts after an earlier one. */
function newestFirst(a: OutboxRow, b: OutboxRow): number {
  if (a.logId !== b.logId) return a.logId < b.logId ? 1 : -1;
  return b.seq - a.seq;
}

/**
 * The operating system's word that a network came up, or that the machine woke, is a reason to try, never a proof that the
 * server answers.
 */
function whenWorthTrying(bureau: Bureau, listener: () => void): () => void {
  addEventListener('online', listener);
  const stopWaking = bureau.on('app/suspended', ({ suspended }) => (suspended ? undefined : listener()));
  return () => {
    removeEventListener('online', listener);
    stopWaking();
  };
}
