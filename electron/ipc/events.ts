import type { WebContents } from 'electron';
import type { EventName, EventPayload } from '../../shared/ipc/contract.ts';

/** Sends news to the window, if there is one. */
export type EmitEvent = <K extends EventName>(name: K, payload: EventPayload<K>) => void;

export function eventSender(target: () => WebContents | null): EmitEvent {
  return (name, payload) => {
    const contents = target();
    if (contents !== null && !contents.isDestroyed()) contents.send(name, payload);
  };
}
