import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActOutcome } from '../../../data/desk.ts';

/** What became of a command on this page: why it was not taken, or nothing when it was. */
export function OutcomeNote({ outcome }: { readonly outcome: ActOutcome | null }): ReactNode {
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
