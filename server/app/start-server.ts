import { updateLock, bootId } from './data-folder.ts';
import type { Core } from '../features/core.ts';
import { runAdmin, type AdminAnswer, type AdminRequest } from '../features/org/admin.ts';
import { openMetrics } from '../routes/metrics.ts';
import { PushGate, type PushLimits } from '../routes/push-gate.ts';
import type { RouteLimits } from '../routes/route-deps.ts';
import { buildServer } from './build-server.ts';
import { keepHouse } from './housekeeping.ts';
import { openCore, type OpenOptions } from './open-core.ts';

export interface StartOptions extends OpenOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly limits?: RouteLimits;
  readonly bodyLimitBytes?: number;
  readonly push?: PushLimits;
}

export interface RunningServer {
  /** `https://localhost:<port>` */
  readonly url: string;
  readonly port: number;
  /** The authority that signed the server's certificate. */
  readonly caPem: string;
  /** For the sample loader, which works inside this process. */
  readonly core: Core;
  admin(request: AdminRequest): Promise<AdminAnswer>;
  /** Lets running requests end, closes the database, gives the folder back. */
  close(): Promise<void>;
}

const LIMITS: RouteLimits = { enrolPerMinute: 30, helloPerMinute: 120, consoleSignInPerMinute: 10 };
// Batches are cut far below this (64 kB on a slow link); it bounds what one request may cost.
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/** The embedded database runs one transaction at a time: a second batch is only there so that it never waits for work. */
function pushLimits(core: Core, bodyLimitBytes: number): PushLimits {
  return { running: core.storage === 'pglite' ? 2 : 6, waiting: 256, bodyBytes: 12 * bodyLimitBytes };
}

/** Opens the data folder and serves it over HTTPS. Throws what `openCore` throws, and when the port is taken. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { core, close } = await openCore(options);
  try {
    const bodyLimitBytes = options.bodyLimitBytes ?? BODY_LIMIT_BYTES;
    const gate = new PushGate(options.push ?? pushLimits(core, bodyLimitBytes), bodyLimitBytes);
    const server = await buildServer({
      core,
      limits: options.limits ?? LIMITS,
      bodyLimitBytes,
      gate,
      metrics: openMetrics(core, gate),
    });
    await server.listen(options.host, options.port);
    const stopKeeping = keepHouse(core);
    const { port } = server.address();
    updateLock(options.dataFolder, { pid: process.pid, bootId: bootId(), port });
    core.log.info({ port, storage: options.databaseUrl ? 'postgresql' : 'pglite' }, 'listening');
    return {
      url: `https://localhost:${port}`,
      port,
      caPem: core.trust.tls.caPem,
      core,
      admin: (request) => runAdmin(core, request),
      close: async () => {
        stopKeeping();
        await server.close();
        await close();
        core.log.info({}, 'stopped');
      },
    };
  } catch (problem) {
    await close();
    throw problem;
  }
}
