import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoDevice, passwordOf } from '../../scripts/demo/device.ts';
import { enrol } from '../../scripts/demo/driver/enrol.ts';
import { startEmbeddedServer, type EmbeddedServer } from '../../scripts/demo/embedded-server.ts';
import { castOf, type DemoCast } from '../../scripts/demo/steps.ts';
import { generateSamples } from '../../scripts/samples/generate.ts';
import { SAMPLE_SEED } from '../../scripts/samples/load.ts';
import { TemplateBody } from '../../shared/domain/inspections/template.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import { civilDateOf, instantOf } from '../../shared/lib/dates.ts';
import annual from '../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { startPostgres } from '../support/postgres.ts';
import { Officer } from './officer.ts';

/** One computer with two officers, a colleague's computer, and a region on PostgreSQL that comes up again when asked. */
export interface ChaosWorld {
  readonly desk: DemoDevice;
  readonly colleague: DemoDevice;
  readonly cast: DemoCast;
  readonly officer: Officer;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** The running server; started again on the same port when it is down. */
  serverUp(): Promise<EmbeddedServer>;
  killServer(): Promise<void>;
  close(): Promise<void>;
}

export async function startChaosWorld(): Promise<ChaosWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'jd-chaos-'));
  const postgres = await startPostgres();
  const dataDir = join(folder, 'region');
  const databaseUrl = await postgres.newDatabase();
  const desk = new DemoDevice(folder, 'a');
  const colleague = new DemoDevice(folder, 'b');
  let server: EmbeddedServer | null = null;
  let port = 0;
  const serverUp = async (): Promise<EmbeddedServer> => {
    server ??= await startEmbeddedServer({ dataDir, databaseUrl, port, visits: false });
    port = server.port;
    return server;
  };
  const killServer = async (): Promise<void> => {
    await server?.killHard();
    server = null;
  };
  const close = async (): Promise<void> => {
    await desk.killHard();
    await colleague.killHard();
    await killServer();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const samples = await generateSamples({
      seed: SAMPLE_SEED,
      today: civilDateOf(instantOf(Date.now())),
      visits: false,
    });
    const cast = castOf(samples);
    await enrolBoth(desk, cast, await serverUp());
    const officer = new Officer({
      desk,
      items: TemplateBody.parse(annual).items.filter((item) => item.kind === 'yes-no-na'),
      institutions: samples.acts
        .filter((act) => act.name === registerInstitution.name && act.prefectureCode === '653100')
        .map((act) => registerInstitution.args.parse(act.args).institution.name.zh),
      partner: cast.partner.name.zh,
      folder,
    });
    return { desk, colleague, cast, officer, dataDir, databaseUrl, serverUp, killServer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function enrolBoth(desk: DemoDevice, cast: DemoCast, server: EmbeddedServer): Promise<void> {
  await desk.enrolFirst(server, cast.lead);
  await desk.page.evaluate(() => (location.hash = '#/settings/add-officer'));
  const code = await server.createCode(cast.partner.id);
  await enrol(desk.page, desk.t, { address: server.address, code, password: passwordOf(cast.partner) });
  await desk.page.waitForURL(/#\/settings$/);
  await desk.untilDelivered(60_000);
}
