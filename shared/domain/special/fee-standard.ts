import { z } from 'zod';
import { Bilingual } from '../../lib/text.ts';

/** Integer fen. 10^13 fen (a hundred thousand million yuan) times any permille stays a safe integer. */
export const Fen = z.int().min(0).max(10_000_000_000_000);

/** How much an item may cost at most. Every amount is data of a version; none of them is known to the code. */
export const FeeRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('per-unit'), maxFen: Fen }),
  z.strictObject({
    kind: z.literal('tiers'),
    /** Up to the first step. */
    baseFen: Fen,
    /** Beyond `fromFen` of the sum in dispute, `permille` of the part up to the next step is added. */
    tiers: z
      .array(z.strictObject({ fromFen: Fen, permille: z.int().min(0).max(1000) }))
      .min(1)
      .max(20)
      .refine(
        (rows) => rows.every((row, i) => i === 0 || row.fromFen > (rows[i - 1]?.fromFen ?? 0)),
        'ascending',
      ),
  }),
]);
export type FeeRule = z.infer<typeof FeeRule>;

export const FeeStandards = z.strictObject({
  version: z.string().max(40),
  /** False: nobody has confirmed the amounts against the catalogue in force. */
  confirmed: z.boolean(),
  note: z.string(),
  items: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z]{2}-[A-Z]+$/),
        name: Bilingual,
        unit: z.enum(['case', 'sample', 'item']),
        rule: FeeRule,
      }),
    )
    .min(1),
});
export type FeeStandards = z.infer<typeof FeeStandards>;

/** The highest lawful charge, in fen. `units` counts for per-unit rules, `disputedFen` for tiers. Parts of a fen fall away. */
export function capFen(rule: FeeRule, of: { readonly units: number; readonly disputedFen: number }): number {
  if (rule.kind === 'per-unit') return rule.maxFen * of.units;
  return rule.tiers.reduce((sum, tier, at) => {
    const end = Math.min(of.disputedFen, rule.tiers[at + 1]?.fromFen ?? of.disputedFen);
    const part = Math.max(0, end - tier.fromFen);
    return sum + Math.floor((part * tier.permille) / 1000);
  }, rule.baseFen);
}
