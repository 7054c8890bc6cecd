/**
 * `npm test [-- part… [filter…]]`: everything, or the parts named (check unit integration sim build browser e2e);
 * other words go to the runner as file filters. Ends with one line `N passed, N failed`.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.ts';
import { electronEnvironment, resolveElectron } from './electron-runtime.ts';
import { cacheDir, rootDir } from './lib/paths.ts';
import { run, type RunOutcome } from './lib/run.ts';
import { tool } from './lib/tools.ts';
import { prepareSystem, startDisplay } from './system.ts';

interface Count {
  passed: number;
  failed: number;
}

/** A part of the run; the filters narrow it to some files. */
type Part = (filters: string[]) => Promise<Count>;

const MINUTE = 60_000;
const reports = join(cacheDir, 'reports');

const parts = {
  check: () => check(),
  unit: (filters) => vitest('unit', filters, 8 * MINUTE),
  integration: (filters) => vitest('integration', filters, 10 * MINUTE),
  sim,
  build,
  browser: (filters) => withWindow(() => vitest('browser', filters, 6 * MINUTE)),
  e2e: (filters) => withWindow(() => playwright(filters, 18 * MINUTE)),
} satisfies Record<string, Part>;

type PartName = keyof typeof parts;

function isPart(word: string): word is PartName {
  return word in parts;
}

async function vitest(project: string, filters: string[], limitMs: number): Promise<Count> {
  const report = freshReport(project);
  const outcome = await run(
    process.execPath,
    tool(
      'vitest',
      'run',
      '--config',
      'test/vitest.config.ts',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ),
    { live: true, limitMs },
  );
  const counted = readVitest(report);
  return withOutcome(counted, outcome);
}

async function playwright(filters: string[], limitMs: number): Promise<Count> {
  if (globSync('test/e2e/**/*.spec.ts', { cwd: rootDir }).length === 0) return { passed: 0, failed: 0 };
  const report = freshReport('e2e');
  const outcome = await run(
    process.execPath,
    tool('playwright', 'test', '--config', 'test/playwright.config.ts', '--reporter=list,json', ...filters),
    { live: true, limitMs, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
  return withOutcome(readPlaywright(report), outcome);
}

/** The simulation: seeded runs, then the deliberate bugs that it must catch. A filter is the first seed. */
async function sim(filters: string[]): Promise<Count> {
  const seed = filters.find((word) => /^\d+$/.test(word)) ?? '1';
  const runs = await lastLineOf(['--runs', '500', '--seed', seed], 10 * MINUTE);
  const hunt = await lastLineOf(['--mutants', '--quick'], 8 * MINUTE);
  const played = runs as { runs: number; failures: number } | null;
  const hunted = hunt as { caught: number; survived: string[] } | null;
  if (!played || !hunted) return { passed: 0, failed: 1 };
  return {
    passed: played.runs - played.failures + hunted.caught,
    failed: played.failures + hunted.survived.length,
  };
}

/** What a run of the simulation says at its end; null when it did not come that far. */
async function lastLineOf(args: string[], limitMs: number): Promise<unknown> {
  const outcome = await run(process.execPath, [join(rootDir, 'test/sim/main.ts'), ...args], {
    live: true,
    limitMs,
  });
  if (outcome.timedOut) process.stdout.write('\nended: it took too long\n');
  const last = outcome.output.trim().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? (JSON.parse(last) as unknown) : null;
}

async function build(): Promise<Count> {
  const outcome = await run(process.execPath, tool('electron-vite', 'build'));
  if (outcome.code !== 0) process.stdout.write(outcome.output);
  return withOutcome({ passed: outcome.code === 0 ? 1 : 0, failed: 0 }, outcome);
}

/** Gives a part the Electron runtime, the system libraries and a display. */
async function withWindow(work: () => Promise<Count>): Promise<Count> {
  const runtime = await resolveElectron();
  Object.assign(process.env, electronEnvironment(runtime));
  prepareSystem(runtime);
  const display = await startDisplay();
  try {
    return await work();
  } finally {
    await display.stop();
  }
}

/** A runner that fails without a failed test (a crash, an unhandled error, no report) is itself a failure. */
function withOutcome(count: Count | null, outcome: RunOutcome): Count {
  if (outcome.timedOut) process.stdout.write('\nended: it took too long\n');
  if (count === null) return { passed: 0, failed: 1 };
  return outcome.code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function freshReport(name: string): string {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function readVitest(file: string): Count | null {
  if (!existsSync(file)) return null;
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  };
  // A file that does not even load has no tests of its own to fail.
  const unloadable = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloadable.length };
}

function readPlaywright(file: string): Count | null {
  if (!existsSync(file)) return null;
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: unknown[];
  };
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
  };
}

async function runPart(name: PartName, filters: string[]): Promise<Count> {
  process.stdout.write(`\n── ${name} ──\n`);
  const started = performance.now();
  const count = await parts[name](filters).catch((error: unknown): Count => {
    process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`${name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s\n`);
  return count;
}

const words = process.argv.slice(2);
const chosen = words.filter(isPart);
const names = chosen.length > 0 ? chosen : (Object.keys(parts) as PartName[]);
const filters = words.filter((word) => !isPart(word));
const total: Count = { passed: 0, failed: 0 };
for (const name of names) {
  const count = await runPart(name, filters);
  total.passed += count.passed;
  total.failed += count.failed;
}
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`, () => process.exit());
