import { contextBridge, ipcRenderer, webUtils } from 'electron/renderer';
import type { CallName, PreloadApi } from '../../shared/ipc/contract.ts';
import { isCallName, isEventName } from './channels.ts';

// The only bridge between the page and the main process: named calls and named news of the contract, nothing else.
// Both ends parse what passes; this script only refuses names that are not in the contract.

const api: PreloadApi = {
  call: (name, input) =>
    isCallName(name) ? ipcRenderer.invoke(name, input) : Promise.reject(new Error(`no such call: ${name}`)),
  // The page hands over files and never learns a path, nor can it name one.
  takeDropped: (files) => {
    const paths = files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
    return ipcRenderer.invoke('stick/drop' satisfies CallName, { paths });
  },
  on: (name, listener) => {
    if (!isEventName(name)) throw new Error(`no such event: ${name}`);
    const pass = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(name, pass);
    return () => ipcRenderer.removeListener(name, pass);
  },
};

contextBridge.exposeInMainWorld('bureau', api);
