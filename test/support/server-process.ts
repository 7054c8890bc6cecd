import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NODE = join(ROOT, 'node_modules/.bin/node');
const MAIN = join(ROOT, 'server/app/main.ts');

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly caPem: string;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
  /** SIGKILL: whatever it was doing is left as it is. */
  kill(): Promise<void>;
}

/** The server as people start it, in a process of its own, on a free port. Throws with what it said when it does not listen. */
export async function startServerProcess(options: {
  readonly args: readonly string[];
  readonly trustFolder: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<ServerProcess> {
  const child = spawn(NODE, [MAIN, ...options.args, '--port', '0', '--host', '127.0.0.1'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const line = output.split('\n').find((one) => one.includes('"listening"'));
      if (line) resolve((JSON.parse(line) as { port: number }).port);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => reject(new Error(`the server ended:\n${output}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    url: `https://localhost:${port}`,
    port,
    caPem: readFileSync(join(options.trustFolder, 'tls-ca.pem'), 'utf8'),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
