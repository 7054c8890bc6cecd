/**
 * Runs the browser project of Vitest in the real Electron runtime: the window that Vitest "opens in a browser" is an
 * Electron window with a fresh profile, on a virtual display where there is none.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { prepareSystem, rootSwitches, startDisplay } from '../../scripts/system.ts';

/** Vitest global setup: answers what takes everything down again. */
export async function setup(): Promise<() => Promise<void>> {
  const runtime = await resolveElectron();
  prepareSystem(runtime);
  const display = await startDisplay();
  const profile = await mkdtemp(join(tmpdir(), 'jianding-browser-tests-'));
  process.env['BROWSER'] = join(import.meta.dirname, 'electron-runtime-open.js');
  process.env['BROWSER_TEST_ELECTRON'] = runtime.executablePath;
  process.env['BROWSER_TEST_PROFILE'] = profile;
  process.env['BROWSER_TEST_SWITCHES'] = rootSwitches().join(' ');
  process.env['BROWSER_TEST_OWNER'] = String(process.pid);
  return async () => {
    await rm(join(profile, 'keep-open'), { force: true });
    await display.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
}
