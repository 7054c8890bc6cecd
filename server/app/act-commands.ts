import type { Command } from 'commander';
import { LogId } from '../../shared/lib/ids.ts';
import type { ServeOptions } from './config.ts';

/** Gives an order to the server of a data folder and prints its answer. */
type Give = (options: ServeOptions & { readonly json?: boolean }, request: unknown) => Promise<void>;

/** `5` or `5-9`, as acts are numbered in their log. */
function readRange(text: string): { readonly from: number; readonly to: number } {
  const [first, last = first] = text.split('-').map(Number);
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last))
    throw new Error(`acts are named by number: 5 or 5-9, not ${text}`);
  return { from: Number(first), to: Number(last) };
}

/** Orders about acts that the server holds. */
export function actCommands(program: Command, withFolder: (command: Command) => Command, give: Give): void {
  withFolder(program.command('release <log> <acts>'))
    .description('let acts of a revoked device run, by number: 5 or 5-9; on record, with a reason')
    .requiredOption('--reason <text>')
    .option('--reject', 'refuse them instead')
    .action((log: string, acts: string, o: ServeOptions & { reason: string; reject?: boolean }) =>
      give(o, {
        op: 'release-acts',
        logId: LogId.parse(log),
        ...readRange(acts),
        decision: o.reject ? 'reject' : 'confirm',
        reason: o.reason,
        by: null,
      }),
    );

  withFolder(program.command('alarms'))
    .description('acts and segments that wait longer than they should')
    .option('--held-days <number>', 'from now on a held act is overdue after this many days')
    .option('--pending-hours <number>', 'the same for a segment whose predecessor has not arrived')
    .action((o: ServeOptions & { heldDays?: string; pendingHours?: string }) =>
      give(o, {
        op: 'alarms',
        heldDays: o.heldDays === undefined ? null : Number(o.heldDays),
        pendingHours: o.pendingHours === undefined ? null : Number(o.pendingHours),
      }),
    );
}
