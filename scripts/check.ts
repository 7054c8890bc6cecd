/** `npm run check [-- step…]`: everything that can be said about the source without running it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './lib/paths.ts';
import { run } from './lib/run.ts';
import { tool } from './lib/tools.ts';

interface Step {
  name: string;
  args: string[];
}

const rooms = ['shared', 'electron', 'renderer', 'server', 'scripts', 'test', 'bench'].filter((room) =>
  existsSync(join(rootDir, room)),
);

const steps: Step[] = [
  { name: 'types', args: tool('tsc', '--build', '--pretty', 'false') },
  { name: 'lockfile', args: ['scripts/lint/lockfile.ts'] },
  { name: 'room-types', args: ['scripts/lint/room-types.ts'] },
  {
    name: 'lint',
    args: tool(
      'oxlint',
      '-c',
      'scripts/lint/oxlint.json',
      '--type-aware',
      '-f',
      'unix',
      '--deny-warnings',
      ...rooms,
      'electron.vite.config.ts',
    ),
  },
  { name: 'imports', args: ['scripts/lint/import-matrix.ts'] },
  { name: 'imports-selftest', args: ['scripts/lint/import-matrix.selftest.ts'] },
  { name: 'locales', args: ['scripts/lint/locale-parity.ts'] },
  {
    name: 'unused',
    args: tool('knip', '-c', 'scripts/lint/knip.json', '--no-progress', '--no-config-hints'),
  },
  { name: 'format', args: tool('prettier', '--check', '--log-level', 'warn', '.') },
];

/** Runs the named steps, or all; every step runs even when one before it failed. */
export async function check(only: string[] = []): Promise<{ passed: number; failed: number }> {
  const unknown = only.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Error(
      `no such step: ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}`,
    );
  const failed: string[] = [];
  const chosen = steps.filter((step) => only.length === 0 || only.includes(step.name));
  for (const step of chosen) {
    const outcome = await run(process.execPath, step.args);
    const isGood = outcome.code === 0;
    if (!isGood) failed.push(step.name);
    process.stdout.write(
      `${isGood ? 'ok  ' : 'FAIL'} ${step.name.padEnd(17)} ${outcome.seconds.toFixed(1)} s\n`,
    );
    if (!isGood) process.stdout.write(`${outcome.output.trimEnd().replaceAll(/^/gm, '     ')}\n`);
  }
  process.stdout.write(failed.length === 0 ? 'check: all good\n' : `check: failed: ${failed.join(', ')}\n`);
  return { passed: chosen.length - failed.length, failed: failed.length };
}

if (import.meta.main) {
  const { failed } = await check(process.argv.slice(2));
  if (failed > 0) process.exitCode = 1;
}
