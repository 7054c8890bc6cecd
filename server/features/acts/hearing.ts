import { Officer } from '../../../shared/domain/org/officer.ts';
import { rightOverTime, type OfficerPeriod } from '../../../shared/domain/org/right-over-time.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { DeviceId, LogId, OfficerId } from '../../../shared/lib/ids.ts';
import type { ActRef } from '../../../shared/lib/mutation.ts';
import { decodeFrame, type Frame } from '../../../shared/protocol/frame.ts';
import type { ClosingHow } from '../../../shared/protocol/outcome.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import { lockLog, readAct, readLog } from '../../store/acts-store.ts';
import { officerHistory } from '../../store/judgement-store.ts';
import type { Tx } from '../../store/open-database.ts';
import { lockPrefectures, openRecordSession, type RecordSession } from '../../store/record-session.ts';
import type { Core } from '../core.ts';
import { actKeyOf, placeOf } from './act-key.ts';
import { openBench, type Bench } from './bench.ts';

/** What the transaction is about to touch lies in prefectures it has not locked: it starts again with them. */
export class NeedsPrefectures extends Error {
  readonly codes: readonly string[];

  constructor(codes: readonly string[]) {
    super('more prefectures must be locked');
    this.codes = codes;
  }
}

export interface Closing {
  readonly target: ActRef;
  readonly how: ClosingHow;
  readonly by: OfficerId;
  readonly act: ActRef;
}

/**
 * One transaction of judging: the acts pushed, and whatever their effects set free in this or any other log. Locks are taken in
 * one order by everybody, prefectures first and then devices, so that two hearings never wait for each other.
 */
export class Hearing {
  readonly core: Core;
  readonly tx: Tx;
  /** When the pushed acts arrived, or now. */
  readonly at: Instant;
  readonly records: RecordSession;
  readonly #locked: ReadonlySet<string>;
  readonly #faulty: ReadonlyMap<LogId, ReadonlySet<number>>;
  readonly #benches = new Map<LogId, Bench>();
  readonly #closings = new Map<string, Closing>();
  readonly #forced = new Map<LogId, Set<number>>();
  readonly #dirty = new Set<LogId>();
  readonly #arrived = new Set<string>();
  readonly #frames = new Map<string, Frame>();
  readonly #officers = new Map<string, readonly OfficerPeriod[]>();
  readonly #reissued = new Map<LogId, Set<string>>();
  #gaveNumbers = false;

  constructor(
    core: Core,
    tx: Tx,
    at: Instant,
    locked: ReadonlySet<string>,
    faulty: ReadonlyMap<LogId, ReadonlySet<number>>,
  ) {
    this.core = core;
    this.tx = tx;
    this.at = at;
    this.records = openRecordSession(tx);
    this.#locked = locked;
    this.#faulty = faulty;
  }

  /** The acts of a log that ran as re-issues, by number and chain value; few logs have any, so they are read once. */
  async reissuedOf(logId: LogId): Promise<Set<string>> {
    const known = this.#reissued.get(logId);
    if (known) return known;
    const rows = await this.tx
      .selectFrom('reissues')
      .select(['seq', 'hash'])
      .where('log_id', '=', logId)
      .execute();
    const found = new Set(rows.map(placeOf));
    this.#reissued.set(logId, found);
    return found;
  }

  /** The bench of a log, its device locked; null when the server has no such log. */
  async bench(logId: LogId): Promise<Bench | null> {
    const known = this.#benches.get(logId);
    if (known) return known;
    const log = await readLog(this.tx, logId);
    if (!log) return null;
    const missing = (await prefecturesOf(this.tx, log.device_id)).filter((code) => !this.#locked.has(code));
    if (missing.length > 0) throw new NeedsPrefectures(missing);
    const locked = await lockLog(this.tx, log.device_id as DeviceId, logId);
    const bench = await openBench(this.tx, locked, this.#faulty.get(logId) ?? new Set());
    this.#benches.set(logId, bench);
    return bench;
  }

  /** Oldest first; empty for somebody who is no officer. */
  async periodsOf(officerId: string): Promise<readonly OfficerPeriod[]> {
    const known = this.#officers.get(officerId);
    if (known) return known;
    const periods = (await officerHistory(this.tx, officerId)).map((row): OfficerPeriod => {
      const { roles, active, prefectureCode } = Officer.parse(JSON.parse(row.officer));
      return { from: row.from_at === '' ? null : (row.from_at as Instant), roles, active, prefectureCode };
    });
    this.#officers.set(officerId, periods);
    return periods;
  }

  /** The prefecture whose heads answer for an act of this officer on this device. */
  async homeOf(bench: Bench, actor: string | null): Promise<string> {
    const [first] = [...bench.enrolledSince.keys()].sort();
    const who = actor !== null && bench.enrolledSince.has(actor) ? actor : first;
    return (
      (who === undefined ? undefined : (await this.periodsOf(who)).at(-1)?.prefectureCode) ?? REGION_CODE
    );
  }

  /** Whether the officer holds a right at this moment in a prefecture. */
  async holdsNow(
    officerId: string,
    right: Parameters<typeof rightOverTime>[2],
    code: string,
  ): Promise<boolean> {
    const held = rightOverTime(await this.periodsOf(officerId), { from: this.at, to: this.at }, right);
    return held.kind === 'throughout' && held.prefectures.includes(code);
  }

  /** Numbers were lent or given: they must be on the disk before anybody hears of them. */
  noteNumbersGiven(): void {
    this.#gaveNumbers = true;
  }

  get gaveNumbers(): boolean {
    return this.#gaveNumbers;
  }

  /** An act that is being logged in this transaction. */
  noteLogged(ref: ActRef, frame: Frame | null): void {
    if (frame) this.#frames.set(actKeyOf(ref), frame);
    this.arrived('acts', actKeyOf(ref));
  }

  async frameOf(ref: ActRef): Promise<Frame | null> {
    const known = this.#frames.get(actKeyOf(ref));
    if (known) return known;
    const row = await readAct(this.tx, ref.logId, ref.seq);
    const decoded = row && decodeFrame(row.frame);
    return decoded?.ok ? decoded.value : null;
  }

  /** A record is here that was not, or an act was logged or delivered: what waits for it is judged again. */
  arrived(table: string, id: string): void {
    this.#arrived.add(`${table}|${id}`);
  }

  /** The log's held acts are judged again. */
  again(logId: LogId): void {
    this.#dirty.add(logId);
  }

  /** The act is judged again, also when it was refused. */
  force({ logId, seq }: ActRef): void {
    this.#forced.set(logId, (this.#forced.get(logId) ?? new Set()).add(seq));
  }

  /** A quarantined act is closed by a later one that names it. It blocks nothing from now on. */
  close(bench: Bench, closing: Closing): void {
    bench.open.close(closing.target.seq);
    this.#closings.set(actKeyOf(closing.target), closing);
  }

  isClosing(ref: ActRef): boolean {
    return this.#closings.has(actKeyOf(ref));
  }

  /** What was closed since the last call. */
  takeClosings(): readonly Closing[] {
    const taken = [...this.#closings.values()];
    this.#closings.clear();
    return taken;
  }

  /** What arrived since the last call, as `<table>|<id>`. */
  takeArrived(): ReadonlySet<string> {
    const taken = new Set(this.#arrived);
    this.#arrived.clear();
    return taken;
  }

  /** The next log with acts to judge again; null when none is left. */
  takeNext(): { readonly logId: LogId; readonly forced: ReadonlySet<number> } | null {
    const [logId] = [...this.#dirty, ...this.#forced.keys()].sort();
    if (logId === undefined) return null;
    const forced = this.#forced.get(logId) ?? new Set<number>();
    this.#dirty.delete(logId);
    this.#forced.delete(logId);
    return { logId, forced };
  }

  /** Writes the records and how far each log's amendments are numbered. */
  async finish(): Promise<void> {
    for (const bench of this.#benches.values()) {
      await this.tx
        .updateTable('logs')
        .set({ last_amendment: bench.lastAmendment() })
        .where('log_id', '=', bench.logId)
        .where('last_amendment', '<', bench.lastAmendment())
        .execute();
    }
    await this.records.flush();
  }
}

/** Opens the hearing of a device's acts: locks the prefectures its officers and `also` belong to. */
export async function openHearing(
  core: Core,
  tx: Tx,
  deviceId: DeviceId,
  at: Instant,
  also: Iterable<string>,
  faulty: ReadonlyMap<LogId, ReadonlySet<number>> = new Map(),
): Promise<Hearing> {
  const locked = new Set([...(await prefecturesOf(tx, deviceId)), ...also]);
  await lockPrefectures(tx, locked);
  // An officer may have moved while the locks were waited for.
  const missing = (await prefecturesOf(tx, deviceId)).filter((code) => !locked.has(code));
  if (missing.length > 0) throw new NeedsPrefectures(missing);
  return new Hearing(core, tx, at, locked, faulty);
}

/** The prefectures whose records acts of this device may touch: its officers', or all of them for an officer of the region. */
async function prefecturesOf(tx: Tx, deviceId: string): Promise<readonly string[]> {
  const query = tx
    .selectFrom('device_officers')
    .innerJoin('officers', 'officers.id', 'device_officers.officer_id')
    .innerJoin('officer_history', 'officer_history.officer_id', 'officers.id')
    .select('officer_history.officer')
    .distinct();
  const rows = await query.where('device_id', '=', deviceId).execute();
  const codes = [...new Set(rows.map((row) => Officer.parse(JSON.parse(row.officer)).prefectureCode))];
  if (!codes.includes(REGION_CODE)) return codes;
  return (await tx.selectFrom('prefectures').select('code').execute()).map((row) => row.code);
}
