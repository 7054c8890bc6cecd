import { setTimeout as sleep } from 'node:timers/promises';
import { syncNow } from '../../scripts/demo/driver/frame.ts';
import { isConserved } from '../../scripts/demo/driver/figures.ts';
import { seededDice, type Dice } from '../../scripts/samples/seeded.ts';
import { startChaosWorld, type ChaosWorld } from './chaos-world.ts';
import { countUp, type Counted } from './count-up.ts';
import type { Beat } from './officer.ts';

export interface ChaosOptions {
  readonly kills: number;
  readonly records: number;
  readonly photos: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

export interface ChaosFigures extends Counted {
  readonly kills: { readonly app: number; readonly server: number };
  readonly answersSaved: number;
  readonly photosSaved: number;
  readonly seconds: number;
}

type Victim = 'app' | 'server';

/**
 * A week's work and its sync in the real app against the real server on PostgreSQL, while one of the two is killed with
 * SIGKILL again and again at moments that only the seed knows. Afterwards everybody is left in peace and counted:
 * `faults` names everything that was lost, doubled or does not add up.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosFigures> {
  const startedAt = Date.now();
  const dice = seededDice(options.seed);
  const kills = { app: 0, server: 0 };
  const faults: string[] = [];
  const world = await startChaosWorld();
  const { desk, officer } = world;
  try {
    for (let kill = 1; kill <= options.kills; kill++) {
      await world.serverUp();
      const victim: Victim = dice.chance(50) ? 'app' : 'server';
      await playBeat(world, victim, dice, {
        answers: share(options.records, options.kills, kill),
        photos: share(options.photos, options.kills, kill),
      });
      kills[victim] += 1;
      if (victim === 'app') faults.push(...(await missingAfterRestart(world)).map(atKill(kill)));
      const equation = await desk.equation();
      if (!isConserved(equation)) faults.push(atKill(kill)(JSON.stringify(equation)));
      if (kill % 10 === 0)
        options.say(
          `${kill} kills; ${officer.answersSaved} answers, ${officer.photosSaved} photos; ${JSON.stringify(equation)}`,
        );
    }
    await officer.work({
      answers: Math.max(0, options.records - officer.answersSaved),
      photos: Math.max(0, options.photos - officer.photosSaved),
    });
    faults.push(...(await officer.missing()));
    const counted = await countUp(world);
    return {
      ...counted,
      kills,
      answersSaved: officer.answersSaved,
      photosSaved: officer.photosSaved,
      faults: [...faults, ...counted.faults],
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
  } finally {
    await world.close();
  }
}

/** Some work, then a round with the server; the victim dies in one or the other. */
async function playBeat(world: ChaosWorld, victim: Victim, dice: Dice, beat: Beat): Promise<void> {
  const { desk, officer } = world;
  const kill = (): Promise<void> => (victim === 'app' ? desk.killHard() : world.killServer());
  const inWork = dice.chance(30);
  const afterMs = dice.int(inWork ? 4_000 : 1_200);
  const cuts: Promise<void>[] = [];
  const killSoon = (): void => void cuts.push(sleep(afterMs).then(kill));
  try {
    if (inWork) killSoon();
    await officer.work(beat);
    if (!inWork) {
      await syncNow(desk.page, desk.t);
      killSoon();
    }
  } catch (error) {
    // The page goes away under the officer's hands; anything else is a fault of the app.
    if (victim !== 'app' || !/closed|crashed|disconnected|not running/i.test(String(error))) throw error;
  }
  await Promise.all(cuts);
}

async function missingAfterRestart({ desk, officer, cast }: ChaosWorld): Promise<readonly string[]> {
  await desk.start();
  await desk.signIn(cast.lead);
  return officer.missing();
}

function atKill(kill: number): (what: string) => string {
  return (what) => `after kill ${kill}: ${what}`;
}

/** Spreads a total over the beats without losing any of it. */
function share(total: number, beats: number, beat: number): number {
  return Math.floor((total * beat) / beats) - Math.floor((total * (beat - 1)) / beats);
}
