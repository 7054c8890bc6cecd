import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoDevice } from '../scripts/demo/device.ts';
import { startVisit } from '../scripts/demo/driver/frame.ts';
import { startEmbeddedServer } from '../scripts/demo/embedded-server.ts';
import { castOf } from '../scripts/demo/steps.ts';
import { generateSamples } from '../scripts/samples/generate.ts';
import { SAMPLE_SEED } from '../scripts/samples/load.ts';
import { resolveElectron } from '../scripts/electron-runtime.ts';
import { prepareSystem, startDisplay } from '../scripts/system.ts';
import { civilDateOf, instantOf } from '../shared/lib/dates.ts';
import { measure, type Measured } from './visit-scroll/measure.ts';
import { measurePeer } from './visit-scroll/peer-window.ts';

const ROUNDS = 3;

/**
 * The visit's sixty items scrolled through and typed into, beside the same items in a plain Ant Design form, by turns in the same
 * Electron, on a processor slowed down four times. Needs the built app (`npm run build`).
 */
export async function* benchVisitScroll(): AsyncGenerator<object> {
  prepareSystem(await resolveElectron());
  const display = await startDisplay();
  const folder = await mkdtemp(join(tmpdir(), 'jd-bench-visit-'));
  const today = civilDateOf(instantOf(Date.now()));
  const cast = castOf(await generateSamples({ seed: SAMPLE_SEED, today, visits: false }));
  const server = await startEmbeddedServer({ dataDir: join(folder, 'region'), visits: false });
  const desk = new DemoDevice(folder, 'a');
  try {
    await desk.enrolFirst(server, cast.lead);
    await desk.untilDelivered(60_000);
    await startVisit(desk.page, desk.t, {
      institution: cast.institution.name.zh,
      partner: cast.partner.name.zh,
    });
    await desk.page.locator('[data-item="DR-A01"]').focus();
    await desk.page.keyboard.press('n');
    const [ours, peers]: [Measured[], Measured[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measure(desk.page, '.jd-items', '.jd-note'));
      peers.push(await measurePeer());
      yield { round, ours: ours.at(-1), 'antd form': peers.at(-1) };
    }
    const of = (all: readonly Measured[], key: keyof Measured): number => middle(all.map((one) => one[key]));
    yield {
      median: {
        droppedOurs: of(ours, 'dropped'),
        droppedPeer: of(peers, 'dropped'),
        p95Ratio: ratio(of(ours, 'p95Ms'), of(peers, 'p95Ms')),
        typingRatio: ratio(of(ours, 'typingP50Ms'), of(peers, 'typingP50Ms')),
      },
    };
  } finally {
    await desk.killHard();
    await server.stop();
    await display.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function ratio(ours: number, peer: number): number {
  return Math.round((ours / peer) * 100) / 100;
}
