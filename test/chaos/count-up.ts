import { countedOutbox } from '../../scripts/demo/driver/figures.ts';
import { readServerFigures } from '../../scripts/demo/server-figures.ts';
import type { ChaosWorld } from './chaos-world.ts';
import { fetchedBy, photosOf, recordCounts } from './device-figures.ts';

export interface Counted {
  readonly created: number;
  readonly delivered: number;
  readonly atServer: number;
  readonly photosAtServer: number;
  readonly photosFetched: number;
  readonly faults: readonly string[];
}

/**
 * Lets everything arrive, then holds this computer's rows, a colleague's computer and the stopped server's own tables
 * against each other: every act there, once, with the same chain value, and run; every photo receipted and whole.
 */
export async function countUp(world: ChaosWorld): Promise<Counted> {
  const { desk, colleague, cast, officer } = world;
  const faults: string[] = [];
  const server = await world.serverUp();
  const equation = await desk.untilDelivered(180_000);
  await desk.page.getByText(desk.t('sync-centre:photos.none')).waitFor({ timeout: 180_000 });
  const here = await countedOutbox(desk.page);
  if (JSON.stringify(here.states) !== JSON.stringify(equation))
    faults.push(`rows ${JSON.stringify(here.states)}, shown ${JSON.stringify(equation)}`);
  if (equation.delivered !== equation.created) faults.push(`not all delivered: ${JSON.stringify(equation)}`);
  const photos = await photosOf(desk.page);
  if (photos.length < officer.photosSaved)
    faults.push(`${officer.photosSaved} photos shown as saved, ${photos.length} known`);
  const mine = await recordCounts(desk.page);
  await desk.close();

  await colleague.enrolFirst(server, cast.partner);
  await colleague.untilDelivered(120_000);
  const theirs = await recordCounts(colleague.page);
  for (const [table, count] of Object.entries(mine))
    if (theirs[table] !== count)
      faults.push(`${table}: ${count} here, ${theirs[table] ?? 0} at the colleague`);
  const photosFetched = await fetchedBy(colleague.page, photos);
  if (photosFetched !== photos.length)
    faults.push(`${photosFetched} of ${photos.length} photos could be fetched intact`);
  await colleague.close();
  await server.stop();

  const region = await readServerFigures(world.dataDir, world.databaseUrl);
  const logs = new Set(here.acts.map(logOf));
  const ours = [...region.acts].filter(([act]) => logs.has(logOf(act)));
  for (const act of here.acts)
    if (region.acts.get(act) !== 'delivered') faults.push(`${act}: ${region.acts.get(act) ?? 'not there'}`);
  if (ours.length !== here.acts.length)
    faults.push(`${here.acts.length} acts here, ${ours.length} of these logs at the region`);
  const receipted = photos.filter(
    (photo) => region.pictures.get(photo.attachmentId)?.sha256 === photo.sha256,
  );
  if (receipted.length !== photos.length)
    faults.push(`${receipted.length} of ${photos.length} photos are receipted as they are here`);
  return {
    created: equation.created,
    delivered: equation.delivered,
    atServer: ours.length,
    photosAtServer: receipted.length,
    photosFetched,
    faults,
  };
}

function logOf(act: string): string {
  return act.slice(0, act.indexOf(':'));
}
