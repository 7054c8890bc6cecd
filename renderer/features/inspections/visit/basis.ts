import { z } from 'zod';
import legalBasis from '../../../../resources/domain/legal-basis.json';
import measures from '../../../../resources/domain/measures.json';
import { Bilingual } from '../../../../shared/lib/text.ts';

const Rules = z.array(z.object({ cited: z.string(), name: Bilingual }));
const RULES = Rules.parse(legalBasis.rules);

/** One rule that an item cites. Official texts are Chinese; the name of a rule is known in both languages. */
export interface CitedRule {
  /** As printed in the form: `措施16`, `132号令第22条`. */
  readonly cited: string;
  readonly name: Bilingual | null;
  /** Title and gist of a measure of 新司通〔2020〕50号. */
  readonly measure: { readonly title: string; readonly gist: string } | null;
}

/** The rules behind an item's basis, in the order in which it cites them. */
export function citedRules(basis: string): readonly CitedRule[] {
  return basis
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((cited) => ({
      cited,
      name: RULES.find((rule) => cited.startsWith(rule.cited))?.name ?? null,
      measure: measureOf(cited),
    }));
}

function measureOf(cited: string): CitedRule['measure'] {
  const no = /^措施(\d+)$/.exec(cited)?.[1];
  const found = no ? measures.find((measure) => measure.no === Number(no)) : undefined;
  return found ? { title: found.title.zh, gist: found.gist.zh } : null;
}
