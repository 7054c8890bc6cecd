import { ipcMain } from 'electron';
import { registerCalls, type CallHandlers, type CallParts } from './calls.ts';

/** Registers the calls on the real IPC. Returns the stop. */
export function registerOnIpc(parts: Omit<CallParts, 'ipcMain'>, handlers: CallHandlers): () => void {
  return registerCalls({ ...parts, ipcMain }, handlers);
}
