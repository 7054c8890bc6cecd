import {
  ipcContract,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
  type PreloadApi,
} from '../../shared/ipc/contract.ts';

declare global {
  interface Window {
    readonly bureau: PreloadApi;
  }
}

/** The main process as the window sees it. Every answer has been parsed with the contract. */
export interface Bureau {
  /** Throws when the answer does not fit the contract: then window and main process are of two versions. */
  call<K extends CallName>(name: K, input: CallInput<K>): Promise<CallOutput<K>>;
  /** Files the officer dropped onto the page, as handles; null for what is no file of this computer. */
  takeDropped(files: readonly File[]): Promise<CallOutput<'stick/drop'>>;
  /** Returns its stop. */
  on<K extends EventName>(name: K, listener: (payload: EventPayload<K>) => void): () => void;
}

/** Wraps what the preload script put on the window; the only caller of it. */
export function connectBureau(preload: PreloadApi): Bureau {
  return {
    call: async (name, input) =>
      ipcContract[name].output.parse(await preload.call(name, input)) as CallOutput<typeof name>,
    takeDropped: async (files) =>
      ipcContract['stick/drop'].output.parse(await preload.takeDropped(files)) as CallOutput<'stick/drop'>,
    on: (name, listener) =>
      preload.on(name, (payload) =>
        listener(ipcContract[name].payload.parse(payload) as EventPayload<typeof name>),
      ),
  };
}
