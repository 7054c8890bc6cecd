import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './problem-note.tsx';

interface FailureNoteProps {
  /** A section of locales/<language>/errors.json whose kinds have `what`, `safe` and `next`. */
  readonly section: 'sync' | 'disk' | 'enrol' | 'sign-in' | 'device';
  readonly kind: string;
  readonly details?: Readonly<Record<string, string | number | null>>;
  readonly tone?: 'calm' | 'soon' | 'late';
  readonly actions?: ReactNode;
}

/** A failure of a closed kind in the words of the error catalogue. */
export function FailureNote({
  section,
  kind,
  details = {},
  tone = 'soon',
  actions,
}: FailureNoteProps): ReactNode {
  const { t } = useTranslation('errors');
  // i18n-dynamic: errors:sync.*, errors:disk.*, errors:enrol.*, errors:sign-in.*, errors:device.*
  const text = (part: 'what' | 'safe' | 'next'): string => t(`${section}.${kind}.${part}`, { ...details });
  return (
    <ProblemNote
      what={text('what')}
      safe={text('safe')}
      next={text('next')}
      code={codeOf(kind, details)}
      tone={tone}
      actions={actions}
    />
  );
}

/** `unreachable · ERR_CONNECTION_REFUSED`, `http · 502`: what a person reads out on the telephone. */
function codeOf(kind: string, details: FailureNoteProps['details']): string {
  const extra = details?.['code'] ?? details?.['status'] ?? details?.['reason'] ?? null;
  return extra === null ? kind : `${kind} · ${extra}`;
}
