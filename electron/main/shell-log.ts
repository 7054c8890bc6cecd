import { join } from 'node:path';
import log from 'electron-log/main';

type Detail = string | number | boolean | null;
export type ShellLog = (event: string, details?: Readonly<Record<string, Detail>>) => void;

const MAX_LOG_BYTES = 2 * 1024 * 1024;
/** Codes, call names, versions: no blanks, no Chinese or Uyghur letters, nothing that could be a person's words. */
const CODE = /^[A-Za-z0-9_./:-]{0,64}$/;

/** What may stand in the log: numbers, truth values and codes. Any other text is replaced, whoever passed it. */
export function redact(details: Readonly<Record<string, Detail>>): Record<string, Detail> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' && !CODE.test(value) ? '[redacted]' : value,
    ]),
  );
}

/** The log file of the shell: event kinds, codes and counts; never arguments, messages or paths. */
export function openShellLog(userData: string, isRelease: boolean): ShellLog {
  const logger = log.create({ logId: 'shell' });
  logger.transports.file.resolvePathFn = () => join(userData, 'logs', 'shell.log');
  logger.transports.file.maxSize = MAX_LOG_BYTES;
  logger.transports.console.level = isRelease ? false : 'info';
  logger.transports.ipc.level = false;
  return (event, details = {}) =>
    logger.info(JSON.stringify({ event: CODE.test(event) ? event : '[redacted]', ...redact(details) }));
}
