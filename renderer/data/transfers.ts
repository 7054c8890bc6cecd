import type { RecordId } from '../../shared/lib/ids.ts';
import type { Bureau } from '../platform/bureau.ts';

export interface Transfer {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** The pictures on the line right now, as main tells it; the disk learns of it only when a try ends. */
export class Transfers {
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  #now: ReadonlyMap<RecordId, Transfer> = new Map();

  constructor(bureau: Bureau) {
    this.#stop = bureau.on('files/progress', ({ attachmentId, sentBytes, totalBytes }) =>
      this.#set(new Map([...this.#now, [attachmentId, { sentBytes, totalBytes }]])),
    );
  }

  getSnapshot = (): ReadonlyMap<RecordId, Transfer> => this.#now;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Nothing is on the line any more. */
  clear(): void {
    if (this.#now.size > 0) this.#set(new Map());
  }

  close(): void {
    this.#stop();
    this.#listeners.clear();
  }

  #set(now: ReadonlyMap<RecordId, Transfer>): void {
    this.#now = now;
    for (const listener of this.#listeners) listener();
  }
}
