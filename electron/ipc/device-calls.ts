import { orDiskFailure } from '../files/disk-failure.ts';
import type { KeyCustody } from '../keys/custody.ts';
import type { AreaHandlers } from './calls.ts';

/** What this device is and who may sign in on it. */
export function deviceCalls(custody: KeyCustody): AreaHandlers<'device'> {
  return {
    'device/status': () => custody.status(),
    'device/set-officers': ({ officers }) => orDiskFailure(() => custody.setOfficers(officers)),
  };
}
