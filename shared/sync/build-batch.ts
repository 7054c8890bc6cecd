import type { Hex } from '../lib/bytes.ts';
import type { LogId } from '../lib/ids.ts';
import type { Batch, RunSignature } from '../protocol/batch.ts';
import type { OutboxEntry } from './ports.ts';

/** A batch of consecutive acts; only the last signature of each consecutive run of one officer travels. */
export function buildBatch(logId: LogId, before: Hex, entries: readonly OutboxEntry[]): Batch {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) throw new Error('a batch needs acts');
  const signatures: RunSignature[] = [];
  for (const [i, entry] of entries.entries()) {
    const next = entries[i + 1];
    if (next && next.proof.officerId === entry.proof.officerId && next.proof.from === entry.proof.from)
      continue;
    const { officerId, from, before: runBefore, signature } = entry.proof;
    signatures.push({ officerId, from, to: entry.seq, before: runBefore, after: entry.hash, signature });
  }
  return {
    header: { v: 1, logId, from: first.seq, to: last.seq, before, after: last.hash, signatures },
    frames: entries.map((entry) => entry.bytes),
  };
}
