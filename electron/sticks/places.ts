import { newUlid } from '../../shared/lib/ids.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';

/** Paths behind the handles the window knows; they live as long as the app runs and never leave this process. */
export class Places {
  readonly #paths = new Map<string, string>();
  readonly #handles = new Map<string, string>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The same path has the same handle. */
  handleOf(path: string): string {
    const known = this.#handles.get(path);
    if (known !== undefined) return known;
    const handle = newUlid(this.#clock, this.#random);
    this.#handles.set(path, handle);
    this.#paths.set(handle, path);
    return handle;
  }

  pathOf(handle: string): string {
    const path = this.#paths.get(handle);
    if (path === undefined) throw new Error('no such handle');
    return path;
  }
}
