import { benchBatchSize } from './batch-size.ts';
import { benchBundle } from './bundle.ts';

// `npm run bench -- [name] [--json]`: each bench measures ours beside a peer in one run and prints ratios.
const BENCHES: Readonly<Record<string, () => Record<string, number> | Promise<Record<string, number>>>> = {
  'batch-size': benchBatchSize,
  bundle: benchBundle,
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !BENCHES[name]);
if (unknown.length > 0) {
  console.error(`unknown bench: ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
for (const [name, run] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name))
    console.log(JSON.stringify({ bench: name, ...(await run()) }));
}
