import { handOverActs, withdrawActs } from '../domain/log/mutations.ts';
import type { ActRef } from '../lib/mutation.ts';
import { CorrectArgs } from './correct-act.ts';
import type { Frame } from './frame.ts';
import type { ClosingHow } from './outcome.ts';

/** What an act closes once it is delivered itself. */
export interface Closing {
  readonly how: ClosingHow;
  readonly acts: readonly ActRef[];
}

/** The quarantined acts that an act names in order to close them; null for any other act. The same on both ends. */
export function closingOf({ name, args }: Pick<Frame, 'name' | 'args'>): Closing | null {
  if (name === withdrawActs.name || name === handOverActs.name) {
    const schema = name === withdrawActs.name ? withdrawActs.args : handOverActs.args;
    const read = schema.safeParse(args);
    if (!read.success) return null;
    const { logId, seqs } = read.data;
    return {
      how: name === withdrawActs.name ? 'withdraw' : 'hand-over',
      acts: seqs.map((seq) => ({ logId, seq })),
    };
  }
  if (name !== 'act/correct') return null;
  const read = CorrectArgs.safeParse(args);
  return read.success ? { how: 'correct', acts: read.data.corrects } : null;
}
