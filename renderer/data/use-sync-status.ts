import { useSyncExternalStore } from 'react';
import { useDesk } from './desk-context.tsx';
import type { SyncStatus } from './desk.ts';

/** Phase, reachability and progress of the sync, live. */
export function useSyncStatus(): SyncStatus {
  const { sync } = useDesk();
  return useSyncExternalStore(sync.subscribe, sync.getSnapshot);
}
