import { join } from 'node:path';
import { rootDir } from './paths.ts';

/** The script behind each command-line tool: run with our own Node, it needs no PATH and no shell. */
const SCRIPTS = {
  depcruise: 'dependency-cruiser/bin/dependency-cruiser.mjs',
  'electron-vite': 'electron-vite/bin/electron-vite.js',
  knip: 'knip/bin/knip.js',
  oxlint: 'oxlint/bin/oxlint',
  playwright: '@playwright/test/cli.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
} as const;

/** Arguments for `process.execPath` that run a tool of node_modules. */
export function tool(name: keyof typeof SCRIPTS, ...args: string[]): string[] {
  return [join(rootDir, 'node_modules', SCRIPTS[name]), ...args];
}
