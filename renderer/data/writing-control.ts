/** Pause and cancel of one writing, held by the screen and asked by the engine between two pieces. */
export class WritingControl {
  #cancelled = false;
  #waiting: (() => void) | null = null;
  #gate: Promise<void> | null = null;

  get isCancelled(): boolean {
    return this.#cancelled;
  }

  pause(): void {
    this.#gate ??= new Promise((resolve) => (this.#waiting = resolve));
  }

  resume(): void {
    this.#waiting?.();
    this.#gate = null;
    this.#waiting = null;
  }

  /** A paused writing ends too. */
  cancel(): void {
    this.#cancelled = true;
    this.resume();
  }

  mayGoOn(): Promise<void> {
    return this.#gate ?? Promise.resolve();
  }
}
