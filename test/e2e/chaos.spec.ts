import { expect, test } from '@playwright/test';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { prepareSystem, startDisplay } from '../../scripts/system.ts';
import { setup } from '../support/reachable-postgres.ts';

// The short form of `npm run chaos`, which kills a hundred times.
test('S3, S16, S17: app and server on PostgreSQL are killed by turns during the sync, and nothing is lost or doubled', async () => {
  test.setTimeout(400_000);
  prepareSystem(await resolveElectron());
  const display = await startDisplay();
  const removeCopy = await setup();
  try {
    await import('../support/reachable-postgres-hook.ts');
    const { runChaos } = await import('../chaos/run-chaos.ts');
    const figures = await runChaos({
      kills: 6,
      records: 30,
      photos: 12,
      seed: Number(process.env['JD_CHAOS_SEED'] ?? 50),
      say: () => undefined,
    });
    expect(figures.faults).toEqual([]);
    expect(figures).toMatchObject({ answersSaved: 30, photosFetched: figures.photosAtServer });
    expect(figures.delivered).toBe(figures.atServer);
  } finally {
    await removeCopy?.();
    await display.stop();
  }
});
