import type { Clock, Random } from '../../shared/lib/ports.ts';
import type { IngestFile } from '../store/ingest-file.ts';
import type { Db } from '../store/open-database.ts';
import type { AttachmentFiles } from './attachments/attachment-files.ts';
import type { Trust } from './trust/trust-folder.ts';

/** Structured log. Fields hold ids, kinds and counts; never names, texts, bodies or messages of the database. */
export interface ServerLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What every feature of the server is given. */
export interface Core {
  readonly db: Db;
  readonly trust: Trust;
  readonly ingest: IngestFile;
  /** The data folder of this process. */
  readonly folder: string;
  /** Holds `attachments` and `uploads`: the data folder, or one that several processes share. */
  readonly filesFolder: string;
  /** The stored bytes of attachments, wherever the region keeps them. */
  readonly files: AttachmentFiles;
  readonly trustFolder: string;
  readonly storage: 'pglite' | 'postgresql';
  readonly attachmentsIn: 'folder' | 'object-store';
  readonly clock: Clock;
  readonly random: Random;
  readonly log: ServerLog;
}

/** An error for the log: class, code and stack frames. Its message may quote what people wrote and is left out. */
export function problemFields(problem: unknown): Record<string, unknown> {
  if (!(problem instanceof Error)) return { problem: typeof problem };
  const code = 'code' in problem && typeof problem.code === 'string' ? { code: problem.code } : {};
  const frames = (problem.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  const cause = problem.cause === undefined ? {} : { cause: problemFields(problem.cause) };
  return { problem: problem.name, ...code, frames, ...cause };
}
