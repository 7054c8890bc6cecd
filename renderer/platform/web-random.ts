import type { Random } from '../../shared/lib/ports.ts';

// A browser hands out at most this many random bytes in one call.
const MAX_PER_CALL = 65_536;

/** Cryptographic randomness of the browser engine. */
export const webRandom: Random = {
  bytes: (count) => {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += MAX_PER_CALL)
      globalThis.crypto.getRandomValues(bytes.subarray(at, at + MAX_PER_CALL));
    return bytes;
  },
};
