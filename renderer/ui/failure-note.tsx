import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './problem-note.tsx';

/** Sections of locales/<language>/errors.json whose kinds have `what`, `safe` and `next`. */
export type FailureSection = 'sync' | 'disk' | 'enrol' | 'sign-in' | 'device';

interface FailureNoteProps {
  readonly section: FailureSection;
  readonly kind: string;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly tone?: 'calm' | 'soon' | 'late';
  readonly actions?: ReactNode;
}

/** Kinds whose `reason` has a sentence of its own under `errors:reason.<kind>`. */
const REASONED = new Set(['certificate', 'enrolment-code-mistyped']);

/** A failure of a closed kind in the words of the error catalogue. */
export function FailureNote({
  section,
  kind,
  details = {},
  tone = 'soon',
  actions,
}: FailureNoteProps): ReactNode {
  const { t } = useTranslation('errors');
  // i18n-dynamic: errors:sync.*, errors:disk.*, errors:enrol.*, errors:sign-in.*, errors:device.*, errors:reason.*
  const text = (part: 'what' | 'safe' | 'next'): string => t(`${section}.${kind}.${part}`, { ...details });
  const reason =
    REASONED.has(kind) && details['reason'] !== undefined ? t(`reason.${kind}.${details['reason']}`) : null;
  return (
    <ProblemNote
      what={reason ? `${text('what')} ${reason}` : text('what')}
      safe={text('safe')}
      next={text('next')}
      code={codeOf(kind, details)}
      tone={tone}
      actions={actions}
    />
  );
}

/** `unreachable · ERR_CONNECTION_REFUSED`, `http · 502`: what a person reads out on the telephone. */
function codeOf(kind: string, details: Readonly<Record<string, string | number>>): string {
  const extra = details['code'] ?? details['status'] ?? details['reason'];
  return extra === undefined ? kind : `${kind} · ${extra}`;
}
