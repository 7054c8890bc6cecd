import type { Instant } from '../../shared/lib/dates.ts';
import type { SyncFailure } from './desk.ts';

interface FailureLike {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** A failure of the wire, the disk or a receipt in the words of the screens: `errors:sync.<kind>`. */
export function syncFailureOf(failure: FailureLike, retryAt: Instant | null): SyncFailure {
  const { kind, ...rest } = failure;
  const details = Object.fromEntries(
    Object.entries(rest).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
  // The server's own error kind says more than "HTTP".
  const named = kind === 'http' && typeof details['error'] === 'string' ? details['error'] : kind;
  return { kind: named, details, retryAt };
}
