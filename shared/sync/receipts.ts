import type { z } from 'zod';
import type { LogId } from '../lib/ids.ts';
import type { JsonValue } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { closingOf, isClosing } from '../protocol/closing.ts';
import { decodeFrame } from '../protocol/frame.ts';
import { stateOf, type Outcome } from '../protocol/outcome.ts';
import { Amendment, Receipt, type Signed } from '../protocol/receipt.ts';
import type { ActChange, LocalStore, OutboxEntry, VerifySigned } from './ports.ts';

export type ReceiptProblem =
  /** Not signed by the region, or not a receipt: it moves nothing (rule S5). */
  | { readonly kind: 'receipt-unverified' }
  /** It speaks of another history of this log: a copied or restored profile. */
  | { readonly kind: 'receipt-other-history'; readonly logId: LogId; readonly seq: number };

/**
 * Takes a receipt: verified, its chain value compared with ours, then states and counters move. It moves nothing else:
 * only a pull moves the base (rule S6). Harmless when repeated.
 */
export async function takeReceipt(
  signed: Signed,
  store: LocalStore,
  verify: VerifySigned,
): Promise<Result<Receipt, ReceiptProblem>> {
  const receipt = await verified('jd-receipt-1', signed, Receipt, verify);
  if (!receipt) return err({ kind: 'receipt-unverified' });
  const entries = await wholeRange(store, receipt.logId, receipt.from, receipt.to);
  const last = entries.at(-1);
  if (!last || last.seq !== receipt.to || last.hash !== receipt.chain)
    return err({ kind: 'receipt-other-history', logId: receipt.logId, seq: receipt.to });

  const outcomes = new Map(receipt.outcomes.map(({ seq, outcome }) => [seq, outcome]));
  const changes: ActChange[] = [];
  for (const entry of entries) {
    // An amendment may have overtaken the receipt: it knows more.
    if (entry.amendment === 0)
      changes.push(...(await changesFor(entry, outcomes.get(entry.seq) ?? { kind: 'applied' }, 0, store)));
  }
  const logs = await store.logs();
  const mark = logs.find((log) => log.logId === receipt.logId)?.receiptedUpTo ?? 0;
  const upTo = receipt.from <= mark + 1 ? Math.max(mark, receipt.to) : mark;
  await store.changeActs(dedupe(changes), [{ logId: receipt.logId, upTo }]);
  return ok(receipt);
}

/** Outcomes that changed later; the highest number for an act wins, in whatever order they come. */
export async function amendmentChanges(
  signed: readonly Signed[],
  store: LocalStore,
  verify: VerifySigned,
): Promise<readonly ActChange[]> {
  const newest = new Map<string, Amendment>();
  for (const one of signed) {
    const amendment = await verified('jd-amendment-1', one, Amendment, verify);
    if (!amendment) continue;
    const key = `${amendment.logId}:${amendment.seq}`;
    if (amendment.number > (newest.get(key)?.number ?? 0)) newest.set(key, amendment);
  }
  const changes: ActChange[] = [];
  for (const amendment of newest.values()) {
    const entry = await store.outboxEntry({ logId: amendment.logId, seq: amendment.seq });
    if (entry && amendment.number > entry.amendment)
      changes.push(...(await changesFor(entry, amendment.outcome, amendment.number, store)));
  }
  return dedupe(changes);
}

async function changesFor(
  entry: OutboxEntry,
  outcome: Outcome,
  amendment: number,
  store: LocalStore,
): Promise<readonly ActChange[]> {
  const ref = { logId: entry.logId, seq: entry.seq };
  const wasClosed = entry.state === 'withdrawn' && outcome.kind !== 'closed';
  const own: ActChange = {
    ref,
    state: wasClosed ? 'withdrawn' : stateOf(outcome),
    outcome: wasClosed ? entry.outcome : outcome,
    amendment,
  };
  return stateOf(outcome) === 'delivered' ? [own, ...(await closedBy(entry, store))] : [own];
}

/**
 * A delivered act that closes others (closing.ts) does so at once; it counts on its own. What another device closed, and what was
 * still on its way here, comes as an amendment.
 */
async function closedBy(entry: OutboxEntry, store: LocalStore): Promise<readonly ActChange[]> {
  if (!isClosing(entry.name)) return [];
  const frame = decodeFrame(entry.bytes);
  const closing = frame.ok ? closingOf(frame.value) : null;
  if (!frame.ok || !closing) return [];
  const changes: ActChange[] = [];
  for (const ref of closing.acts) {
    const target = await store.outboxEntry(ref);
    if (target?.state !== 'quarantined') continue;
    const act = { logId: entry.logId, seq: entry.seq };
    const outcome: Outcome = {
      kind: 'closed',
      how: closing.how,
      by: frame.value.actor,
      act,
      was: (target.outcome ?? null) as JsonValue,
    };
    changes.push({ ref, state: 'withdrawn', outcome, amendment: target.amendment });
  }
  return changes;
}

/** The last change of an act wins: a withdrawal in the same receipt comes after the refusal it closes. */
function dedupe(changes: readonly ActChange[]): readonly ActChange[] {
  return [...new Map(changes.map((change) => [`${change.ref.logId}:${change.ref.seq}`, change])).values()];
}

async function wholeRange(
  store: LocalStore,
  logId: LogId,
  from: number,
  to: number,
): Promise<readonly OutboxEntry[]> {
  const entries: OutboxEntry[] = [];
  for (let next = from; next <= to;) {
    const part = (await store.outboxFrom(logId, next, 256_000)).filter((entry) => entry.seq <= to);
    const last = part.at(-1);
    if (!last) break;
    entries.push(...part);
    next = last.seq + 1;
  }
  return entries;
}

async function verified<T>(
  purpose: 'jd-receipt-1' | 'jd-amendment-1',
  signed: Signed,
  schema: z.ZodType<T>,
  verify: VerifySigned,
): Promise<T | null> {
  if (!(await verify(purpose, signed))) return null;
  try {
    return schema.safeParse(JSON.parse(signed.body)).data ?? null;
  } catch {
    return null;
  }
}
