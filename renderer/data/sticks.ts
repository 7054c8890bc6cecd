import type { BundleRefusal } from '../../shared/lib/bundle-refusal.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { ReturnOutcome } from '../../shared/sync/stick-in.ts';
import type { OutwardOutcome, OutwardProgress } from '../../shared/sync/stick-out.ts';
import type {
  CarryOutcome,
  FoundBundle,
  LookOutcome,
  StickFailure,
  StickFolder,
  StickRecord,
  WrittenBundle,
} from '../platform/stick-facts.ts';
import type { WritingControl } from './writing-control.ts';

// The public face of sticks for features; part of the desk (desk.ts).

/** What would go onto a stick now. */
export interface StickEstimate {
  readonly acts: number;
  readonly actBytes: number;
  readonly photos: number;
  readonly photoBytes: number;
}

export type WriteOutcome = OutwardOutcome<StickFailure, WrittenBundle>;
export type ReadOutcome = ReturnOutcome<StickFailure | BundleRefusal>;

/** Acts that left on a stick and are still waiting for a receipt. */
export interface HandedOver {
  readonly acts: number;
  /** When the last of them was written to a stick. */
  readonly at: Instant;
}

export interface DeskSticks {
  /** Asks with the system's own dialog. */
  chooseFolder(): Promise<StickFolder | { readonly kind: 'cancelled' } | StickFailure>;
  look(handle: string): Promise<LookOutcome>;
  takeDropped(files: readonly File[]): Promise<readonly FoundBundle[]>;
  estimate(): Promise<StickEstimate>;
  /** Writes everything that waits. The acts go on waiting: a stick is no receipt. */
  write(
    folder: string,
    options: {
      readonly withPhotos: boolean;
      readonly control: WritingControl;
      readonly onProgress: (done: OutwardProgress) => void;
    },
  ): Promise<WriteOutcome>;
  /** Takes a return or snapshot bundle; waits for a round under way and keeps the next one waiting. */
  read(bundle: string): Promise<ReadOutcome>;
  /** Takes another device's bundle over this line and puts the answer beside it. */
  carry(bundle: string, onProgress: (done: CarryStep) => void): Promise<CarryOutcome>;
  cancelCarrying(bundle: string): void;
  handedOver(): Promise<HandedOver | null>;
  /** Newest first. */
  history(): Promise<readonly StickRecord[]>;
}

export interface CarryStep {
  readonly phase: 'sending' | 'waiting' | 'fetching';
  readonly doneBytes: number;
  readonly totalBytes: number;
}
