import type { Bureau } from '../../platform/bureau.ts';

/** Counts what crosses the line, from the main process's own reports of each exchange. */
export class LineMeter {
  readonly #seen = new Map<string, number>();
  readonly #stops: readonly (() => void)[];

  constructor(bureau: Bureau, onMoved: (bytes: number) => void) {
    this.#stops = [
      bureau.on('net/progress', ({ requestId, sentBytes, receivedBytes }) =>
        onMoved(this.#delta(requestId, sentBytes + receivedBytes, 0)),
      ),
      // The first report of an upload says where it goes on: what lies before it did not cross the line now.
      bureau.on('files/progress', ({ attachmentId, sentBytes }) =>
        onMoved(this.#delta(attachmentId, sentBytes, sentBytes)),
      ),
    ];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #delta(id: string, total: number, first: number): number {
    const before = this.#seen.get(id) ?? first;
    this.#seen.set(id, total);
    // Less than before: the exchange began anew.
    return total >= before ? total - before : total;
  }
}
