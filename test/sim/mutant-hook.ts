import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MUTANTS } from './mutants.ts';

// Loaded before everything else in a child process: the product knows nothing of mutants.
const name = process.env['JD_SIM_MUTANT'];
const mutant = MUTANTS.find((one) => one.name === name);
if (!mutant) throw new Error(`no mutant ${name}`);
const target = pathToFileURL(join(import.meta.dirname, '../..', mutant.file)).href;

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (url !== target) return loaded;
    const text = Buffer.from(loaded.source as Uint8Array).toString('utf8');
    const parts = text.split(mutant.find);
    if (parts.length !== 2) throw new Error(`${mutant.file} has its text ${parts.length - 1} times`);
    process.stderr.write(`mutant in place: ${mutant.file}\n`);
    return { ...loaded, source: parts.join(mutant.put) };
  },
});
