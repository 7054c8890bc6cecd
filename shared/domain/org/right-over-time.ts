import type { Instant } from '../../lib/dates.ts';
import { holdsRight, type Right } from './authority.ts';
import type { Role } from './officer.ts';
import type { TimeSpan } from './true-time.ts';

/** What an officer was from a moment on, until the next such period. `from` null: as far back as anybody knows. */
export interface OfficerPeriod {
  readonly from: Instant | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly prefectureCode: string;
}

/** `prefectures`: where the officer held the right during the time, without repetition. */
export type RightOverTime =
  | { readonly kind: 'throughout'; readonly prefectures: readonly string[] }
  | { readonly kind: 'partly' }
  | { readonly kind: 'never' };

/**
 * Whether a right was held during the whole of a time, at no moment of it, or at some. `periods` are sorted by `from`. Making the
 * time shorter never turns one certain answer into the other.
 */
export function rightOverTime(
  periods: readonly OfficerPeriod[],
  time: TimeSpan,
  right: Right,
): RightOverTime {
  const within = periods.filter((period, i) => {
    const end = periods[i + 1]?.from ?? null;
    return (period.from ?? '') <= time.to && (end === null || end > time.from);
  });
  const first = within[0];
  const isCovered = first !== undefined && (first.from ?? '') <= time.from;
  const holding = within.filter((period) => period.active && holdsRight(period.roles, right));
  if (holding.length === 0) return { kind: 'never' };
  if (!isCovered || holding.length < within.length) return { kind: 'partly' };
  return { kind: 'throughout', prefectures: [...new Set(holding.map((period) => period.prefectureCode))] };
}
