/**
 * `npm run sim -- [--runs N] [--seed S] [--json] [--trace] [--mutants [--quick]]`: plays N seeded runs (docs/sync.md). The last line
 * is JSON. With `--mutants` every deliberate bug must be caught within N runs.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { MUTANTS } from './mutants.ts';
import { Runner } from './run.ts';
import type { RunResult } from './world.ts';

interface Total {
  runs: number;
  steps: number;
  faults: number;
  failures: number;
  firstFailingSeed: number | null;
}

const WORKERS = 2;
const words = process.argv.slice(2);
const flag = (name: string): boolean => words.includes(`--${name}`);
const option = (name: string, fallback: number): number => {
  const at = words.indexOf(`--${name}`);
  return at === -1 ? fallback : Number(words[at + 1]);
};
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs seeds in this process; `step` leaves the others to the other workers. */
async function work(first: number, runs: number, step: number, stopAtFailure: boolean): Promise<void> {
  const runner = new Runner();
  for (let i = 0; i < runs; i += step) {
    const result = await runner.run(first + i);
    process.send?.(result);
    if (result.failure !== null && stopAtFailure) break;
  }
  await runner.close();
}

function count(total: Total, result: RunResult): void {
  total.runs += 1;
  total.steps += result.steps;
  total.faults += result.faults;
  if (result.failure === null) return;
  total.failures += 1;
  total.firstFailingSeed = Math.min(total.firstFailingSeed ?? result.seed, result.seed);
}

/** A child process that runs seeds and tells of each. Resolves with its exit code. */
function child(
  args: readonly string[],
  onResult: (result: RunResult) => void,
  mutant: string | null,
): Promise<number> {
  const hook = mutant === null ? [] : ['--import', join(import.meta.dirname, 'mutant-hook.ts')];
  const env = mutant === null ? process.env : { ...process.env, JD_SIM_MUTANT: mutant };
  const started = fork(import.meta.filename, [...args], {
    execArgv: [...process.execArgv, ...hook],
    env,
    silent: mutant !== null,
  });
  let errors = '';
  started.stderr?.on('data', (part: Buffer) => (errors += part.toString('utf8')));
  started.on('message', (message) => onResult(message as RunResult));
  return new Promise((resolve) =>
    started.on('exit', (code) => {
      if (mutant !== null && !errors.includes('mutant in place')) say(errors);
      resolve(code ?? 1);
    }),
  );
}

async function simulate(first: number, runs: number): Promise<Total> {
  const total: Total = { runs: 0, steps: 0, faults: 0, failures: 0, firstFailingSeed: null };
  const workers = Math.min(WORKERS, runs);
  const codes = await Promise.all(
    Array.from({ length: workers }, (_, i) =>
      child(
        ['--worker', '--seed', String(first + i), '--runs', String(runs - i), '--step', String(workers)],
        (result) => {
          count(total, result);
          if (result.failure !== null)
            say(`seed ${result.seed} (trace ${result.traceHash}): ${result.failure.slice(0, 2000)}`);
        },
        null,
      ),
    ),
  );
  if (codes.some((code) => code !== 0)) {
    total.failures += 1;
    say('a worker ended early');
  }
  return total;
}

async function traced(seed: number): Promise<Total> {
  const total: Total = { runs: 0, steps: 0, faults: 0, failures: 0, firstFailingSeed: null };
  const runner = new Runner();
  const result = await runner.run(seed, say);
  await runner.close();
  count(total, result);
  if (result.failure !== null) say(`seed ${seed} (trace ${result.traceHash}): ${result.failure}`);
  return total;
}

/** Every mutant must fail some run; `first` null begins each where it was met before. A child that breaks down without a run counts as not caught. */
async function hunt(
  first: number | null,
  runs: number,
): Promise<readonly { readonly mutant: string; readonly caughtBy: number | null; readonly why: string }[]> {
  const waiting = [...MUTANTS];
  const caught: { mutant: string; caughtBy: number | null; why: string }[] = [];
  const next = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      let [caughtBy, why] = [null as number | null, ''];
      const seed = String(first ?? mutant.metBy);
      const args = ['--worker', '--seed', seed, '--runs', String(runs), '--step', '1', '--stop'];
      const onResult = (result: RunResult): void => {
        if (result.failure !== null) [caughtBy, why] = [result.seed, result.failure.split('\n')[0] ?? ''];
      };
      await child(args, onResult, mutant.name);
      caught.push({ mutant: mutant.name, caughtBy, why: why.slice(0, 160) });
      say(`${caughtBy === null ? 'SURVIVED' : `caught by seed ${caughtBy}`}: ${mutant.name}`);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, next));
  return caught;
}

const seed = option('seed', 1);
if (flag('worker')) {
  await work(seed, option('runs', 1), option('step', 1), flag('stop'));
  process.exit(0);
} else if (flag('mutants')) {
  const mutants = await hunt(flag('quick') ? null : seed, option('runs', flag('quick') ? 200 : 500));
  const survived = mutants.filter((one) => one.caughtBy === null).map((one) => one.mutant);
  say(JSON.stringify({ mutants, caught: mutants.length - survived.length, survived }));
  process.exitCode = survived.length > 0 ? 1 : 0;
} else {
  const total = flag('trace') ? await traced(seed) : await simulate(seed, option('runs', 500));
  say(JSON.stringify(total));
  process.exitCode = total.failures > 0 ? 1 : 0;
}
// Not before what was said is out: a pipe is slower than this.
process.stdout.write('', () => process.exit());
