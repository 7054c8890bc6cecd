import { spawn } from 'node:child_process';
import { rootDir } from './paths.ts';

export interface RunOutcome {
  code: number | null;
  output: string;
  seconds: number;
  timedOut: boolean;
}

export interface RunOptions {
  /** Shows what the command says while it runs; otherwise it is only collected. */
  live?: boolean;
  limitMs?: number;
  env?: Record<string, string>;
}

/** Runs a command in the repository with no input, in a process group of its own that ends with it or at the limit. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunOutcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: rootDir,
      detached: process.platform !== 'win32',
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    const outcome = { timedOut: false };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said.push(chunk.toString());
        if (options.live === true) process.stdout.write(chunk);
      });
    }
    const killGroup = () => endGroup(child.pid);
    process.once('exit', killGroup);
    const timer = setTimeout(() => {
      outcome.timedOut = true;
      killGroup();
    }, options.limitMs ?? 600_000);
    const finish = (code: number | null, note = '') => {
      clearTimeout(timer);
      process.off('exit', killGroup);
      resolve({
        code,
        output: said.join('') + note,
        seconds: (performance.now() - started) / 1000,
        ...outcome,
      });
    };
    child.once('error', (error) => finish(null, error.message));
    // 'exit', not 'close': a helper left behind may hold the pipe open.
    child.once('exit', (code) => setTimeout(() => finish(code), 50));
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
