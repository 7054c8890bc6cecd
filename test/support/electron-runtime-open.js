// Vite runs this script (its name must end in .js) in place of a browser; the page to open is the last argument.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const env = process.env;
// The window lives while this file does: electron-runtime.ts removes it when the tests are over.
writeFileSync(join(env.BROWSER_TEST_PROFILE, 'keep-open'), '');
spawn(
  env.BROWSER_TEST_ELECTRON,
  [
    ...env.BROWSER_TEST_SWITCHES.split(' ').filter(Boolean),
    `--user-data-dir=${join(env.BROWSER_TEST_PROFILE, 'profile')}`,
    join(import.meta.dirname, 'electron-runtime-window.js'),
    process.argv.at(-1),
  ],
  { detached: true, stdio: env.BROWSER_TEST_VERBOSE ? 'inherit' : 'ignore' },
).unref();
