import { pino, type DestinationStream } from 'pino';
import type { ServerLog } from '../features/core.ts';

/** Structured lines on standard output, or into `destination`. What may be in them: features/core.ts, `ServerLog`. */
export function openLog(level: string, destination?: DestinationStream): ServerLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
