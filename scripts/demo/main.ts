/** `npm run demo [-- --json] [--screenshots <folder>] [--keep]`: see run-demo.ts. */
import { parseArgs } from 'node:util';
import { runDemo } from './run-demo.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    screenshots: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

try {
  await runDemo({
    json: values.json,
    keepOpen: values.keep,
    ...(values.screenshots ? { screenshotsDir: values.screenshots } : {}),
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
