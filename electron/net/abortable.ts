import type { HttpSend } from './http.ts';

/** A way to the network whose exchanges can all be ended at once; whoever asked hears that it was cancelled. */
export function abortable(send: HttpSend): { readonly send: HttpSend; readonly abort: () => void } {
  const running = new Set<AbortController>();
  return {
    send: async (question) => {
      const controller = new AbortController();
      running.add(controller);
      const { signal: given } = question;
      const signal = given === undefined ? controller.signal : AbortSignal.any([given, controller.signal]);
      try {
        return await send({ ...question, signal });
      } finally {
        running.delete(controller);
      }
    },
    abort: () => running.forEach((controller) => controller.abort()),
  };
}
