import { instantOf } from '../../shared/lib/dates.ts';
import type { Clock } from '../../shared/lib/ports.ts';

/** The wall clock of this computer. It may be wrong: what hangs on time says so itself. */
export const systemClock: Clock = { now: () => instantOf(Date.now()) };
