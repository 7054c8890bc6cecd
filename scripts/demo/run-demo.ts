import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { civilDateOf, instantOf } from '../../shared/lib/dates.ts';
import { resolveElectron } from '../electron-runtime.ts';
import { ensureBuilt } from '../lib/build.ts';
import { rootDir } from '../lib/paths.ts';
import { generateSamples } from '../samples/generate.ts';
import { SAMPLE_SEED } from '../samples/load.ts';
import { prepareSystem, startDisplay } from '../system.ts';
import { DemoDevice } from './device.ts';
import { startEmbeddedServer } from './embedded-server.ts';
import { figuresOf, type DemoFigures } from './figures-of.ts';
import { makeAlbum } from './album.ts';
import { colleagueSeesRectification, drawOffline, rectifyOffline } from './later-steps.ts';
import { picturesHere } from './pictures-here.ts';
import {
  castOf,
  colleagueSees,
  deliver,
  enrolAll,
  finishOffline,
  otherPrefectureSees,
  workOffline,
} from './steps.ts';

export interface DemoOptions {
  /** Only the JSON line on standard output. */
  readonly json?: boolean;
  /** Leaves profiles and server folder in place and says where. */
  readonly keepOpen?: boolean;
  /** Folder for screenshots; `out/demo` by default. */
  readonly screenshotsDir?: string;
}

/**
 * The whole task, unattended, in the real app against a real server: enrol; without a network a draw
 * before a witness, a visit of 60 items with a kill in the middle, all signatures, the seal, and the rectification of what was
 * found; then delivery, a colleague's computer, another prefecture's. Prints what it counted; the exit code is 1 unless
 * everything is conserved, the draw verifies and the colleague sees the rectification reported. Throws where a step does not come about.
 */
export async function runDemo(options: DemoOptions): Promise<DemoFigures> {
  const startedAt = Date.now();
  const say = (text: string): void =>
    void process.stderr.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
  prepareSystem(await resolveElectron());
  await ensureBuilt();
  const display = await startDisplay();
  const workDir = await mkdtemp(join(tmpdir(), 'jianding-demo-'));
  const screenshotsDir = options.screenshotsDir ?? join(rootDir, 'out', 'demo');
  await mkdir(screenshotsDir, { recursive: true });
  const devices = ['a', 'b', 'c'].map((name) => new DemoDevice(workDir, name));
  const [a, b, c] = devices;
  if (!a || !b || !c) throw new Error('three devices take part');
  const dataDir = join(workDir, 'region');
  const stops: (() => Promise<void>)[] = [() => display.stop()];
  try {
    const today = civilDateOf(instantOf(Date.now()));
    const samples = await generateSamples({ seed: SAMPLE_SEED, today, visits: false });
    const world = { cast: castOf(samples), album: makeAlbum(screenshotsDir, say), say, workDir };

    say('regional server with sample data');
    const server = await startEmbeddedServer({ dataDir });
    stops.push(() => server.stop());
    await enrolAll(world, server, a);

    say('network off: the server is stopped');
    await server.stop();
    const draw = await drawOffline(world, a);
    const planned = await workOffline(world, a);
    await finishOffline(world, a, planned);
    await rectifyOffline(world, a);

    say('network on');
    const again = await startEmbeddedServer({ dataDir, port: server.port });
    stops.push(() => again.stop());
    await deliver(world, a);
    await colleagueSees(world, again, b);
    const state = await colleagueSeesRectification(world, b);
    const seen = await picturesHere(b.page);
    const leaked = await otherPrefectureSees(world, again, c);

    const figures = await figuresOf({
      devices,
      server: again,
      seen,
      leaked,
      draw,
      rectification: { state },
      startedAt,
      screenshots: world.album.files,
    });
    report(figures, options, say);
    return figures;
  } finally {
    for (const device of devices)
      await device.close().catch((error: unknown) => say(`closing: ${String(error)}`));
    for (const stop of stops.toReversed()) await stop();
    if (options.keepOpen) say(`kept: ${workDir}`);
    else await rm(workDir, { recursive: true, force: true });
  }
}

function report(figures: DemoFigures, options: DemoOptions, say: (text: string) => void): void {
  const { conserved, draw, rectification } = figures;
  if (!conserved || !draw.verified || rectification.state !== 'reported') process.exitCode = 1;
  if (!options.json)
    say(
      `created ${figures.created} = delivered ${figures.delivered} + waiting ${figures.waiting} + quarantined ${figures.quarantined} + withdrawn ${figures.withdrawn}; at the server ${figures.serverMutations}; draw of ${draw.targets} ${draw.verified ? 'verified' : 'NOT verified'}; rectification ${rectification.state ?? 'unseen'}`,
    );
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
