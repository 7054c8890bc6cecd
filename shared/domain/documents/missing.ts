import type { DocumentLanguage } from './document.ts';
import { isEmptyFact, isRows, type Facts } from './facts.ts';
import type { DocumentTemplate, FactDeclaration, TemplateWords } from './template.ts';

/** A fact without which a paper is not issued. */
export interface MissingFact {
  readonly name: string;
  readonly label: TemplateWords;
  readonly from: FactDeclaration['from'];
}

/** What a paper in this language still lacks, in the order of its template. A paper in Chinese needs no Uyghur names. */
export function missingFacts(
  template: DocumentTemplate,
  facts: Facts,
  language: DocumentLanguage,
): readonly MissingFact[] {
  return Object.entries(template.facts).flatMap(([name, { label, from, optional }]) => {
    const fact = facts[name];
    if (optional) return [];
    if (fact !== undefined && typeof fact !== 'string' && !isRows(fact) && language === 'zh')
      return fact.zh.trim() === '' ? [{ name, label, from }] : [];
    return isEmptyFact(fact) ? [{ name, label, from }] : [];
  });
}
