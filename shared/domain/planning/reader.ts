import type { MutatorTx } from '../../lib/mutation.ts';

/** What a rule may read: a mutation's records, or a screen's. Both give the same answers, so a button and the server agree. */
export type Reader = Pick<MutatorTx, 'get' | 'list'>;
