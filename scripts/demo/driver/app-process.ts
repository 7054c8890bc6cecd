import {
  _electron,
  errors,
  type ConsoleMessage,
  type ElectronApplication,
  type Page,
} from '@playwright/test';
import { electronEnvironment, resolveElectron } from '../../electron-runtime.ts';
import { rootDir } from '../../lib/paths.ts';
import { rootSwitches } from '../../system.ts';

export interface AppOptions {
  /** The Chromium profile and everything the app writes. */
  readonly profileDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** The built app, running, with its one window. */
export interface RunningApp {
  readonly page: Page;
  readonly electron: ElectronApplication;
  readonly profileDir: string;
  /** What the window wrote to its console since it was started. */
  readonly console: readonly string[];
  /** Ends every process of the app at once, as a power cut would. */
  killHard(): Promise<void>;
  /** Closes the window as a person would and waits for the process to end. */
  close(): Promise<void>;
}

// Playwright attaches while the app starts; now and then, on a busy machine, the two wait for each other for ever.
const ATTACH_LIMIT_MS = 25_000;
const ATTACH_TRIES = 4;
const WINDOW_LIMIT_MS = 60_000;

async function launch(options: AppOptions): Promise<ElectronApplication> {
  const runtime = await resolveElectron();
  for (let tries = 1; ; tries++) {
    try {
      return await _electron.launch({
        executablePath: runtime.executablePath,
        args: [...rootSwitches(), `--user-data-dir=${options.profileDir}`, ...(options.args ?? []), rootDir],
        cwd: rootDir,
        env: { ...inherited(), ...electronEnvironment(runtime), ...options.env },
        timeout: ATTACH_LIMIT_MS,
      });
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || tries === ATTACH_TRIES) throw error;
      process.stderr.write('Playwright did not attach to the app; starting it again\n');
    }
  }
}

/** Starts the built app (`out/`). A display must be there: `startDisplay` of scripts/system.ts. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const electron = await launch(options);
  const said: string[] = [];
  const listen = (page: Page): void => {
    page.on('console', (message: ConsoleMessage) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`pageerror: ${error.message}`));
  };
  electron.on('window', listen);
  const page = await electron.firstWindow({ timeout: WINDOW_LIMIT_MS });
  if (said.length === 0) listen(page);
  page.setDefaultTimeout(30_000);
  const child = electron.process();
  const ended = new Promise<void>((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve(),
  );
  return {
    page,
    electron,
    profileDir: options.profileDir,
    console: said,
    killHard: async () => {
      killGroup(child.pid);
      await ended;
    },
    close: async () => {
      await electron.close();
      await ended;
    },
  };
}

/** Playwright starts Electron as the leader of a process group of its own; the group takes its helpers along. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
