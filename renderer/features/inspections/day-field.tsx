import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import type { CivilDate } from '../../../shared/lib/dates.ts';

interface DayInputProps {
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  readonly value: CivilDate | null;
  readonly onChange: (day: CivilDate) => void;
}

/** A civil day, typed or picked. */
export function DayInput({ value, onChange, ...ids }: DayInputProps): ReactNode {
  return (
    <DatePicker
      {...ids}
      className="jd-day"
      allowClear={false}
      format={['YYYY-MM-DD', 'YYYYMMDD']}
      value={value ? dayjs(value) : null}
      // Enter takes the day; it must not send the form the day stands in.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      onChange={(day) => day && onChange(day.format('YYYY-MM-DD') as CivilDate)}
    />
  );
}
