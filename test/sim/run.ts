import { rm } from 'node:fs/promises';
import { openBase, type Base } from './base.ts';
import { checkWorld } from './invariants.ts';
import { World, type RunResult } from './world.ts';

const TIDY_EVERY = 60;

/** Runs seeds one after another on one database. */
export class Runner {
  #base: Base | null = null;
  #runs = 0;

  async run(seed: number, onTrace?: (line: string) => void): Promise<RunResult> {
    this.#base ??= await openBase();
    const world = new World(this.#base, seed, onTrace !== undefined);
    try {
      await world.prepare();
      await world.play(25 + world.random.int(50));
      if (!world.failure) await world.heal();
      if (!world.failure) await checkWorld(world);
    } catch (problem) {
      world.fail(String(problem instanceof Error ? problem.stack : problem));
    }
    await world.close();
    for (const line of world.lines) onTrace?.(line);
    if (++this.#runs % TIDY_EVERY === 0) await this.#base.database.tidy();
    const { failure, faults, traceHash } = world;
    return { seed, steps: world.scheduler.steps, faults, traceHash, failure };
  }

  async close(): Promise<void> {
    if (!this.#base) return;
    await this.#base.database.close();
    await rm(this.#base.folder, { recursive: true, force: true });
    this.#base = null;
  }
}
