import type { TFunction } from 'i18next';

/** Bytes left and the measured speed, as far as both are known. */
interface Pace {
  readonly bytesLeft: number | null;
  readonly bytesPerSecond: number | null;
}

export type TimeLeft =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'soon' }
  | { readonly kind: 'minutes'; readonly least: number; readonly most: number };

// A line that was measured over half a minute is within these of itself for the next minutes, seldom better.
const BEST = 0.85;
const WORST = 1.5;
/** Beyond this an estimate is a guess about tomorrow. */
const MOST_MINUTES = 24 * 60;

/** A span, not a point: nobody knows a line to the minute. */
export function timeLeft({ bytesLeft, bytesPerSecond }: Pace): TimeLeft {
  if (bytesLeft === null || bytesPerSecond === null || bytesPerSecond <= 0 || bytesLeft <= 0)
    return { kind: 'unknown' };
  const minutes = bytesLeft / bytesPerSecond / 60;
  if (minutes * WORST < 1) return { kind: 'soon' };
  const [least, most] = [Math.max(1, Math.floor(minutes * BEST)), Math.ceil(minutes * WORST)];
  return most > MOST_MINUTES ? { kind: 'unknown' } : { kind: 'minutes', least, most };
}

/** The span in words; null while nothing honest can be said. */
export function timeLeftText(t: TFunction, pace: Pace): string | null {
  const left = timeLeft(pace);
  switch (left.kind) {
    case 'unknown':
      return null;
    case 'soon':
      return t('link:pace.soon');
    case 'minutes':
      return t('link:pace.minutes', { least: left.least, most: left.most });
  }
}
