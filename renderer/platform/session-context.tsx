import { createContext, useContext } from 'react';
import { assert } from '../../shared/lib/assert.ts';
import type { AppInfo, DeviceStatus, KnownOfficer } from '../../shared/ipc/contract.ts';

/** Who is signed in on this computer, and the way out. */
export interface SessionFacts {
  readonly status: DeviceStatus;
  readonly info: AppInfo;
  readonly officer: KnownOfficer;
  /** Closes the desk and forgets the keys; nothing unsaved exists, so nothing is asked. */
  readonly lock: () => void;
  /** Reads the device's status again after an officer was added. */
  readonly refresh: () => Promise<void>;
}

export const SessionContext = createContext<SessionFacts | null>(null);

export function useSession(): SessionFacts {
  const session = useContext(SessionContext);
  assert(session !== null, 'useSession outside the frame');
  return session;
}
