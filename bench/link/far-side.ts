import type { ChildProcess } from 'node:child_process';
import type { Counted, LinkMode, SlowLink } from './slow-link.ts';

// A client process asks its parent to change or read the link, and hands over its measures at the end.

/** What one exchange took of the link up to some moment. */
interface Taken {
  readonly seconds: number;
  /** Of these, seconds with anything under way on the link; in the others both ends were thinking. */
  readonly lineSeconds: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
}

/** One exchange: until everything was here (for work sent: until its receipts were), and until the whole round was over. */
export interface Measure extends Taken {
  readonly name: string;
  readonly round: Taken;
}

type Question = { readonly ask: LinkMode | 'count' } | { readonly done: unknown };

/** The link as a client process sees it. */
export class FarLink {
  readonly #waiting: ((counted: Counted) => void)[] = [];

  constructor() {
    process.on('message', (counted: Counted) => this.#waiting.shift()?.(counted));
  }

  ask(what: LinkMode | 'count'): Promise<Counted> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      process.send?.({ ask: what } satisfies Question);
    });
  }

  /** Runs `work` on the link, which was made slow before. `work` may say, also more than once, when all had arrived. */
  async measure(name: string, work: (arrived: () => void) => Promise<void>): Promise<Measure> {
    const [before, startMs] = [await this.ask('count'), performance.now()];
    const moment = async (): Promise<Taken> => {
      const seconds = (performance.now() - startMs) / 1000;
      const now = await this.ask('count');
      return {
        seconds: round(seconds),
        lineSeconds: round(seconds - (now.idleSeconds - before.idleSeconds)),
        bytesUp: now.up - before.up,
        bytesDown: now.down - before.down,
      };
    };
    const arrivals: Promise<Taken>[] = [];
    await work(() => void arrivals.push(moment()));
    const whole = await moment();
    // The last acknowledgements are still on the way.
    await pause(1_500);
    return { name, ...((await arrivals.at(-1)) ?? whole), round: whole };
  }

  done(result: unknown): void {
    process.send?.({ done: result } satisfies Question, () => process.exit(0));
  }
}

/** The parent's end: serves the link until the client is done, and gives what it handed over. */
export function untilDone(link: SlowLink, client: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.on('message', (question: Question) => {
      if ('done' in question) return resolve(question.done);
      const counted = question.ask === 'count' ? link.count() : link.set(question.ask);
      void counted.then((value) => client.send(value));
    });
    client.once('exit', (code) => reject(new Error(`the client ended with ${String(code)}`)));
  });
}

/** The first message of a process that was just started. */
export function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`a process ended with ${String(code)}`)));
  });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
