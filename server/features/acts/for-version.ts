import type { JsonValue } from '../../../shared/lib/json.ts';
import { Outcome } from '../../../shared/protocol/outcome.ts';
import { Amendment, Receipt, type Signed } from '../../../shared/protocol/receipt.ts';
import type { Trust } from '../trust/trust-folder.ts';

// Older apps read statements strictly. What version 3 added to outcomes is told to them in the words they know, signed anew.

const SINCE = 3;
const NEW_WORDS = /"closed"|"predecessor-record"/;

/** Receipts as an app of this wire version reads them. */
export function receiptsFor(trust: Trust, v: number, receipts: readonly Signed[]): readonly Signed[] {
  return receipts.map((signed) => {
    if (v >= SINCE || !NEW_WORDS.test(signed.body)) return signed;
    const receipt = Receipt.parse(JSON.parse(signed.body));
    const outcomes = receipt.outcomes.map(({ seq, outcome }) => ({ seq, outcome: older(outcome, seq) }));
    return trust.sign('jd-receipt-1', { ...receipt, outcomes } as unknown as JsonValue);
  });
}

/** Amendments as an app of this wire version reads them. That an act was closed an older app learns from its own closing act. */
export function amendmentsFor(trust: Trust, v: number, amendments: readonly Signed[]): readonly Signed[] {
  return amendments.flatMap((signed) => {
    if (v >= SINCE || !NEW_WORDS.test(signed.body)) return [signed];
    const amendment = Amendment.parse(JSON.parse(signed.body));
    if (amendment.outcome.kind === 'closed') return [];
    const outcome = older(amendment.outcome, amendment.seq);
    return [trust.sign('jd-amendment-1', { ...amendment, outcome } as unknown as JsonValue)];
  });
}

/** A held act that waits for a record waits, in older words, for an act before it: which one they cannot be told. */
function older(outcome: Outcome, seq: number): Outcome {
  if (outcome.kind === 'closed') return older(Outcome.parse(outcome.was), seq);
  const waits = outcome.kind === 'held' && outcome.for.kind === 'predecessor-record';
  return waits ? { kind: 'held', for: { kind: 'predecessor', seq } } : outcome;
}
