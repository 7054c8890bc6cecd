import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { DemoDevice, passwordOf } from '../../scripts/demo/device.ts';
import { enrol } from '../../scripts/demo/driver/enrol.ts';
import { startEmbeddedServer, type EmbeddedServer } from '../../scripts/demo/embedded-server.ts';
import { castOf, type DemoCast } from '../../scripts/demo/steps.ts';
import { generateSamples } from '../../scripts/samples/generate.ts';
import { SAMPLE_SEED } from '../../scripts/samples/load.ts';
import type { Samples } from '../../scripts/samples/samples.ts';
import { prepareSystem, startDisplay } from '../../scripts/system.ts';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { civilDateOf, instantOf } from '../../shared/lib/dates.ts';

/** Made once: a server with samples, and a computer of 喀什 with two officers that has met it. Every test gets a copy. */
interface Ground {
  readonly folder: string;
  readonly port: number;
  readonly samples: Samples;
  readonly cast: DemoCast;
}

/** What a test has: everything in a folder of its own. The server runs only after `startServer`. */
export interface World {
  readonly folder: string;
  readonly samples: Samples;
  readonly cast: DemoCast;
  readonly dataDir: string;
  readonly port: number;
  /** The enrolled computer, not started. */
  readonly desk: DemoDevice;
  /** A new computer, neither started nor enrolled. */
  newDesk(name: string): DemoDevice;
  startServer(): Promise<EmbeddedServer>;
  /** Starts the enrolled computer and signs its first officer in. */
  openDesk(): Promise<void>;
}

export const test = base.extend<{ world: World }, { ground: Ground }>({
  ground: [
    async ({}, use) => {
      prepareSystem(await resolveElectron());
      const display = await startDisplay();
      const folder = await mkdtemp(join(tmpdir(), 'jd-e2e-ground-'));
      try {
        await use(await makeGround(folder));
      } finally {
        await rm(folder, { recursive: true, force: true });
        await display.stop();
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  world: async ({ ground }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'jd-e2e-'));
    const servers: EmbeddedServer[] = [];
    const desks: DemoDevice[] = [];
    const newDesk = (name: string): DemoDevice => {
      const desk = new DemoDevice(folder, name);
      desks.push(desk);
      return desk;
    };
    await cp(ground.folder, folder, { recursive: true });
    const desk = newDesk('a');
    const dataDir = join(folder, 'region');
    try {
      await use({
        folder,
        dataDir,
        desk,
        newDesk,
        samples: ground.samples,
        cast: ground.cast,
        port: ground.port,
        startServer: async () => {
          const server = await startEmbeddedServer({ dataDir, port: ground.port });
          servers.push(server);
          return server;
        },
        openDesk: async () => {
          await desk.start();
          await desk.signIn(ground.cast.lead);
        },
      });
    } finally {
      for (const one of desks) await one.killHard();
      for (const server of servers) await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

async function makeGround(folder: string): Promise<Ground> {
  const samples = await generateSamples({
    seed: SAMPLE_SEED,
    today: civilDateOf(instantOf(Date.now())),
    visits: false,
  });
  const cast = castOf(samples);
  const server = await startEmbeddedServer({ dataDir: join(folder, 'region'), visits: false });
  const desk = new DemoDevice(folder, 'a');
  try {
    await desk.enrolFirst(server, cast.lead);
    await desk.page.evaluate(() => (location.hash = '#/settings/add-officer'));
    const code = await server.createCode(cast.partner.id);
    await enrol(desk.page, desk.t, { address: server.address, code, password: passwordOf(cast.partner) });
    await desk.page.waitForURL(/#\/settings$/);
    await desk.untilDelivered(60_000);
    // Closed as a person would: what the copies start from is a computer at rest.
    await desk.close();
  } finally {
    await desk.killHard();
    await server.stop();
  }
  return { folder, port: server.port, samples, cast };
}
