import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { adviceOn, outcomeIn } from '../../data/act-advice.ts';
import type { ActSummary } from '../../data/desk.ts';

/** An act and its fate in the language on screen. */
export interface ActWords {
  readonly title: (name: string) => string;
  /** What the region said; null while it has said nothing. */
  readonly outcome: (act: ActSummary) => string | null;
  /** The same for an outcome that came inside a record. */
  readonly reason: (outcome: JsonValue) => string;
  /** Its code and what helps, from the catalogue; null when nothing needs explaining. */
  readonly advice: (act: ActSummary) => { readonly code: string; readonly next: readonly string[] } | null;
}

export function useActWords(): ActWords {
  const { t, i18n } = useTranslation(['sync-centre', 'acts', 'errors']);
  const known = (key: string, fallback: string, details: Record<string, unknown> = {}): string =>
    t(i18n.exists(key) ? key : fallback, details);
  return {
    // i18n-dynamic: acts:*.title
    title: (name) => known(`acts:${name.replace('/', '-')}.title`, 'acts:unknown.title', { name }),
    outcome: (act) => outcomeWords(act, t, known),
    reason: (json) =>
      outcomeWords({ outcome: outcomeIn(json), localRefusal: null }, t, known) ?? t('errors:refusal.unknown'),
    advice: (act) => {
      const entry = adviceOn(act);
      // i18n-dynamic: errors:next.*, errors:state.*
      return entry && { code: entry.code, next: entry.next.map((step) => t(`errors:next.${step}`)) };
    },
  };
}

function outcomeWords(
  { outcome, localRefusal }: Pick<ActSummary, 'outcome' | 'localRefusal'>,
  t: TFunction,
  known: (key: string, fallback: string, details?: Record<string, unknown>) => string,
): string | null {
  // i18n-dynamic: errors:refusal.*, errors:held.*, errors:unreadable.*
  const refusal = (of: { readonly kind: string }): string =>
    known(`errors:refusal.${of.kind}`, 'errors:refusal.unknown', { ...of });
  if (outcome === null)
    return localRefusal ? t('outcome.refusedHere', { reason: refusal(localRefusal) }) : null;
  switch (outcome.kind) {
    case 'applied':
      return t('outcome.applied');
    case 'merged':
      // i18n-dynamic: sync-centre:outcome.merged.*
      return t(`outcome.merged.${outcome.kept}`);
    case 'refused':
      return refusal(outcome.refusal);
    case 'held':
      return t(`errors:held.${outcome.for.kind}`, { ...outcome.for });
    case 'unreadable':
      return known(`errors:unreadable.${outcome.reason}`, 'errors:unreadable.other', {
        reason: outcome.reason,
      });
    case 'forked':
      return t('outcome.forked');
    case 'closed':
      // i18n-dynamic: errors:closed.*
      return t(`errors:closed.${outcome.how}`);
  }
}
