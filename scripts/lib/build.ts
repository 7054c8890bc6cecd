import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './paths.ts';
import { run } from './run.ts';
import { tool } from './tools.ts';

const INPUTS = [
  '{electron,renderer,shared,locales,resources}/**/*',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const OUTPUTS = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/** Builds the app into `out/` unless it is newer than everything it is made of. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return;
  process.stderr.write('building the app …\n');
  const outcome = await run(process.execPath, tool('electron-vite', 'build'));
  if (outcome.code !== 0) throw new Error(`the build failed:\n${outcome.output}`);
}

function isFresh(): boolean {
  const outputs = OUTPUTS.map((file) => join(rootDir, file));
  if (!outputs.every((file) => existsSync(file))) return false;
  const builtAt = Math.min(...outputs.map((file) => statSync(file).mtimeMs));
  return globSync(INPUTS, { cwd: rootDir }).every((file) => statSync(join(rootDir, file)).mtimeMs <= builtAt);
}
