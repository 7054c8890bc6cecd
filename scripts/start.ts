/** `npm start`: the app with a trial server and sample data; where nobody could see a window, the demo instead. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startEmbeddedServer } from './demo/embedded-server.ts';
import { runDemo } from './demo/run-demo.ts';
import { electronEnvironment, resolveElectron, type ElectronRuntime } from './electron-runtime.ts';
import { ensureBuilt } from './lib/build.ts';
import { rootDir } from './lib/paths.ts';
import { hasDisplay, prepareSystem, rootSwitches } from './system.ts';

const TRIAL_PORT = 7443;

/** Two inspectors of Kashgar among the samples: a visit takes two. */
const TRIAL_OFFICERS = ['officer-653100-1', 'officer-653100-2'];

/** Kept between starts; profiles apart by runtime, because an older Chromium deletes a newer one's database. */
const trialDir = join(rootDir, '.data');

async function openApp(runtime: ElectronRuntime): Promise<number> {
  const profileDir = join(trialDir, `profile-${runtime.version.split('.')[0] ?? 'unknown'}`);
  const child = spawn(runtime.executablePath, [...rootSwitches(), `--user-data-dir=${profileDir}`, rootDir], {
    stdio: 'inherit',
    env: { ...process.env, ...electronEnvironment(runtime) },
  });
  process.once('exit', () => child.kill());
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function startTrial(runtime: ElectronRuntime): Promise<number> {
  process.stderr.write(
    'starting the trial server; the first time it is filled with sample data, which takes a minute or two …\n',
  );
  const server = await startEmbeddedServer({ dataDir: join(trialDir, 'region'), port: TRIAL_PORT });
  try {
    process.stderr.write(`regional server: ${server.address}\n`);
    for (const officer of TRIAL_OFFICERS) {
      process.stderr.write(`enrolment code for ${officer}: ${await server.createCode(officer)}\n`);
    }
    return await openApp(runtime);
  } finally {
    await server.stop();
  }
}

// Leaves through 'exit', where the server and the display are taken down.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const canShowWindow = hasDisplay();
const runtime = await resolveElectron();
prepareSystem(runtime);
await ensureBuilt();
if (canShowWindow) process.exitCode = await startTrial(runtime);
else await runDemo({});
