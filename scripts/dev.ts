/** `npm run dev`: the app with hot reload, on the Electron that this machine has. Further words go to electron-vite. */
import { spawn } from 'node:child_process';
import { electronEnvironment, resolveElectron } from './electron-runtime.ts';
import { rootDir } from './lib/paths.ts';
import { tool } from './lib/tools.ts';
import { prepareSystem, rootSwitches, startDisplay } from './system.ts';

const runtime = await resolveElectron();
prepareSystem(runtime);
const display = await startDisplay();
const sandbox = rootSwitches().length > 0 ? ['--noSandbox'] : [];
const child = spawn(
  process.execPath,
  tool('electron-vite', 'dev', '--watch', ...sandbox, ...process.argv.slice(2)),
  {
    cwd: rootDir,
    stdio: 'inherit',
    env: { ...process.env, ...electronEnvironment(runtime) },
  },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
  void display.stop();
});
