import type { CallInput, CallName, CallOutput, PreloadApi } from '../../shared/ipc/contract.ts';

type Answers = { [K in CallName]?: (input: CallInput<K>) => CallOutput<K> };

/** The main process as a window meets it, answering from a script. A call without an answer is a fault of the test. */
export class FakeBureau implements PreloadApi {
  /** Names of the calls, in the order they came. */
  readonly calls: string[] = [];
  answers: Answers;
  readonly #listeners = new Map<string, Set<(payload: unknown) => void>>();

  constructor(answers: Answers) {
    this.answers = answers;
  }

  async call(name: string, input: unknown): Promise<unknown> {
    this.calls.push(name);
    const answer = this.answers[name as CallName] as ((input: unknown) => unknown) | undefined;
    if (!answer) throw new Error(`the fake bureau has no answer to ${name}`);
    return answer(input);
  }

  takeDropped(): Promise<unknown> {
    return Promise.resolve([]);
  }

  on(name: string, listener: (payload: unknown) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit(name: string, payload: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload);
  }
}
