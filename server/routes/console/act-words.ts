import { explain } from '../../../shared/protocol/catalogue.ts';
import type { Outcome } from '../../../shared/protocol/outcome.ts';
import type { Words } from './words.ts';

/** The name of an act in words; one that nobody can read has none. */
export function actTitle(words: Words, name: string | null): string {
  if (name === null || name === 'unknown') return words.t('console:acts.unreadable');
  // i18n-dynamic: acts:*.title
  return words.known(`acts:${name.replace('/', '-')}.title`, 'acts:unknown.title', { name });
}

/** Why an act was not run, in the words of the catalogue. */
export function reasonText(words: Words, outcome: Outcome): string {
  const { t, known } = words;
  switch (outcome.kind) {
    case 'applied':
    case 'merged':
      return t('console:sheet.delivered');
    case 'refused':
      // i18n-dynamic: errors:refusal.*
      return known(`errors:refusal.${outcome.refusal.kind}`, 'errors:refusal.unknown', {
        ...outcome.refusal,
      });
    case 'held':
      // i18n-dynamic: errors:held.*
      return t(`errors:held.${outcome.for.kind}`, { ...outcome.for });
    case 'unreadable':
      // i18n-dynamic: errors:unreadable.*
      return known(`errors:unreadable.${outcome.reason}`, 'errors:unreadable.other', {
        reason: outcome.reason,
      });
    case 'forked':
      return t('errors:state.forked');
    case 'closed':
      // i18n-dynamic: errors:closed.*
      return t(`errors:closed.${outcome.how}`);
  }
}

/** Its code for the telephone and what helps; null when nothing needs explaining. */
export function adviceOn(
  { t }: Words,
  outcome: Outcome,
): { readonly code: string; readonly next: readonly string[] } | null {
  const entry = explain(outcome);
  // i18n-dynamic: errors:next.*
  return entry && { code: entry.code, next: entry.next.map((step) => t(`errors:next.${step}`)) };
}
