import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../shared/lib/mutation.ts';
import './field.css';

/** How a command ended, as far as this note tells of it. */
type Ended =
  | { readonly kind: 'saved' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-saved'; readonly reason: string };

/** Why a command was not taken; nothing when it was. */
export function OutcomeNote({ outcome }: { readonly outcome: Ended | null }): ReactNode {
  const { t, i18n } = useTranslation('errors');
  if (outcome === null || outcome.kind === 'saved') return null;
  // i18n-dynamic: errors:not-saved.*, errors:refusal.*
  const key =
    outcome.kind === 'not-saved'
      ? `errors:not-saved.${outcome.reason}`
      : `errors:refusal.${outcome.refusal.kind}`;
  const details = outcome.kind === 'refused' ? { ...outcome.refusal } : {};
  return (
    <p role="alert" className="jd-field-problem">
      {t(i18n.exists(key) ? key : 'errors:refusal.unknown', details)}
    </p>
  );
}
