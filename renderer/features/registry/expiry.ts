import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { daysBetween, type CivilDate } from '../../../shared/lib/dates.ts';

/** How a licence stands: ended, ending within the lead time, or in force. `daysLeft` is 0 on the last valid day. */
export interface Expiry {
  readonly kind: 'ended' | 'today' | 'soon' | 'in-force';
  readonly daysLeft: number;
}

// The longest lead time of the house's licence reminders (registry-quality-integrity.md): renewal is asked for before it.
const SOON_DAYS = 60;

export function expiryOf(validTo: Institution['licenceValidTo'], today: CivilDate): Expiry {
  const daysLeft = daysBetween(today, validTo);
  if (daysLeft < 0) return { kind: 'ended', daysLeft };
  if (daysLeft === 0) return { kind: 'today', daysLeft };
  return { kind: daysLeft <= SOON_DAYS ? 'soon' : 'in-force', daysLeft };
}
