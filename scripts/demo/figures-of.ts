import type { RectificationState } from '../../shared/domain/rectification/rectification.ts';
import type { DemoDevice } from './device.ts';
import { countedOutbox, isConserved, type Equation } from './driver/figures.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import type { DrawShown } from './later-steps.ts';
import { picturesHere, type HeldPicture } from './pictures-here.ts';
import { readServerFigures } from './server-figures.ts';

export interface DemoFigures extends Equation {
  /** Acts of the devices that the server ran. */
  readonly serverMutations: number;
  /** Bytes of the pictures of visit and rectification that the server receipted and the second device fetched. */
  readonly photoBytes: number;
  readonly seconds: number;
  readonly conserved: boolean;
  readonly draw: DrawShown;
  /** As it stands on the second device; null where no state was on screen. */
  readonly rectification: { readonly state: RectificationState | null };
  readonly screenshots: readonly string[];
}

export interface DemoOutcome extends Pick<DemoFigures, 'draw' | 'rectification'> {
  readonly devices: readonly DemoDevice[];
  readonly server: EmbeddedServer;
  readonly seen: readonly HeldPicture[];
  /** Records that reached the wrong prefecture. */
  readonly leaked: number;
  readonly startedAt: number;
  readonly screenshots: readonly string[];
}

/**
 * Sums the devices' own figures, as shown and as counted row by row, and holds them against the stopped server's tables.
 * Conserved: the equation holds on every device and agrees with its rows; every act is at the server, once, with the same
 * chain value, and run; every picture of the first device is at the server and on the second with the same bytes; nothing
 * crossed the border.
 */
export async function figuresOf(outcome: DemoOutcome): Promise<DemoFigures> {
  const shown: Equation[] = [];
  const acts: string[] = [];
  let agree = true;
  for (const device of outcome.devices) {
    const equation = await device.equation();
    const counted = await countedOutbox(device.page);
    agree &&= isConserved(equation) && JSON.stringify(equation) === JSON.stringify(counted.states);
    shown.push(equation);
    acts.push(...counted.acts);
  }
  const [first] = outcome.devices;
  const sent = first ? await picturesHere(first.page) : [];
  await outcome.server.stop();
  const { acts: atServer, pictures } = await readServerFigures(outcome.server.dataDir);

  const sum = (part: keyof Equation): number => shown.reduce((total, equation) => total + equation[part], 0);
  const logs = new Set(acts.map(logOf));
  const ours = [...atServer].filter(([key]) => logs.has(logOf(key)));
  const serverMutations = ours.filter(([, state]) => state === 'delivered').length;
  const sameActs = ours.length === acts.length && acts.every((act) => atServer.has(act));
  const samePictures =
    sent.length > 0 &&
    sent.every(
      (one) =>
        pictures.get(one.attachmentId)?.sha256 === one.sha256 &&
        outcome.seen.some((held) => held.attachmentId === one.attachmentId && held.sha256 === one.sha256),
    );
  return {
    created: sum('created'),
    delivered: sum('delivered'),
    waiting: sum('waiting'),
    quarantined: sum('quarantined'),
    withdrawn: sum('withdrawn'),
    serverMutations,
    photoBytes: sent.reduce((total, one) => total + (pictures.get(one.attachmentId)?.sizeBytes ?? 0), 0),
    seconds: Math.round((Date.now() - outcome.startedAt) / 100) / 10,
    conserved:
      agree && sameActs && samePictures && outcome.leaked === 0 && serverMutations === sum('delivered'),
    draw: outcome.draw,
    rectification: outcome.rectification,
    screenshots: outcome.screenshots,
  };
}

function logOf(act: string): string {
  return act.slice(0, act.indexOf(':'));
}
