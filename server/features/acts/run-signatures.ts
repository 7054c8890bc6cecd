import type { Hex } from '../../../shared/lib/bytes.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import type { RunSignature } from '../../../shared/protocol/batch.ts';
import { batchSigningBytes } from '../../../shared/protocol/chain.ts';
import { verifyBytes } from '../trust/keys.ts';

/** A run of acts that an officer signed, proven: right key, right chain values. */
export interface ProvenRun {
  readonly officerId: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The signatures of a batch that hold. `hashAt` gives the log's true chain value at a number, null when unknown;
 * `keysOf` the keys certified for an officer on the device the log belongs to.
 */
export async function provenRuns(
  logId: LogId,
  signatures: readonly RunSignature[],
  hashAt: (seq: number) => Promise<Hex | null>,
  keysOf: (officerId: string) => Promise<readonly string[]>,
): Promise<readonly ProvenRun[]> {
  const proven: ProvenRun[] = [];
  for (const run of signatures) {
    if (run.from > run.to) continue;
    if ((await hashAt(run.from - 1)) !== run.before || (await hashAt(run.to)) !== run.after) continue;
    const bytes = batchSigningBytes({
      logId,
      from: run.from,
      to: run.to,
      before: run.before,
      after: run.after,
    });
    const keys = await keysOf(run.officerId);
    if (keys.some((key) => verifyBytes(key, bytes, run.signature)))
      proven.push({ officerId: run.officerId, from: run.from, to: run.to });
  }
  return proven;
}

export function isCovered(runs: readonly ProvenRun[], actor: string, seq: number): boolean {
  return runs.some((run) => run.officerId === actor && run.from <= seq && seq <= run.to);
}
