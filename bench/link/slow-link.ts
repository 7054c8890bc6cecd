import { spawn, spawnSync, fork, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The link of the issue: 128 kbit/s, 600 ms for a round trip, a queue of about four seconds. */
export const LINK = { rateBits: 128_000, roundTripMs: 600, queuePackets: 40 } as const;
export const SERVER_ADDRESS = '10.77.0.2';
const [CLIENT_SPACE, SERVER_SPACE] = [`jd-client-${String(process.pid)}`, `jd-server-${String(process.pid)}`];

/** Bytes that entered the link in each direction, IP headers and repeats included. */
export interface Counted {
  readonly up: number;
  readonly down: number;
  /** Of `up`, what TCP carried: TLS and all above it, repeats included. */
  readonly carriedUp: number;
  readonly drops: number;
  /** Seconds in which nothing was under way on the slow link: both ends were thinking. */
  readonly idleSeconds: number;
}

/** What this machine lacks for the bench, in words; empty when nothing. */
export function missingForLink(): readonly string[] {
  const missing: string[] = [];
  if (process.getuid?.() !== 0) missing.push('root (network namespaces need it)');
  if (spawnSync('ip', ['-V']).status !== 0) missing.push('ip(8), Debian package iproute2');
  if (spawnSync('python3', ['-V']).status !== 0) missing.push('python3');
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
  } catch {
    missing.push('/dev/net/tun (kernel module tun)');
  }
  if (missing.length > 0) return missing;
  spawnSync('ip', ['netns', 'del', CLIENT_SPACE]);
  const made = spawnSync('ip', ['netns', 'add', CLIENT_SPACE]);
  spawnSync('ip', ['netns', 'del', CLIENT_SPACE]);
  return made.status === 0 ? [] : [`network namespaces (${String(made.stderr).trim()})`];
}

export type LinkMode = 'fast' | 'slow' | 'cut';

/** Two namespaces and the slow link between them. */
export class SlowLink {
  readonly #emulator: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #children: ChildProcess[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  /** Last number of the client's present address. */
  #dialled = 1;

  private constructor(emulator: ChildProcess, answers: AsyncIterator<string>) {
    this.#emulator = emulator;
    this.#answers = answers;
  }

  static async open(): Promise<SlowLink> {
    removeSpaces();
    for (const space of [CLIENT_SPACE, SERVER_SPACE]) {
      spawnSync('ip', ['netns', 'add', space]);
      // What TCP learned of a link while it was fast must not be believed once it is slow.
      const forget = 'echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save';
      spawnSync('ip', ['netns', 'exec', space, 'sh', '-c', forget]);
    }
    const script = fileURLToPath(new URL('linkemu.py', import.meta.url));
    const { rateBits, roundTripMs, queuePackets } = LINK;
    const settings = [rateBits, roundTripMs / 2, queuePackets].map(String);
    const emulator = spawn('python3', [script, CLIENT_SPACE, SERVER_SPACE, ...settings], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const answers = createInterface({ input: emulator.stdout })[Symbol.asyncIterator]();
    const first = await answers.next();
    if (first.value !== 'ready') throw new Error('the link did not start');
    return new SlowLink(emulator, answers);
  }

  set(mode: LinkMode): Promise<Counted> {
    if (mode === 'cut') this.#dialAnew();
    return this.#say(mode);
  }

  /** As a modem that dials anew: the old address is gone, and what the system still held of its connections leaves never. */
  #dialAnew(): void {
    const old = this.#dialled;
    // 10.77.0.2 is the server's.
    this.#dialled = old === 1 ? 3 : old + 1;
    const ip = ['netns', 'exec', CLIENT_SPACE, 'ip', 'addr'];
    // In this order: an address that is deleted takes the later ones of its net with it.
    spawnSync('ip', [...ip, 'del', `10.77.0.${String(old)}/24`, 'dev', 'jdlinkc']);
    spawnSync('ip', [...ip, 'add', `10.77.0.${String(this.#dialled)}/24`, 'dev', 'jdlinkc']);
  }

  count(): Promise<Counted> {
    return this.#say('count');
  }

  /** Starts a module of this folder on one side of the link; it talks over Node's channel for child processes. */
  start(side: 'client' | 'server', module: string, args: readonly string[] = []): ChildProcess {
    const space = side === 'client' ? CLIENT_SPACE : SERVER_SPACE;
    const file = fileURLToPath(new URL(module, import.meta.url));
    const child = fork(file, [...args], {
      execPath: 'ip',
      execArgv: ['netns', 'exec', space, process.execPath, '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    this.#children.push(child);
    return child;
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill();
    this.#emulator.stdin?.end();
    await new Promise((resolve) => this.#emulator.once('exit', resolve));
    removeSpaces();
  }

  #say(word: string): Promise<Counted> {
    const answer = this.#turn.then(async () => {
      this.#emulator.stdin?.write(`${word}\n`);
      const told = JSON.parse(String((await this.#answers.next()).value)) as Readonly<
        Record<'bytes' | 'carried' | 'drops', readonly [number, number]>
      > & { readonly idle_seconds: number };
      return {
        up: told.bytes[0],
        down: told.bytes[1],
        carriedUp: told.carried[0],
        drops: told.drops[0] + told.drops[1],
        idleSeconds: told.idle_seconds,
      };
    });
    this.#turn = answer;
    return answer;
  }
}

function removeSpaces(): void {
  for (const space of [CLIENT_SPACE, SERVER_SPACE]) spawnSync('ip', ['netns', 'del', space]);
}
