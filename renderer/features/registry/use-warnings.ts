import { useMemo } from 'react';
import {
  registerWarnings,
  type RegisterRecords,
  type RegisterWarning,
} from '../../../shared/domain/registry/warnings.ts';
import type { LeadTimes } from '../../../shared/domain/registry/lead-times.ts';
import { civilDateOf } from '../../../shared/lib/dates.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { BUSINESS_SCOPE, readLeadTimes, readRegister } from '../../data/register.ts';
import { useLive, type Live } from '../../data/use-live.ts';

export interface WarnedRegister extends RegisterRecords {
  readonly times: LeadTimes;
  readonly warnings: readonly RegisterWarning[];
}

/** The whole register with everything that asks for attention today. */
export function useWarnedRegister(): Live<WarnedRegister> {
  const desk = useDesk();
  const today = civilDateOf(desk.clock.now());
  const read = useLive(
    async () => ({ records: await readRegister(desk.records), times: await readLeadTimes(desk) }),
    ['warned-register'],
  );
  return useMemo(() => {
    if (read.state === 'loading') return read;
    const { records, times } = read.value;
    const warnings = registerWarnings(records, times, BUSINESS_SCOPE, today);
    return { state: 'ready', value: { ...records, times, warnings } };
  }, [read, today]);
}
