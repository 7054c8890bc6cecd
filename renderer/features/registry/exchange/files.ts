import type { FileQuestion } from './file-worker.ts';
import type { FileReading } from './raw-table.ts';

// A file that takes longer is not a register list; the worker is ended and nothing stays in memory.
const PATIENCE_MS = 60_000;

/** Reads a spreadsheet or CSV file away from the window's own thread. */
export async function readFile(file: Blob): Promise<FileReading> {
  const bytes = await file.arrayBuffer();
  const reading = await ask<FileReading>({ kind: 'read', bytes }, [bytes]);
  return reading ?? { ok: false, problem: { kind: 'unreadable' } };
}

/** Null when it could not be made. */
export async function makeXlsx(
  rows: readonly (readonly string[])[],
): Promise<Uint8Array<ArrayBuffer> | null> {
  const made = await ask<ArrayBuffer>({ kind: 'write-xlsx', rows }, []);
  return made && new Uint8Array(made);
}

function ask<T>(question: FileQuestion, transfer: Transferable[]): Promise<T | null> {
  const worker = new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<T | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE_MS);
    worker.addEventListener('message', ({ data }: MessageEvent<T>) => {
      clearTimeout(timer);
      resolve(data);
    });
    worker.addEventListener('error', () => {
      clearTimeout(timer);
      resolve(null);
    });
    worker.postMessage(question, transfer);
  }).finally(() => worker.terminate());
}
