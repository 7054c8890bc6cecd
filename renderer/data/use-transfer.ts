import { useSyncExternalStore } from 'react';
import type { RecordId } from '../../shared/lib/ids.ts';
import { useDesk } from './desk-context.tsx';
import type { Transfer } from './transfers.ts';

/** How far this picture is on the line right now; null while it is not on it. */
export function useTransfer(attachmentId: RecordId): Transfer | null {
  const { transfers } = useDesk();
  const all = useSyncExternalStore(transfers.subscribe, transfers.getSnapshot);
  return all.get(attachmentId) ?? null;
}
