import type { OfficerId } from '../../shared/lib/ids.ts';
import { signEd25519 } from './key-pairs.ts';

/** A partner who typed their password beside the signed-in officer may sign for this long. */
export const COSIGN_MS = 120_000;

/** Starts a timer; returns its stop. */
export type Schedule = (afterMs: number, run: () => void) => () => void;

/** The signing key of one co-signing partner, overwritten when it is closed, replaced or 120 seconds old. */
export class CosignKey {
  private readonly schedule: Schedule;
  private open: { officerId: OfficerId; key: Uint8Array; stop: () => void } | null = null;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
  }

  /** Takes the key over: the caller must not keep it. */
  take(officerId: OfficerId, key: Uint8Array): void {
    this.close();
    this.open = { officerId, key, stop: this.schedule(COSIGN_MS, () => this.close()) };
  }

  sign(officerId: OfficerId, bytes: Uint8Array): Uint8Array | null {
    return this.open?.officerId === officerId ? signEd25519(this.open.key, bytes) : null;
  }

  close(): void {
    this.open?.stop();
    this.open?.key.fill(0);
    this.open = null;
  }
}
