import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../shared/lib/dates.ts';
import { dateTimeText } from './format.ts';
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

/** Reasons that ask for something else than their kind does: `errors:reasonNext.<kind>.<reason>`. */
const NEXT_BY_REASON = new Set(['certificate.intercepted']);

/** A failure of a closed kind in the words of the error catalogue. */
export function FailureNote({
  section,
  kind,
  details: given = {},
  tone = 'soon',
  actions,
}: FailureNoteProps): ReactNode {
  const { t } = useTranslation('errors');
  const details = readable(given);
  // i18n-dynamic: errors:sync.*, errors:disk.*, errors:enrol.*, errors:sign-in.*, errors:device.*, errors:reason.*, errors:reasonNext.*
  const text = (part: 'what' | 'safe' | 'next'): string => t(`${section}.${kind}.${part}`, details);
  const reason =
    REASONED.has(kind) && details['reason'] !== undefined
      ? t(`reason.${kind}.${details['reason']}`, details)
      : null;
  const reasonPath = `${kind}.${details['reason'] ?? ''}`;
  const next = NEXT_BY_REASON.has(reasonPath) ? t(`reasonNext.${reasonPath}`, details) : text('next');
  return (
    <ProblemNote
      what={reason ? `${text('what')} ${reason}` : text('what')}
      safe={text('safe')}
      next={next}
      code={codeOf(kind, details)}
      tone={tone}
      actions={actions}
    />
  );
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Moments on the office's wall clock, the rest as it is. */
function readable(details: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' && MOMENT.test(value) ? dateTimeText(value as Instant) : value,
    ]),
  );
}

/** `unreachable · ERR_CONNECTION_REFUSED`, `http · 502`: what a person reads out on the telephone. */
function codeOf(kind: string, details: Readonly<Record<string, string | number>>): string {
  const extra = details['code'] ?? details['status'] ?? details['reason'];
  return extra === undefined ? kind : `${kind} · ${extra}`;
}
