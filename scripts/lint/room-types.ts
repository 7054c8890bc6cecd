/** A room's tsconfig is worth nothing when some import drags foreign types in: looks at what tsc really reads. */
import { rootDir } from '../lib/paths.ts';
import { run } from '../lib/run.ts';
import { tool } from '../lib/tools.ts';

const NODE = /node_modules\/@types\/node\//;
const ELECTRON = /node_modules\/electron\//;
const DOM = /\/lib\.dom(\.|\w)/;
const REACT = /node_modules\/@types\/react/;

const forbidden: Record<string, RegExp[]> = {
  shared: [NODE, ELECTRON, DOM, REACT],
  renderer: [NODE, ELECTRON],
  electron: [DOM, REACT],
  server: [DOM, REACT, ELECTRON],
};

let problems = 0;
for (const [room, patterns] of Object.entries(forbidden)) {
  const outcome = await run(process.execPath, tool('tsc', '-p', room, '--listFilesOnly'));
  const files = outcome.output.split(/\r?\n/).map((file) => file.replaceAll('\\', '/'));
  if (!files.some((file) => file.includes('/lib.es2024.')))
    throw new Error(`tsc listed nothing for ${room}: ${outcome.output}`);
  for (const pattern of patterns) {
    const found = files.find((file) => pattern.test(file));
    if (found === undefined) continue;
    problems += 1;
    process.stdout.write(
      `${room}: foreign types: ${found.slice(rootDir.length + 1)} (find the way in: tsc -p ${room} --explainFiles)\n`,
    );
  }
}
if (problems > 0) process.exitCode = 1;
