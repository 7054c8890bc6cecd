import { z } from 'zod';
import { Sha256Hex } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { LogId, RecordId } from '../lib/ids.ts';
import { PortableJson } from '../lib/json.ts';
import { applied, mutation, type ActRef, type Mutation } from '../lib/mutation.ts';
import { closingOf } from './closing.ts';
import type { Frame } from './frame.ts';
import type { ClosingHow } from './outcome.ts';

/** An act of a log that can go on no more, issued again in the log that follows it. */
export const REISSUE = 'act/reissue';

/** Names one act exactly: in a copied profile the same number has another chain value. */
export const ActQuote = z.strictObject({ logId: LogId, seq: z.int().min(1), hash: Sha256Hex });
export type ActQuote = z.infer<typeof ActQuote>;

export const ReissueArgs = z.strictObject({
  /** Newest first: an act that had to be issued a third time quotes both. */
  originals: z.array(ActQuote).min(1).max(100),
  lane: RecordId,
  name: z.string().refine((name) => name !== REISSUE, 'nested'),
  nameVersion: z.int().min(1),
  args: PortableJson,
  claimedAt: Instant,
});
export type ReissueArgs = z.infer<typeof ReissueArgs>;

export type Carried = Pick<Frame, 'name' | 'nameVersion' | 'args' | 'claimedAt'>;

/** The act that is to run: what a re-issue carries, else the act itself. Null when a re-issue cannot be read. */
export function carriedBy(frame: Carried): Carried | null {
  return frame.name === REISSUE ? (ReissueArgs.safeParse(frame.args).data ?? null) : frame;
}

/** The acts a re-issue stands for; none for any other act. */
export function originalsOf(frame: Pick<Frame, 'name' | 'args'>): readonly ActQuote[] {
  return frame.name === REISSUE ? (ReissueArgs.safeParse(frame.args).data?.originals ?? []) : [];
}

export interface Closes {
  readonly ref: ActRef;
  readonly how: ClosingHow | 'reissue';
}

/** The acts that an act closes once it is delivered: those it names, and the originals it stands for. */
export function closedBy(frame: Carried): readonly Closes[] {
  const carried = carriedBy(frame);
  const closing = carried && closingOf(carried);
  return [
    ...originalsOf(frame).map(({ logId, seq }) => ({ ref: { logId, seq }, how: 'reissue' as const })),
    ...(closing?.acts ?? []).map((ref) => ({ ref, how: closing?.how ?? 'withdraw' })),
  ];
}

/**
 * The re-issue as a device writes it. It does not run when it is written: the screen still shows what the original did. It runs in
 * its original's place when the screen is made anew (shared/sync/reissue.ts) and on the server.
 */
export const reissueAct: Mutation<ReissueArgs> = mutation({
  name: REISSUE,
  version: 1,
  args: ReissueArgs,
  lane: (args) => args.lane,
  run: async () => applied,
});
