import { largeBundle } from '../test/support/large-bundle.ts';

const FIVE_GIGABYTES = 5_000;

/** A bundle of five gigabytes (or `--mb=<megabytes>`), written and read back: seconds, and the memory it took. */
export async function benchBundle(): Promise<Record<string, number>> {
  const asked = process.argv.find((argument) => argument.startsWith('--mb='));
  return { ...(await largeBundle(asked ? Number(asked.slice(5)) : FIVE_GIGABYTES)) };
}
