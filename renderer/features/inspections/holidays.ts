import notice2026 from '../../../resources/domain/holidays-2026.json';
import { HolidayYear } from '../../../shared/domain/clocks/work-calendar.ts';

/** Years whose holidays are published; in every other year a period of working days has no known end. */
export const HOLIDAYS: readonly HolidayYear[] = [HolidayYear.parse(notice2026)];
