import { useMemo } from 'react';
import {
  registerWarnings,
  WARNING_KINDS,
  type RegisterWarning,
  type WarningKind,
} from '../../../shared/domain/registry/warnings.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { BUSINESS_SCOPE, readLeadTimes, readRegister } from '../../data/register.ts';
import { useLive } from '../../data/use-live.ts';
import { useToday } from '../../data/use-today.ts';

/** What the register asks for of one kind. */
export interface RegisterLine {
  readonly kind: WarningKind;
  readonly count: number;
  /** Of these: already past, or missing now. */
  readonly late: number;
}

/** A line per kind. Licences have lines of their own on the work list. */
export function registerLines(warnings: readonly RegisterWarning[]): readonly RegisterLine[] {
  return WARNING_KINDS.filter((kind) => kind !== 'licence').flatMap((kind) => {
    const ofKind = warnings.filter((one) => one.kind === kind);
    const late = ofKind.filter(({ near }) => near === null || near.stage === 'ended').length;
    return ofKind.length === 0 ? [] : [{ kind, count: ofKind.length, late: kind === 'training' ? 0 : late }];
  });
}

/** Read beside the list, so that the day's work does not wait for the whole register. */
export function useRegisterWork(): readonly RegisterLine[] {
  const desk = useDesk();
  const today = useToday();
  const read = useLive(
    async () => ({ records: await readRegister(desk.records), times: await readLeadTimes(desk) }),
    ['work-register-warnings'],
  );
  return useMemo(
    () =>
      read.state === 'loading'
        ? []
        : registerLines(registerWarnings(read.value.records, read.value.times, BUSINESS_SCOPE, today)),
    [read, today],
  );
}
