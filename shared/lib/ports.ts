import type { Instant } from './dates.ts';

/** The wall clock of this machine. It may be wrong by years: nothing is refused because of it. */
export interface Clock {
  now(): Instant;
}

/** Cryptographic randomness. */
export interface Random {
  bytes(count: number): Uint8Array;
}
