import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chineseDays from 'chinese-days';
import { HolidayYear } from '../../shared/domain/clocks/work-calendar.ts';
import { addDays, type CivilDate } from '../../shared/lib/dates.ts';
import { rootDir } from '../lib/paths.ts';

// node scripts/domain/holidays.ts 2026: resources/domain/holidays-2026.json from the package chinese-days, which copies the yearly
// notice of the State Council. It calls every weekday of a year it does not know a working day: check the notice before adding one.

const SOURCE = '国务院办公厅关于节假日安排的通知 (npm chinese-days 1.5.7)'; // i18n-data: the name of the notice

export function holidayYear(year: number): HolidayYear {
  const daysOff: CivilDate[] = [];
  const workingWeekends: CivilDate[] = [];
  for (let day = `${year}-01-01` as CivilDate; day.startsWith(`${year}-`); day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    const { work } = chineseDays.getDayDetail(day);
    if (work && isWeekend) workingWeekends.push(day);
    if (!work && !isWeekend) daysOff.push(day);
  }
  return HolidayYear.parse({ year, source: SOURCE, daysOff, workingWeekends });
}

if (import.meta.main) {
  const year = Number(process.argv[2]);
  const text = `${JSON.stringify(holidayYear(year), null, 2)}\n`;
  writeFileSync(join(rootDir, `resources/domain/holidays-${year}.json`), text);
}
