/** `npm run chaos -- [--kills N] [--records N] [--photos N] [--seed S] [--json]`: see run-chaos.ts. */
import { parseArgs } from 'node:util';
import { resolveElectron } from '../../scripts/electron-runtime.ts';
import { ensureBuilt } from '../../scripts/lib/build.ts';
import { prepareSystem, startDisplay } from '../../scripts/system.ts';
import { setup } from '../support/reachable-postgres.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    records: { type: 'string', default: '500' },
    photos: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20200050' },
    json: { type: 'boolean', default: false },
  },
});

prepareSystem(await resolveElectron());
await ensureBuilt();
const display = await startDisplay();
// The copy must be named before the package that starts PostgreSQL is loaded.
const removeCopy = await setup();
await import('../support/reachable-postgres-hook.ts');
const { runChaos } = await import('./run-chaos.ts');
try {
  const figures = await runChaos({
    kills: Number(values.kills),
    records: Number(values.records),
    photos: Number(values.photos),
    seed: Number(values.seed),
    say: (text) => void process.stderr.write(`${text}\n`),
  });
  process.stdout.write(`${JSON.stringify(figures, null, values.json ? 0 : 2)}\n`);
  if (figures.faults.length > 0) process.exitCode = 1;
} finally {
  await removeCopy?.();
  await display.stop();
}
