import { lookup } from 'node:dns/promises';
import { connect as openSocket } from 'node:net';
import { networkInterfaces } from 'node:os';

/** What the doctor asks of this computer itself; the rest goes the way of every other question to the server. */
export interface Probes {
  /** Network interfaces with an address, the loopback aside. */
  interfaces(): number;
  /** Addresses of a name; the error's code when there are none. */
  resolve(host: string): Promise<{ readonly addresses: readonly string[]; readonly code: string }>;
  /** Opens a connection and closes it: null when it opened, else the error's code. */
  connect(host: string, port: number): Promise<string | null>;
}

const CONNECT_LIMIT_MS = 15_000;

/** Node's own probes. */
export const nodeProbes: Probes = {
  interfaces: () =>
    Object.values(networkInterfaces()).filter((addresses) =>
      addresses?.some(({ internal, address }) => !internal && !address.startsWith('fe80')),
    ).length,
  resolve: async (host) => {
    try {
      return { addresses: (await lookup(host, { all: true })).map(({ address }) => address), code: '' };
    } catch (error) {
      return { addresses: [], code: codeOf(error) };
    }
  },
  connect: (host, port) =>
    new Promise((resolve) => {
      const socket = openSocket({ host, port, timeout: CONNECT_LIMIT_MS, autoSelectFamily: true });
      const end = (code: string | null): void => {
        socket.destroy();
        resolve(code);
      };
      socket.once('connect', () => end(null));
      socket.once('timeout', () => end('ETIMEDOUT'));
      socket.once('error', (error) => end(codeOf(error)));
    }),
};

/** Two attempts that failed together (IPv6 and IPv4) come as one error with both inside: the last one counts. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors.at(-1));
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}
