import type { z } from 'zod';
import type { LogId } from '../lib/ids.ts';
import type { JsonValue } from '../lib/json.ts';
import type { ActRef } from '../lib/mutation.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { decodeFrame } from '../protocol/frame.ts';
import { stateOf, type Outcome } from '../protocol/outcome.ts';
import { Amendment, Receipt, type Signed } from '../protocol/receipt.ts';
import { closedBy } from '../protocol/reissue.ts';
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
  // It tells of a server that was restored since: what it promised may be lost again, and the device asked anew.
  if (isOlderEpoch(receipt.epoch, await store.greetedEpoch())) return ok(receipt);
  const entries = await wholeRange(store, receipt.logId, receipt.from, receipt.to);
  const last = entries.at(-1);
  if (!last || last.seq !== receipt.to || last.hash !== receipt.chain)
    return err({ kind: 'receipt-other-history', logId: receipt.logId, seq: receipt.to });

  const outcomes = new Map(receipt.outcomes.map(({ seq, outcome }) => [seq, outcome]));
  const changes = new Changes(store);
  for (const entry of entries) {
    // An amendment may have overtaken the receipt: it knows more.
    if (entry.amendment === 0) await changes.add(entry, outcomes.get(entry.seq) ?? { kind: 'applied' }, 0);
  }
  const logs = await store.logs();
  const mark = logs.find((log) => log.logId === receipt.logId)?.receiptedUpTo ?? 0;
  const upTo = receipt.from <= mark + 1 ? Math.max(mark, receipt.to) : mark;
  await store.changeActs(changes.all, [{ logId: receipt.logId, upTo }]);
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
  const changes = new Changes(store);
  for (const amendment of newest.values()) {
    const entry = await store.outboxEntry({ logId: amendment.logId, seq: amendment.seq });
    // An amendment tells of the act that the log has under this number, not of a forked one.
    if (entry && amendment.number > entry.amendment && entry.outcome?.kind !== 'forked')
      await changes.add(entry, amendment.outcome, amendment.number);
  }
  return changes.all;
}

/** Epochs are ULIDs: a later one sorts after an earlier one. */
export function isOlderEpoch(epoch: string, known: string | null): boolean {
  return known !== null && epoch < known;
}

/** What receipts and amendments change, in the order they are told; a later change of an act builds on an earlier one. */
class Changes {
  readonly #store: LocalStore;
  readonly #byAct = new Map<string, ActChange>();

  constructor(store: LocalStore) {
    this.#store = store;
  }

  get all(): readonly ActChange[] {
    return [...this.#byAct.values()];
  }

  async add(entry: OutboxEntry, outcome: Outcome, amendment: number): Promise<void> {
    const ref = { logId: entry.logId, seq: entry.seq };
    const state = stateOf(outcome);
    const isClosed = state === 'quarantined' && (await this.#isClosed(entry));
    // How it was closed stays known.
    const told = entry.state === 'withdrawn' && state !== 'withdrawn' ? (entry.outcome ?? outcome) : outcome;
    this.#set({ ref, state: isClosed ? 'withdrawn' : state, outcome: isClosed ? told : outcome, amendment });
    if (state === 'delivered') await this.#closeWhatItNames(entry);
  }

  /** An act that closes this one is delivered, whichever of the two is told first. */
  async #isClosed(entry: OutboxEntry): Promise<boolean> {
    if (entry.state === 'withdrawn') return true;
    for (const closer of entry.closers) if ((await this.#now(closer))?.state === 'delivered') return true;
    return false;
  }

  /** An act that closes others counts on its own as well. */
  async #closeWhatItNames(entry: OutboxEntry): Promise<void> {
    const frame = decodeFrame(entry.bytes);
    if (!frame.ok) return;
    const act = { logId: entry.logId, seq: entry.seq };
    for (const { ref, how } of closedBy(frame.value)) {
      const target = await this.#now(ref);
      if (target?.state !== 'quarantined') continue;
      const was = (target.outcome ?? null) as JsonValue;
      const outcome: Outcome | null =
        how === 'reissue' ? target.outcome : { kind: 'closed', how, by: frame.value.actor, act, was };
      this.#set({ ...target, state: 'withdrawn', outcome });
    }
  }

  async #now(ref: ActRef): Promise<ActChange | null> {
    const changed = this.#byAct.get(`${ref.logId}:${ref.seq}`);
    if (changed) return changed;
    const entry = await this.#store.outboxEntry(ref);
    return entry && { ref, state: entry.state, outcome: entry.outcome, amendment: entry.amendment };
  }

  #set(change: ActChange): void {
    this.#byAct.set(`${change.ref.logId}:${change.ref.seq}`, change);
  }
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
