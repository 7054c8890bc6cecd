import { benchBatchSize } from './batch-size.ts';
import { benchBundle } from './bundle.ts';
import { benchLink } from './link/bench-link.ts';
import { benchScale } from './scale.ts';
import { benchServerLoad } from './server-load.ts';
import { benchVisitScroll } from './visit-scroll.ts';

// `npm run bench -- [name] [--only=peer,…] [--json]`: each bench measures ours beside peers in one run and prints ratios, a line
// of JSON for each measure.
type Bench = (
  only: readonly string[],
) => AsyncIterable<object> | Iterable<object> | Promise<readonly object[]>;
const BENCHES: Readonly<Record<string, Bench>> = {
  'batch-size': () => [benchBatchSize()],
  bundle: async () => [await benchBundle()],
  link: benchLink,
  scale: benchScale,
  'server-load': async function* () {
    yield await benchServerLoad();
  },
  'visit-scroll': benchVisitScroll,
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const only = process.argv.flatMap((argument) => /^--only=(.+)$/.exec(argument)?.[1]?.split(',') ?? []);
const unknown = wanted.filter((name) => !BENCHES[name]);
if (unknown.length > 0) {
  console.error(`unknown bench: ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
for (const [name, run] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for await (const row of await run(only)) console.log(JSON.stringify({ bench: name, ...row }));
}
