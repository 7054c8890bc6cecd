import { contextBridge, ipcRenderer } from 'electron/renderer';
import type { PreloadApi } from '../../shared/ipc/contract.ts';
import { isCallName, isEventName } from './channels.ts';

// The only bridge between the page and the main process: named calls and named news of the contract, nothing else.
// Both ends parse what passes; this script only refuses names that are not in the contract.

const api: PreloadApi = {
  call: (name, input) =>
    isCallName(name) ? ipcRenderer.invoke(name, input) : Promise.reject(new Error(`no such call: ${name}`)),
  on: (name, listener) => {
    if (!isEventName(name)) throw new Error(`no such event: ${name}`);
    const pass = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(name, pass);
    return () => ipcRenderer.removeListener(name, pass);
  },
};

contextBridge.exposeInMainWorld('bureau', api);
