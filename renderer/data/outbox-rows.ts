import type { LogId } from '../../shared/lib/ids.ts';
import { Outcome } from '../../shared/protocol/outcome.ts';
import type { OutboxRow } from '../../shared/schema/schema.ts';
import type { ActCommit, OutboxEntry } from '../../shared/sync/ports.ts';
import type { FieldCipher } from './field-cipher.ts';

export async function outboxRowOf(commit: ActCommit, cipher: FieldCipher): Promise<OutboxRow> {
  const { entry } = commit;
  return {
    logId: commit.logId,
    seq: entry.seq,
    state: 'waiting',
    inReplay: 1,
    lane: commit.lane,
    name: commit.name,
    claimedAt: commit.claimedAt,
    actor: commit.actor,
    hash: entry.hash,
    proofFrom: entry.proof.from,
    proofBefore: entry.proof.before,
    proofSignature: entry.proof.signature,
    sizeBytes: entry.bytes.length,
    writes: [...commit.writes.keys()],
    outcome: null,
    amendment: 0,
    localRefusal: commit.localRefusal ? JSON.stringify(commit.localRefusal) : null,
    bytes: await cipher.seal(entry.bytes, frameAad(commit.logId, entry.seq)),
  };
}

export async function outboxEntryOf(row: OutboxRow, cipher: FieldCipher): Promise<OutboxEntry> {
  return {
    logId: row.logId,
    seq: row.seq,
    bytes: await cipher.open(row.bytes, frameAad(row.logId, row.seq)),
    hash: row.hash,
    proof: {
      officerId: row.actor,
      from: row.proofFrom,
      before: row.proofBefore,
      signature: row.proofSignature,
    },
    name: row.name,
    lane: row.lane,
    closers: row.closers ?? [],
    state: row.state,
    outcome: outcomeOf(row),
    amendment: row.amendment,
  };
}

export function outcomeOf(row: Pick<OutboxRow, 'outcome'>): Outcome | null {
  return row.outcome === null ? null : Outcome.parse(JSON.parse(row.outcome));
}

function frameAad(logId: LogId, seq: number): string {
  return `${logId}|${seq}`;
}
