import type { Prng } from './prng.ts';

/** The process, window or request that was waiting at this gate has died. */
export class Crashed extends Error {
  constructor(name: string) {
    super(`${name} died`);
  }
}

/** Something that can die: one run of the desk on a device, one server process. */
export class Life {
  readonly name: string;
  isOver = false;
  /** It reads files between its gates: it counts as running while it is not parked. */
  isAttended = false;

  constructor(name: string) {
    this.name = name;
  }
}

interface Parked {
  readonly life: Life;
  readonly label: string;
  readonly go: () => void;
  readonly die: (problem: Crashed) => void;
}

// One strand runs at a time. Wherever the code meets the world (disk, database, wire) it parks at a gate; the seed picks who goes
// on. What runs between two gates is real code with real awaits: it is given time until nothing of it moves any more.
export class Scheduler {
  readonly #random: Prng;
  readonly #note: (line: string) => void;
  #parked: Parked[] = [];
  #busy = 0;
  #activity = 0;
  #idle: (() => void) | null = null;
  steps = 0;

  constructor(random: Prng, note: (line: string) => void) {
    this.#random = random;
    this.#note = note;
  }

  get waiting(): number {
    return this.#parked.length;
  }

  /** Whether this life is parked at a gate of this name. */
  isAt(life: Life, label: string): boolean {
    return this.#parked.some((one) => one.life === life && one.label === label);
  }

  /** Parks until the seed lets this strand go on. Throws `Crashed` when its life ends first. */
  gate(life: Life, label: string): Promise<void> {
    if (life.isOver) return Promise.reject(new Crashed(life.name));
    this.#activity += 1;
    return this.rest(life, () => new Promise((go, die) => this.#parked.push({ life, label, go, die })));
  }

  /** Work that waits for something outside the microtask queue (a query, a file): it counts as running until it ends. */
  async real<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** The start of a life that reads files: it counts as running until it ends or parks. */
  async attended<T>(life: Life, work: () => Promise<T>): Promise<T> {
    life.isAttended = true;
    try {
      return await this.real(work);
    } finally {
      life.isAttended = false;
    }
  }

  /** Waits for another strand: not running meanwhile. */
  async rest(life: Life, wait: () => Promise<void>): Promise<void> {
    if (!life.isAttended) return wait();
    const waiting = wait();
    this.#leave();
    try {
      await waiting;
    } finally {
      this.#busy += 1;
      this.#activity += 1;
    }
  }

  #leave(): void {
    this.#busy -= 1;
    this.#activity += 1;
    if (this.#busy === 0) this.#idle?.();
  }

  /** Lets one parked strand go on, chosen by the seed, until everything is parked again. False when nobody is parked. */
  async step(): Promise<boolean> {
    if (this.#parked.length === 0) return false;
    const [next] = this.#parked.splice(this.#random.int(this.#parked.length), 1);
    this.steps += 1;
    this.#note(`${next?.life.name} ${next?.label}`);
    next?.go();
    await this.settle();
    return true;
  }

  async drain(): Promise<void> {
    while (await this.step());
  }

  /** Ends a life: everything of it that is parked fails where it stands. */
  async end(life: Life): Promise<void> {
    life.isOver = true;
    const own = this.#parked.filter((one) => one.life === life);
    this.#parked = this.#parked.filter((one) => one.life !== life);
    for (const one of own) one.die(new Crashed(life.name));
    await this.settle();
  }

  /** Waits until every strand is parked or at its end. */
  async settle(): Promise<void> {
    for (;;) {
      const before = this.#activity;
      if (this.#busy > 0) await new Promise<void>((idle) => (this.#idle = idle));
      this.#idle = null;
      await new Promise<void>((turn) => setImmediate(turn));
      if (this.#busy === 0 && this.#activity === before) return;
    }
  }
}
