import { useEffect, useState } from 'react';
import { civilDateOf, type CivilDate } from '../../shared/lib/dates.ts';
import { useDesk } from './desk-context.tsx';

/** The office's civil day; turns at midnight while the screen stays open. */
export function useToday(): CivilDate {
  const { clock } = useDesk();
  const [today, setToday] = useState(() => civilDateOf(clock.now()));
  useEffect(() => {
    const timer = setInterval(() => setToday(civilDateOf(clock.now())), 60_000);
    return () => clearInterval(timer);
  }, [clock]);
  return today;
}
