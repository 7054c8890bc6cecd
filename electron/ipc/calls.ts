import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { ipcContract, type CallInput, type CallName, type CallOutput } from '../../shared/ipc/contract.ts';

/** One handler per call of the contract; the compiler asks for every one of them. */
export type CallHandlers = {
  readonly [K in CallName]: (input: CallInput<K>) => CallOutput<K> | Promise<CallOutput<K>>;
};
/** The handlers of one area, `keys` of `keys/sign-in`. */
export type AreaHandlers<Area extends string> = Pick<CallHandlers, Extract<CallName, `${Area}/${string}`>>;

export interface CallParts {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  /** Pages of this origin may call: `app://bureau`, in development the dev server's. */
  readonly trustedOrigin: string;
  /** A refused or failed call, by its name and a code; never its content. */
  readonly onProblem: (
    problem: 'foreign-sender' | 'bad-input' | 'bad-output' | 'handler-failed',
    call: string,
    code: string,
  ) => void;
  /** A broken promise inside a handler, for whoever develops; a release drops it, since its text may quote an officer. */
  readonly onBug: (error: unknown) => void;
}

/** Registers every call: checks the sender, parses, calls, parses the answer. Returns the stop. */
export function registerCalls(parts: CallParts, handlers: CallHandlers): () => void {
  const names = Object.keys(handlers) as CallName[];
  for (const name of names)
    parts.ipcMain.handle(name, (event, input: unknown) => answer(parts, handlers, name, event, input));
  return () => names.forEach((name) => parts.ipcMain.removeHandler(name));
}

async function answer<K extends CallName>(
  parts: CallParts,
  handlers: CallHandlers,
  name: K,
  event: IpcMainInvokeEvent,
  input: unknown,
): Promise<unknown> {
  if (!isTrustedSender(event, parts.trustedOrigin)) {
    parts.onProblem('foreign-sender', name, 'refused');
    throw new Error('foreign sender');
  }
  const call = ipcContract[name];
  const parsed = call.input.safeParse(input);
  if (!parsed.success) {
    parts.onProblem('bad-input', name, parsed.error.issues[0]?.code ?? 'unknown');
    throw new Error(`bad input for ${name}`);
  }
  const outcome = await run(parts, name, () => handlers[name](parsed.data as CallInput<K>));
  // A failure's text may quote what an officer typed, so only its kind leaves this process.
  if (!outcome.ok) throw new Error(`${name} failed: ${outcome.error}`);
  const checked = call.output.safeParse(outcome.value);
  if (checked.success) return checked.data;
  parts.onProblem('bad-output', name, checked.error.issues[0]?.code ?? 'unknown');
  throw new Error(`bad answer of ${name}`);
}

async function run(
  parts: CallParts,
  name: CallName,
  handler: () => unknown,
): Promise<Result<unknown, string>> {
  try {
    return ok(await handler());
  } catch (error) {
    parts.onProblem('handler-failed', name, codeOf(error));
    parts.onBug(error);
    return err(codeOf(error));
  }
}

/** Only the page itself, in its top frame: a frame inside it or a window elsewhere is nobody. */
export function isTrustedSender(
  event: Pick<IpcMainInvokeEvent, 'senderFrame'>,
  trustedOrigin: string,
): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  try {
    const { protocol, host } = new URL(frame.url);
    return `${protocol}//${host}` === trustedOrigin;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
