/**
 * Runs the import matrix and makes sure that it saw something: dependency-cruiser beside TypeScript 7 can report
 * "no violations" for files it never read.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../lib/paths.ts';
import { sourceFiles } from '../lib/source-files.ts';
import { tool } from '../lib/tools.ts';

export interface Violation {
  rule: string;
  from: string;
  to: string;
}

export interface CruiseReport {
  violations: Violation[];
  modules: number;
  dependencies: number;
}

interface CruiseOutput {
  modules: { source: string; dependencies: unknown[] }[];
  summary: { violations: { rule: { name: string }; from: string; to: string; cycle?: { name: string }[] }[] };
}

const ROOMS = ['shared', 'electron', 'renderer', 'server', 'scripts', 'test', 'bench'];

/** Cruises the rooms under `base` with this repository's rules. */
export function cruiseRooms(base: string): CruiseReport {
  const rooms = ROOMS.filter((room) => existsSync(join(base, room)));

  const config = join(rootDir, 'scripts', 'lint', 'import-matrix.cjs');
  const outcome = spawnSync(process.execPath, tool('depcruise', '--config', config, '-T', 'json', ...rooms), {
    cwd: base,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  if (!outcome.stdout.startsWith('{'))
    throw new Error(`dependency-cruiser failed: ${outcome.stderr}${outcome.stdout}`);
  const output = JSON.parse(outcome.stdout) as CruiseOutput;
  const own = output.modules.filter((module) => ROOMS.some((room) => module.source.startsWith(`${room}/`)));
  return {
    violations: output.summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle === undefined ? to : cycle.map((step) => step.name).join(' → '),
    })),
    modules: own.length,
    dependencies: own.reduce((sum, module) => sum + module.dependencies.length, 0),
  };
}

if (import.meta.main) {
  const report = cruiseRooms(rootDir);
  const written = sourceFiles(ROOMS).filter((file) => !file.endsWith('.d.ts')).length;
  for (const { rule, from, to } of report.violations) process.stdout.write(`${from} → ${to}  (${rule})\n`);
  if (report.modules < written || report.dependencies === 0) {
    process.stdout.write(
      `blind: ${written} source files, but only ${report.modules} modules and ${report.dependencies} imports seen\n`,
    );
    process.exitCode = 1;
  }
  process.stdout.write(
    `${report.modules} modules, ${report.dependencies} imports, ${report.violations.length} violations\n`,
  );
  if (report.violations.length > 0) process.exitCode = 1;
}
