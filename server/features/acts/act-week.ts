import { z } from 'zod';
import { fromUtf8 } from '../../../shared/lib/bytes.ts';
import { Instant } from '../../../shared/lib/dates.ts';
import { weekOf, type IsoWeek } from '../../../shared/lib/iso-week.ts';

const Claim = z.looseObject({ claimedAt: Instant, name: z.string().max(100) });

/** What an act claims of itself, also when this server is too old to read the rest of it; null when it is no JSON at all. */
export function claimOf(bytes: Uint8Array): { readonly claimedAt: Instant; readonly name: string } | null {
  try {
    return Claim.safeParse(JSON.parse(fromUtf8(bytes))).data ?? null;
  } catch {
    return null;
  }
}

/** The office week of an act's claimed time; of its arrival when nobody can read it. */
export function weekOfAct(bytes: Uint8Array, receivedAt: Instant): IsoWeek {
  return weekOf(claimOf(bytes)?.claimedAt ?? receivedAt);
}
