import type { FeeLine } from './fee-check.ts';
import { capFen } from './fee-standard.ts';

/** All charges for one item of one case: what was divided into parts is added up again before it is judged. */
export interface FeeGroup {
  readonly opinionNo: string;
  readonly itemCode: string;
  readonly lines: readonly FeeLine[];
  readonly allowedFen: number;
  readonly chargedFen: number;
  readonly overFen: number;
  readonly refundedFen: number;
  /** Over-charge that has not gone back. */
  readonly outstandingFen: number;
  /** Charged in parts where one charge was due. */
  readonly isSplit: boolean;
}

export interface FeeTotals {
  readonly lines: number;
  readonly cases: number;
  readonly chargedFen: number;
  readonly overFen: number;
  readonly refundedFen: number;
  readonly outstandingFen: number;
  readonly overCharged: number;
  readonly split: number;
  readonly withoutReceipt: number;
  readonly notDisplayed: number;
}

/** What one charge may come to: the lower of standard and display, less what had to be taken off. Never below nothing. */
export function allowedFen(line: FeeLine): number {
  const cap = capFen(line.rule, line);
  return Math.max(0, Math.min(cap, line.displayedFen ?? cap) - line.reliefFen);
}

/** By case and item, in the order in which they first come. Integer fen all the way; no division but that of the tiers. */
export function feeGroups(lines: readonly FeeLine[]): readonly FeeGroup[] {
  const byKey = new Map<string, FeeLine[]>();
  for (const line of lines) {
    const key = `${line.opinionNo.trim()}|${line.itemCode}`;
    byKey.set(key, [...(byKey.get(key) ?? []), line]);
  }
  return [...byKey.values()].map(groupOf);
}

function groupOf(lines: readonly FeeLine[]): FeeGroup {
  const [first] = lines as readonly [FeeLine, ...FeeLine[]];
  // Parts of one charge do not each open the whole standard again.
  const allowed = Math.max(...lines.map(allowedFen));
  const charged = sum(lines, (line) => line.chargedFen);
  const refunded = sum(lines, (line) => line.refundedFen);
  const over = Math.max(0, charged - allowed);
  return {
    opinionNo: first.opinionNo.trim(),
    itemCode: first.itemCode,
    lines,
    allowedFen: allowed,
    chargedFen: charged,
    overFen: over,
    refundedFen: refunded,
    outstandingFen: Math.max(0, over - refunded),
    isSplit: lines.length > 1,
  };
}

export function feeTotals(lines: readonly FeeLine[]): FeeTotals {
  const groups = feeGroups(lines);
  return {
    lines: lines.length,
    cases: new Set(lines.map((line) => line.opinionNo.trim())).size,
    chargedFen: sum(groups, (group) => group.chargedFen),
    overFen: sum(groups, (group) => group.overFen),
    refundedFen: sum(groups, (group) => group.refundedFen),
    outstandingFen: sum(groups, (group) => group.outstandingFen),
    overCharged: groups.filter((group) => group.overFen > 0).length,
    split: groups.filter((group) => group.isSplit).length,
    withoutReceipt: lines.filter((line) => !line.hasReceipt).length,
    notDisplayed: lines.filter((line) => line.displayedFen === null).length,
  };
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}

/** Fen as yuan with two places: 12345 → 123.45. Written from digits, never divided. */
export function yuanText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Yuan as people type it, with at most two places, as fen; null when it is no amount. */
export function fenOf(typed: string): number | null {
  const parts = /^(\d{1,11})(?:[.](\d{1,2}))?$/.exec(typed.trim().replaceAll(/[,，]/g, ''));
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : null;
}
