import type { Instant } from '../../../../shared/lib/dates.ts';
import type { DoctorResult } from '../../../platform/facts.ts';
import { bytesText, dateTimeText } from '../../../ui/format.ts';

const BYTES = new Set(['bytes', 'rate', 'up', 'down']);
const INSTANTS = new Set(['localTime', 'serverTime']);

/** Details of a result as people read them: bytes with a unit, moments on the office's clock. */
export function readableDetails(details: DoctorResult['details']): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (BYTES.has(name)) return [name, bytesText(Number(value))];
      return [name, INSTANTS.has(name) ? dateTimeText(String(value) as Instant) : value];
    }),
  );
}
