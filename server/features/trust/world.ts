import { randomBytes } from 'node:crypto';
import { instantOf } from '../../../shared/lib/dates.ts';
import type { Clock, Random } from '../../../shared/lib/ports.ts';

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

export const systemRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };
