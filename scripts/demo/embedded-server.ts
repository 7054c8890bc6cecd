import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { order } from '../../server/app/admin-client.ts';
import { rootDir } from '../lib/paths.ts';

export interface EmbeddedServerOptions {
  /** A new folder is filled with sample data first. */
  readonly dataDir: string;
  /** 0 or absent takes a free one. */
  readonly port?: number;
  /** False leaves the past year out: quicker for tests. */
  readonly visits?: boolean;
  /** PostgreSQL instead of the database in the folder. */
  readonly databaseUrl?: string;
}

export interface EmbeddedServer {
  /** What an officer types at enrolment. */
  readonly address: string;
  readonly port: number;
  readonly dataDir: string;
  /** A one-time enrolment code for an officer of the samples. */
  createCode(officerId: string): Promise<string>;
  /** Lets running requests end. Harmless when repeated. */
  stop(): Promise<void>;
  /** Ends the process at once, as a power cut would. Harmless when repeated. */
  killHard(): Promise<void>;
}

const READY_LIMIT_MS = 120_000;
const Listening = z.looseObject({ msg: z.literal('listening'), port: z.int() });
const nodeBinary = join(rootDir, 'node_modules', '.bin', 'node');

/** The regional server in a process of its own, with sample data when its folder is new. */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { dataDir, databaseUrl } = options;
  if (!existsSync(join(dataDir, 'trust'))) await loadSamples(options);
  const child = spawn(
    nodeBinary,
    [
      'server/app/main.ts',
      'serve',
      '--data',
      dataDir,
      '--port',
      String(options.port ?? 0),
      '--host',
      '127.0.0.1',
    ],
    {
      cwd: rootDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentOf(options),
    },
  );
  const port = await portOf(child);
  // Resolves however the process ends; whoever stops it waits for that.
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killOnExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killOnExit);
  const endBy = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    process.off('exit', killOnExit);
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    address: `https://localhost:${port}`,
    port,
    dataDir,
    createCode: async (officerId) => {
      const request = { op: 'create-device-code', officerId: officerId as OfficerId, validDays: 14 } as const;
      const answer = await order(
        { dataFolder: dataDir, port, host: '127.0.0.1', databaseUrl: databaseUrl ?? null },
        request,
      );
      if (answer.kind !== 'device-code')
        throw new Error(`no code for ${officerId}: ${JSON.stringify(answer)}`);
      return answer.code;
    },
    stop: () => endBy('SIGTERM'),
    killHard: () => endBy('SIGKILL'),
  };
}

function environmentOf({ databaseUrl }: EmbeddedServerOptions): NodeJS.ProcessEnv {
  return databaseUrl === undefined ? process.env : { ...process.env, DATABASE_URL: databaseUrl };
}

async function loadSamples(options: EmbeddedServerOptions): Promise<void> {
  const { dataDir, visits } = options;
  const child = spawn(
    nodeBinary,
    ['scripts/samples/load.ts', '--data', dataDir, ...(visits === false ? ['--without-visits'] : [])],
    { cwd: rootDir, stdio: ['ignore', 'ignore', 'pipe'], env: environmentOf(options) },
  );
  const said = collect(child);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`sample data were not loaded: ${said()}`);
}

/** Waits for the line that says where it listens. */
function portOf(child: ChildProcess): Promise<number> {
  const said = collect(child);
  return new Promise((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Error(`the regional server did not start (${why}): ${said()}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('no answer in time');
    }, READY_LIMIT_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`exit ${String(code)}`);
    });
    if (!child.stdout) return fail('no output');
    createInterface(child.stdout).on('line', (line) => {
      const parsed = Listening.safeParse(jsonOrNull(line));
      if (!parsed.success) return;
      clearTimeout(timer);
      resolve(parsed.data.port);
    });
  });
}

/** Keeps the end of what a process says on its error output. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4000)));
  return () => text.trim();
}

function jsonOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
