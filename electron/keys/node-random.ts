import { randomBytes } from 'node:crypto';
import type { Random } from '../../shared/lib/ports.ts';

/** The operating system's randomness. */
export const nodeRandom: Random = { bytes: (count) => Uint8Array.from(randomBytes(count)) };
