import { RouteRefusal } from './bodies.ts';

// A push on its way: at the door (room for its body, or 503) → read → in the queue of its device → judged → answered.
// What may be in memory is bounded at the door; what is judged at once is bounded by the queue.

export interface PushLimits {
  /** Batches judged at the same time. */
  readonly running: number;
  /** Batches that were read and wait their turn. */
  readonly waiting: number;
  /** Bytes of all bodies that are being read, wait or are judged, decompressed. */
  readonly bodyBytes: number;
}

/** Too much at once: the device is told when to come again. */
export class ServerBusy extends RouteRefusal {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('server-busy');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface Room {
  /** The body is here: only what it really takes stays reserved. */
  settle(bytes: number): void;
  /** Harmless when repeated. */
  release(): void;
}

interface Turn {
  readonly begin: () => void;
}

// Acts compress about eight to one; the estimate is settled as soon as the body is read.
const EXPANSION = 10;
const [RETRY_SOONEST_S, RETRY_LATEST_S] = [2, 60];

export class PushGate {
  readonly #limits: PushLimits;
  readonly #bodyLimitBytes: number;
  /** Devices that wait, the next one first; each with its own turns in order. */
  readonly #queues = new Map<string, Turn[]>();
  readonly #busy = new Set<string>();
  #reserved = 0;
  #waiting = 0;
  /** A moving average of how long a batch takes. */
  #usualMs = 200;

  constructor(limits: PushLimits, bodyLimitBytes: number) {
    this.#limits = limits;
    this.#bodyLimitBytes = bodyLimitBytes;
  }

  /** What the gate holds now, for the metrics. */
  get load(): { readonly running: number; readonly waiting: number; readonly bodyBytes: number } {
    return { running: this.#busy.size, waiting: this.#waiting, bodyBytes: this.#reserved };
  }

  /** Room for a body of which only the announced length is known (null: nothing was announced). Throws `ServerBusy`. */
  admit(announcedBytes: number | null, isCompressed: boolean): Room {
    const estimate = (announcedBytes ?? this.#bodyLimitBytes) * (isCompressed ? EXPANSION : 1);
    let held = Math.min(this.#bodyLimitBytes, estimate);
    if (this.#reserved + held > this.#limits.bodyBytes) throw new ServerBusy(this.#retryAfter());
    this.#reserved += held;
    let isOpen = true;
    return {
      settle: (bytes) => {
        if (!isOpen) return;
        this.#reserved += bytes - held;
        held = bytes;
      },
      release: () => {
        if (isOpen) this.#reserved -= held;
        isOpen = false;
      },
    };
  }

  /**
   * Runs the work when its turn comes: one batch of a device at a time, and the devices take turns, so that a long queue of one
   * does not keep the others waiting. Throws `ServerBusy` when too many wait already.
   */
  async run<T>(device: string, work: () => Promise<T>): Promise<T> {
    await this.#turn(device);
    const begun = performance.now();
    try {
      return await work();
    } finally {
      this.#usualMs += (performance.now() - begun - this.#usualMs) / 8;
      this.#busy.delete(device);
      this.#next();
    }
  }

  #turn(device: string): Promise<void> {
    if (this.#waiting === 0 && this.#busy.size < this.#limits.running && !this.#busy.has(device)) {
      this.#busy.add(device);
      return Promise.resolve();
    }
    if (this.#waiting >= this.#limits.waiting) throw new ServerBusy(this.#retryAfter());
    this.#waiting += 1;
    return new Promise((begin) => {
      const turns = this.#queues.get(device) ?? [];
      turns.push({ begin });
      this.#queues.set(device, turns);
      this.#next();
    });
  }

  #next(): void {
    for (const [device, turns] of this.#queues) {
      if (this.#busy.size >= this.#limits.running) return;
      if (this.#busy.has(device)) continue;
      const turn = turns.shift();
      // A device that goes on waiting stands at the end again.
      this.#queues.delete(device);
      if (turns.length > 0) this.#queues.set(device, turns);
      if (!turn) continue;
      this.#waiting -= 1;
      this.#busy.add(device);
      turn.begin();
    }
  }

  #retryAfter(): number {
    const backlogMs = ((this.#waiting + 1) * this.#usualMs) / this.#limits.running;
    return Math.min(RETRY_LATEST_S, Math.max(RETRY_SOONEST_S, Math.ceil(backlogMs / 1000)));
  }
}
