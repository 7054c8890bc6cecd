import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import { decodeBatch } from '../../shared/protocol/batch.ts';
import { signingBytes, type Signed } from '../../shared/protocol/receipt.ts';
import { buildBatch } from '../../shared/sync/build-batch.ts';
import { encodeBatch } from '../../shared/protocol/batch.ts';
import { hashAt } from '../../shared/sync/push.ts';
import type { DeviceId } from '../../shared/lib/ids.ts';
import type { VerifySigned, WireAnswer } from '../../shared/sync/ports.ts';
import { submit } from '../../server/features/org/apply-command.ts';
import { verifyBytes } from '../../server/features/trust/keys.ts';
import { LogNotStarted } from '../../renderer/data/open-journal.ts';
import { HOTAN, KASHGAR, START_MS, type Base } from './base.ts';
import { keyNamed, signWith } from './keys.ts';
import { Prng } from './prng.ts';
import { checkScreen } from './screen.ts';
import { randomAct, type Known } from './random-acts.ts';
import { Crashed, Life, Scheduler } from './scheduler.ts';
import { setServerRegistry } from './sim-acts.ts';
import type { DatabaseCopy } from './sim-database.ts';
import { SimDevice, type Profile } from './sim-device.ts';
import { SimServer, type Route } from './sim-server.ts';

export interface RunResult {
  readonly seed: number;
  readonly steps: number;
  readonly faults: number;
  readonly traceHash: string;
  readonly failure: string | null;
}

interface Stick {
  readonly owner: SimDevice;
  readonly deviceId: DeviceId;
  readonly bytes: Uint8Array;
}

/** One run: devices and servers under a seeded scheduler, faults of every kind, then healing and the final questions. */
export class World {
  readonly random: Prng;
  readonly scheduler: Scheduler;
  readonly base: Base;
  readonly devices: SimDevice[] = [];
  readonly servers: SimServer[] = [];
  readonly trace: string[] = [];
  readonly lines: string[] = [];
  /** Acts that were called saved, and those of them that no disk holds any more: a machine was put back to an old backup. */
  readonly saved = new Set<string>();
  readonly physicallyLost = new Set<string>();
  readonly revoked = new Set<DeviceId>();
  faults = 0;
  failure: string | null = null;
  readonly #hash = createHash('sha256');
  readonly #known: Known = {
    institutions: [],
    visits: [],
    findings: [],
    tallies: [],
    tokens: new Map(),
    count: 0,
  };
  readonly #pending = new Set<Promise<unknown>>();
  readonly #keepTrace: boolean;
  readonly #forger = keyNamed('forger');
  #folder = '';
  #now = START_MS;
  #isHealing = false;
  #isUpdated = false;
  #copies = 0;
  #nonces = 0;
  #backup: { readonly copy: DatabaseCopy } | null = null;
  readonly #oldProfiles: { readonly device: SimDevice; readonly profile: Profile }[] = [];
  readonly #sticks: Stick[] = [];
  readonly #returned: { readonly device: SimDevice; readonly signed: Signed }[] = [];
  readonly #network: { readonly lost: number; readonly doubled: number; readonly forged: number };

  constructor(base: Base, seed: number, keepTrace: boolean) {
    this.base = base;
    this.random = new Prng(seed);
    this.#keepTrace = keepTrace;
    this.scheduler = new Scheduler(this.random, (line) => this.note(line));
    const stormy = this.random.chance(0.7);
    this.#network = {
      lost: stormy ? this.random.int(25) / 100 : 0,
      doubled: stormy ? this.random.int(15) / 100 : 0,
      forged: stormy ? 0.03 : 0,
    };
  }

  note(line: string): void {
    this.#hash.update(line).update('\n');
    if (this.#keepTrace) this.lines.push(line);
  }

  get traceHash(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }

  get now(): number {
    return this.#now;
  }

  async prepare(): Promise<void> {
    const { base, random } = this;
    setServerRegistry(false);
    await base.database.restore(base.start);
    this.#folder = await mkdtemp(join(base.folder, 'run-'));
    base.host.scheduler = this.scheduler;
    const clock = { now: () => instantOf((this.#now += 1 + random.int(900))) };
    const serverCount = random.chance(0.3) ? 2 : 1;
    for (let i = 0; i < serverCount; i++) {
      const { database, trust } = base;
      const parts = { database, trust, scheduler: this.scheduler, clock, random, folder: this.#folder };
      this.servers.push(new SimServer(`S${i + 1}`, parts));
    }
    for (const server of this.servers) await this.await(server.start(true));
    const count = 2 + random.int(4);
    for (const [i, of] of base.devices.entries()) {
      if (i < count) this.devices.push(this.#newDevice(`D${i + 1}`, of, 'machine-' + (i + 1)));
    }
    for (const device of this.devices) await this.await(device.open());
    // Everybody begins with the templates and officers of the region.
    this.#isHealing = true;
    for (const device of this.devices) await this.await(device.sync());
    this.#isHealing = false;
    await this.#backUpServer();
  }

  async close(): Promise<void> {
    for (const server of this.servers) await server.crash();
    for (const device of this.devices) await device.crash(false);
    await this.scheduler.settle();
    this.base.host.scheduler = null;
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Plays the stormy part. */
  async play(events: number): Promise<void> {
    for (let i = 0; i < events && !this.failure; i++) {
      if (this.scheduler.waiting === 0 || this.random.chance(0.12)) await this.#event();
      else {
        await this.scheduler.step();
        i -= this.random.chance(0.8) ? 1 : 0;
      }
    }
  }

  /** Faults stop, everybody comes back and syncs until nothing moves any more. */
  async heal(): Promise<void> {
    this.note('heal');
    this.#isHealing = true;
    await this.scheduler.drain();
    if (!this.#isUpdated) await this.#update();
    for (const server of this.servers) if (!server.isUp) await this.await(server.start(true));
    for (const device of this.devices) {
      device.profile.disk.isFull = false;
      if (!device.session) await this.await(device.open());
    }
    while (this.#sticks.length > 0 && !this.failure) await this.await(this.#carry());
    let quiet = 0;
    for (let round = 0; round < 14 && quiet < 2 && !this.failure; round++) {
      let isQuiet = true;
      this.#now += 20 * 60_000;
      for (const device of this.devices) {
        const before = await this.#summary(device);
        const outcome = await this.await(device.sync());
        const isRefused = this.revoked.has(device.deviceId);
        if (outcome?.kind !== 'done' && !isRefused) {
          isQuiet = false;
          if (round > 8) this.fail(`${device.name} does not heal: ${canonicalJson(outcome as never)}`);
        }
        if ((await this.#summary(device)) !== before) isQuiet = false;
      }
      quiet = isQuiet ? quiet + 1 : 0;
    }
    if (quiet < 2 && !this.failure) this.fail('it does not become quiet');
  }

  fail(why: string): void {
    this.failure ??= why;
    this.note(`FAILURE ${why}`);
  }

  /** Runs a strand to its end, letting others go on meanwhile. */
  async await<T>(work: Promise<T>): Promise<T | null> {
    let isOver = false;
    const ending = work.then(
      (value) => {
        isOver = true;
        return value;
      },
      (problem: unknown) => {
        isOver = true;
        this.#isFault(problem);
        return null;
      },
    );
    await this.scheduler.settle();
    while (!isOver) {
      if (!(await this.scheduler.step()) && !isOver) {
        this.fail('a strand waits for nobody');
        return null;
      }
    }
    return ending;
  }

  /** A strand that ended with an error: its process died, the disk was full, or there is a bug. */
  #isFault(problem: unknown): void {
    if (problem instanceof Crashed || problem instanceof LogNotStarted) return;
    this.fail(String(problem instanceof Error ? problem.stack : problem));
  }

  /** Lets a strand run beside the others. */
  #start(work: Promise<unknown>): void {
    const tracked = work.catch((problem: unknown) => this.#isFault(problem));
    this.#pending.add(tracked);
    void tracked.then(() => this.#pending.delete(tracked));
  }

  async #event(): Promise<void> {
    const { random } = this;
    const device = random.pick(this.devices);
    this.#now += random.int(60_000);
    const roll = random.int(1000);
    if (!device.session) {
      if (roll < 500) this.#begin(`${device.name} opens`, device.open());
    } else if (roll < 560) this.#begin(`${device.name} acts`, this.#act(device));
    else if (roll < 800) this.#begin(`${device.name} syncs`, this.#sync(device));
    else await this.#fault(device, random.int(1000));
    await this.scheduler.settle();
    if (device.session && random.chance(0.3)) await checkScreen(this, device);
  }

  #begin(line: string, work: Promise<unknown>): void {
    this.note(line);
    this.#start(work);
  }

  async #fault(device: SimDevice, roll: number): Promise<void> {
    const { random } = this;
    this.faults += 1;
    const server = random.pick(this.servers);
    if (roll < 180) await this.#kill(device);
    else if (roll < 300) await this.#do(`${server.name} dies`, () => this.#restartServer(server));
    else if (roll < 400) this.#toStick(device);
    else if (roll < 480) this.#begin('carrier arrives', this.#carry());
    else if (roll < 540) this.#begin('receipts return', this.#bringReceipt());
    else if (roll < 580) device.profile.disk.isFull = !device.profile.disk.isFull;
    else if (roll < 620) device.clockOffsetMs = (random.int(2000) - 1000) * 3_600_000;
    else if (roll < 660) this.#oldProfiles.push({ device, profile: device.copyProfile() });
    else if (roll < 750) await this.#restoreProfile();
    else if (roll < 830) await this.#clone(device);
    else if (roll < 860) await this.#loseDatabase(device);
    else if (roll < 885) await this.#backUpServer();
    else if (roll < 950) await this.#restoreServer(random.chance(0.5));
    else if (roll < 985) await this.#changeOfficer();
    else if (roll < 993) await this.#update();
    else await this.#revoke(device);
  }

  /** Dying between the last page and the swap is what a pull must survive: a device that stands there is the likelier victim. */
  async #kill(device: SimDevice): Promise<void> {
    const { random, scheduler } = this;
    const atSwap = this.devices.find(
      ({ session }) => session !== null && scheduler.isAt(session.life, 'store swap'),
    );
    const victim = atSwap && random.chance(0.7) ? atSwap : device;
    await this.#do(`${victim.name} dies`, () => victim.crash(random.chance(0.5)));
  }

  async #do(line: string, work: () => Promise<unknown>): Promise<void> {
    this.note(line);
    await work();
  }

  async #act(device: SimDevice): Promise<void> {
    const made = await randomAct(this.random, device, this.#known, this.#now);
    if (!made) return;
    const outcome = await device.act(made.mutation, made.args, made.actor);
    if (outcome?.kind === 'saved') made.saved(outcome.act);
  }

  async #sync(device: SimDevice): Promise<void> {
    const outcome = await device.sync();
    if (outcome?.kind === 'failed' && outcome.failure.kind === 'sync-fault') this.fail('sync fault');
  }

  /** A process dies and comes back at once; while it starts it answers nobody. */
  async #restartServer(server: SimServer): Promise<void> {
    await server.crash();
    this.#start(this.#startServer(server, true));
  }

  async #startServer(server: SimServer, isDurable: boolean, isRestored = false): Promise<void> {
    try {
      await server.start(isDurable, isRestored);
    } catch (problem) {
      if (!(problem instanceof Crashed)) throw problem;
    }
  }

  /** Part of a device's log goes along with somebody. */
  #toStick(device: SimDevice): void {
    const { session } = device;
    if (!session) return;
    this.#begin(
      `${device.name} writes a stick`,
      (async () => {
        const logs = await session.raw.logs();
        const log = logs[this.random.int(logs.length)];
        if (!log || log.appliedSeq === 0) return;
        const from = 1 + this.random.int(log.appliedSeq);
        const all = await session.raw.outboxFrom(log.logId, from, 1_000_000);
        const entries = all.slice(0, 1 + this.random.int(all.length));
        if (entries.length === 0) return;
        const before = await hashAt(session.raw, log.logId, from - 1);
        const bytes = encodeBatch(buildBatch(log.logId, before, entries));
        this.#sticks.push({ owner: device, deviceId: device.deviceId, bytes });
      })(),
    );
  }

  async #carry(): Promise<void> {
    if (this.#sticks.length === 0) return;
    const [stick] = this.#sticks.splice(this.random.int(this.#sticks.length), 1);
    const server = this.random.pick(this.servers);
    if (!stick || !decodeBatch(stick.bytes).ok) return;
    const answer = await server.carried(stick.deviceId, stick.bytes);
    if (answer.kind !== 'answer') return;
    const { receipts } = JSON.parse(fromUtf8(answer.body)) as { receipts: readonly Signed[] };
    for (const signed of receipts) this.#returned.push({ device: stick.owner, signed });
  }

  /** Old and new ones, any number of times. */
  async #bringReceipt(): Promise<void> {
    if (this.#returned.length === 0) return;
    const { device, signed } = this.random.pick(this.#returned);
    await device.take(signed);
  }

  async #restoreProfile(): Promise<void> {
    if (this.#oldProfiles.length === 0) return;
    const [old] = this.#oldProfiles.splice(this.random.int(this.#oldProfiles.length), 1);
    if (!old) return;
    this.note(`${old.device.name} is put back to an old backup`);
    await old.device.crash(false);
    old.device.profile = old.profile;
    await this.countLost();
    await this.#goOn(old.device);
  }

  async #clone(device: SimDevice): Promise<void> {
    if (this.devices.length >= 6 || this.revoked.has(device.deviceId)) return;
    const name = `${device.name}c${++this.#copies}`;
    this.note(`${name} is a copy`);
    const machine = this.random.chance(0.5) ? device.machine : `machine-${name}`;
    const copy = this.#newDevice(name, device.identity, machine, device.copyProfile());
    this.devices.push(copy);
    for (const one of [copy, device]) await this.#goOn(one);
  }

  /** Somebody works on before anything is noticed: with two histories of one log that makes a fork. */
  async #goOn(device: SimDevice): Promise<void> {
    if (!device.session) await this.await(device.open());
    for (let acts = 1 + this.random.int(3); acts > 0; acts--) await this.await(this.#act(device));
    if (this.random.chance(0.5)) this.#begin(`${device.name} syncs`, this.#sync(device));
  }

  async #loseDatabase(device: SimDevice): Promise<void> {
    this.note(`${device.name} loses its database`);
    await device.crash(false);
    device.loseDatabase();
  }

  async #backUpServer(): Promise<void> {
    this.note('server backup');
    const copy = await this.base.database.copyWhenFree();
    if (copy !== null) this.#backup = { copy };
  }

  /** The database comes back as it was at the backup; with the ingest files everything after it comes back too. */
  async #restoreServer(keepsIngest: boolean): Promise<void> {
    if (!this.#backup) return;
    this.note(`server restored ${keepsIngest ? 'with' : 'without'} ingest`);
    for (const server of this.servers) await server.crash();
    const before = await this.base.database.heldActs();
    await this.base.database.restore(this.#backup.copy);
    if (!keepsIngest) for (const server of this.servers) await server.forgetIngest();
    for (const [i, server] of this.servers.entries())
      await this.await(this.#startServer(server, false, i === 0));
    if (!keepsIngest) return this.countLost();
    const after = await this.base.database.heldActs();
    for (const key of before)
      if (!after.has(key)) this.fail(`act ${key} was receipted and is in no ingest file`);
  }

  async #changeOfficer(): Promise<void> {
    const core = this.servers.find((server) => server.isUp)?.core;
    if (!core) return;
    const officerId = this.random.pick(['O-1', 'O-2', 'O-3', 'O-4', 'O-5', 'O-6']);
    const prefectureCode = this.random.pick([KASHGAR, HOTAN]);
    const role = this.random.pick(['section-head', 'inspector', 'administrator'] as const);
    const name = { zh: `某${officerId}`, ug: `پالانى ${officerId}` };
    const officer = { id: officerId, prefectureCode, name, roles: [role], certificateNo: null, active: true };
    this.#begin(
      `${officerId} moves to ${prefectureCode} as ${role}`,
      submit(core, [{ kind: 'officer', officer, at: core.clock.now() } as never]),
    );
  }

  async #update(): Promise<void> {
    if (this.#isUpdated) return;
    this.#isUpdated = true;
    this.note('servers are updated');
    for (const server of this.servers) await server.crash();
    setServerRegistry(true);
    for (const server of this.servers) await this.await(this.#startServer(server, true));
  }

  async #revoke(device: SimDevice): Promise<void> {
    const core = this.servers.find((server) => server.isUp)?.core;
    if (!core || this.revoked.size > 0) return;
    this.revoked.add(device.deviceId);
    this.#begin(
      `${device.name} is revoked`,
      submit(core, [{ kind: 'revoke-device', deviceId: device.deviceId, at: core.clock.now() } as never]),
    );
  }

  #newDevice(name: string, of: SimDevice['identity'], machine: string, profile?: Profile): SimDevice {
    const parts = {
      scheduler: this.scheduler,
      random: this.random,
      now: () => (this.#now += 1),
      nextNonce: () => ++this.#nonces,
      verify: this.#verify(),
      ask: (device: SimDevice, life: Life, route: Route, body: Uint8Array) =>
        this.#ask(device, life, route, body),
      fault: (problem: unknown) => {
        if (!(problem instanceof Crashed)) this.fail(String(problem));
      },
    };
    return new SimDevice(name, of, machine, parts, profile);
  }

  #verify(): VerifySigned {
    const { receiptPublicKey } = this.base.trust;
    return async (purpose, signed) =>
      verifyBytes(receiptPublicKey, signingBytes(purpose, signed.body), signed.signature);
  }

  /** The line: questions and answers get lost, come twice and late; somebody in between makes answers up. */
  async #ask(device: SimDevice, life: Life, route: Route, body: Uint8Array): Promise<WireAnswer> {
    const { random, scheduler } = this;
    await scheduler.gate(life, `asks ${route}`);
    const weather = this.#isHealing ? { lost: 0, doubled: 0, forged: 0 } : this.#network;
    const server = random.pick(this.servers);
    if (random.chance(weather.lost)) {
      this.faults += 1;
      return route === 'push' && random.chance(weather.forged * 10)
        ? this.#forged(body)
        : { kind: 'timeout' };
    }
    const { token } = device;
    if (random.chance(weather.doubled)) {
      this.faults += 1;
      this.#start(this.#ghost(route, token, body));
    }
    const answer = await server.answer(route, token, body);
    await scheduler.gate(life, `hears ${route}`);
    if (random.chance(weather.lost)) {
      this.faults += 1;
      return { kind: 'cut-off' };
    }
    return answer;
  }

  /** The same question once more, when nobody waits for its answer. */
  async #ghost(route: Route, token: string, body: Uint8Array): Promise<void> {
    await this.scheduler.gate(new Life('ghost'), route);
    await this.random.pick(this.servers).answer(route, token, body);
  }

  /** Says that everything arrived, which it did not. */
  #forged(body: Uint8Array): WireAnswer {
    const batch = decodeBatch(body);
    if (!batch.ok) return { kind: 'timeout' };
    const { logId, from, to, after } = batch.value.header;
    const receipt = {
      v: 1,
      logId,
      from,
      to,
      chain: after,
      outcomes: [],
      epoch: 'Z',
      receivedAt: instantOf(this.#now),
    };
    const text = canonicalJson(receipt);
    const signature = Buffer.from(signWith(this.#forger, signingBytes('jd-receipt-1', text))).toString(
      'base64',
    );
    const keyId = JSON.parse(this.base.trust.manifest.body).receiptKeys[0].keyId as string;
    const said = {
      v: 3,
      receipts: [{ body: text, signature, keyId }],
      pending: false,
      head: { logId, seq: to, hash: after },
    };
    const bytes = utf8(JSON.stringify(said));
    return { kind: 'answer', body: bytes, sentBytes: 1, receivedBytes: bytes.length };
  }

  /** Notes which acts no disk holds any more. */
  async countLost(): Promise<void> {
    while (this.base.database.isBusy && (await this.scheduler.step()));
    const held = await this.base.database.heldActs();
    for (const device of this.devices) for (const key of device.profile.kept) held.add(key);
    for (const { profile } of this.#oldProfiles) for (const key of profile.kept) held.add(key);
    for (const key of this.everSaved()) if (!held.has(key)) this.physicallyLost.add(key);
  }

  everSaved(): ReadonlySet<string> {
    for (const device of this.devices) for (const key of device.profile.kept) this.saved.add(key);
    return this.saved;
  }

  async #summary(device: SimDevice): Promise<string> {
    const counters = (await device.rows.counters.toArray()) as unknown;
    const cursors = (await device.rows.cursors.toArray()) as unknown;
    return JSON.stringify([counters, cursors, await device.rows.staged.count()]);
  }
}
