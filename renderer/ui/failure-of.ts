import type { FailureSection } from './failure-note.tsx';

interface OutcomeLike {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

export interface NamedFailure {
  readonly section: FailureSection;
  readonly kind: string;
  readonly details: Readonly<Record<string, string | number>>;
}

const DISK = new Set(['disk-full', 'disk-error']);
const ENROL = new Set([
  'enrolment-code-mistyped',
  'address-mistyped',
  'fingerprint-mismatch',
  'password-too-weak',
  'nothing-looked-up',
]);

/** Where the error catalogue explains an outcome of the main process. The server's own kind says more than "HTTP". */
export function failureOf(outcome: OutcomeLike): NamedFailure {
  const { kind, ...rest } = outcome;
  const details = Object.fromEntries(
    Object.entries(rest).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
  if (ENROL.has(kind)) return { section: 'enrol', kind, details };
  if (DISK.has(kind)) return { section: 'disk', kind, details };
  if (kind === 'http' && typeof details['error'] === 'string')
    return { section: 'sync', kind: details['error'], details };
  return { section: 'sync', kind, details };
}
