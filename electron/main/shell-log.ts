import { join } from 'node:path';
import log from 'electron-log/main';
import { redact, redactText, type Detail } from './log-redaction.ts';

export type ShellLog = (event: string, details?: Readonly<Record<string, Detail>>) => void;

const MAX_LOG_BYTES = 2 * 1024 * 1024;
/** The log file of the shell: event kinds, codes and counts; never arguments, messages or paths. */
export function openShellLog(userData: string, isRelease: boolean): ShellLog {
  const logger = log.create({ logId: 'shell' });
  logger.transports.file.resolvePathFn = () => join(userData, 'logs', 'shell.log');
  logger.transports.file.maxSize = MAX_LOG_BYTES;
  logger.transports.console.level = isRelease ? false : 'info';
  logger.transports.ipc.level = false;
  return (event, details = {}) =>
    logger.info(JSON.stringify({ event: redactText(event), ...redact(details) }));
}
