import { resolve } from 'node:path';
import type { Command } from 'commander';
import { verifyExport } from '../features/backup/verify-export.ts';
import { verifyBackup } from '../features/backup/verify-backup.ts';
import { systemClock, systemRandom } from '../features/trust/world.ts';
import { readConfig, type ServeOptions } from './config.ts';
import { restoreBackup } from './restore.ts';

interface Json {
  readonly json?: boolean;
}

/** Commands that need no running server: checking a backup or an export, and making a server from a backup. */
export function backupCommands(program: Command, withFolder: (command: Command) => Command): void {
  program
    .command('verify-backup <folder>')
    .description('read a backup again: every file, every table, the chain of every log')
    .option('--json', 'print the answer as JSON')
    .action(async (folder: string, o: Json) => {
      const verified = await verifyBackup(resolve(folder));
      if (!verified.ok) return say(o, { kind: 'damaged', problem: verified.error }, 1);
      const { generation, manifest, heads } = verified.value;
      const { at, hasKeys, files } = manifest;
      return say(o, { kind: 'whole', generation, at, hasKeys, files: files.length, logs: heads.size }, 0);
    });

  program
    .command('verify-export <file>')
    .description('recompute the chains of an export and check every signature in it')
    .option('--json', 'print the answer as JSON')
    .action(async (file: string, o: Json) => {
      const verified = await verifyExport(resolve(file));
      return verified.ok
        ? say(o, { kind: 'whole', ...verified.value }, 0)
        : say(o, { kind: 'damaged', problem: verified.error }, 1);
    });

  withFolder(program.command('restore'))
    .description('make an empty data folder what a backup says, under a new epoch')
    .requiredOption('--from <folder>', 'a backup folder (its newest generation) or one generation')
    .option('--keys <folder>', 'the trust folder, when the backup was taken without keys')
    .option('--ingest <folder>', 'the ingest folder of the lost server, when it is at hand')
    .action(async (o: ServeOptions & Json & { from: string; keys?: string; ingest?: string }) => {
      const restored = await restoreBackup({
        ...readConfig(o, process.env),
        from: resolve(o.from),
        keysFrom: o.keys === undefined ? null : resolve(o.keys),
        ingestFrom: o.ingest === undefined ? null : resolve(o.ingest),
        clock: systemClock,
        random: systemRandom,
      });
      return say(o, { kind: 'restored', ...restored }, 0);
    });
}

function say(options: Json, answer: Readonly<Record<string, unknown>>, exitCode: number): void {
  const text = options.json
    ? JSON.stringify(answer)
    : Object.entries(answer)
        .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
        .join('  ');
  process.stdout.write(`${text}\n`);
  process.exitCode = exitCode;
}
