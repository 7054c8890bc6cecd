import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { ROLES } from '../../shared/domain/org/officer.ts';
import { DeviceId, OfficerId } from '../../shared/lib/ids.ts';
import { AdminRequest, type AdminAnswer } from '../features/org/admin.ts';
import { actCommands } from './act-commands.ts';
import { order } from './admin-client.ts';
import { backupCommands } from './backup-commands.ts';
import { readConfig, type ServeOptions } from './config.ts';
import { openLog } from './logger.ts';
import { startServer } from './start-server.ts';

// The regional server's one entry: it serves, or gives an order to the server of the same data folder.

const program = new Command('server').description('jianding-desk regional server').showHelpAfterError();

function withFolder(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder (JD_DATA)')
    .option('--trust <folder>', 'keys shared by several processes on one PostgreSQL (JD_TRUST)')
    .option('--files <folder>', 'attachments shared by several processes on one PostgreSQL (JD_FILES)')
    .option('--json', 'print the answer as JSON');
}

async function give(
  options: ServeOptions & { readonly json?: boolean },
  request: unknown,
  tell: (answer: AdminAnswer) => string,
): Promise<void> {
  const answer = await order(readConfig(options, process.env), AdminRequest.parse(request));
  process.stdout.write(`${options.json ? JSON.stringify(answer) : tell(answer)}\n`);
  const isRefused =
    answer.kind === 'refused' ||
    answer.kind === 'template-faulty' ||
    (answer.kind === 'bundles' && answer.bundles.some(({ outcome }) => outcome.kind !== 'taken'));
  if (isRefused) process.exitCode = 1;
}

/** One line for people; a refusal is its reason. */
function line(answer: AdminAnswer): string {
  switch (answer.kind) {
    case 'office-created':
      return answer.code;
    case 'officer-created':
      return answer.officerId;
    case 'device-code':
      return `${answer.code}  (until ${answer.expiresAt})`;
    case 'console-user':
      return `${answer.login}  ${answer.password}  (one-time, until ${answer.expiresAt})`;
    case 'officers':
      return answer.officers
        .map(
          ({ officer, devices }) =>
            `${officer.id}  ${officer.prefectureCode}  ${officer.name.zh} / ${officer.name.ug}  ${officer.roles.join(',')}  devices: ${devices.length}`,
        )
        .join('\n');
    case 'template-published':
      return answer.id;
    case 'device-revoked':
      return answer.deviceId;
    case 'acts-released':
      return `delivered: ${answer.delivered}  not: ${answer.others}`;
    case 'alarms':
      return [
        `held acts are overdue after ${answer.heldDays} days, segments after ${answer.pendingHours} hours`,
        ...answer.held.map((act) => `${act.logId} ${act.seq}  held since ${act.since}`),
        ...answer.pending.map((part) => `${part.logId} ${part.fromSeq}-  waits since ${part.since}`),
      ].join('\n');
    case 'backed-up':
      return `${answer.generation}  rows: ${answer.rows}  files: ${answer.files}  bytes: ${answer.sizeBytes}  ingest files given up: ${answer.cutFiles}`;
    case 'exported':
      return `logs: ${answer.logs}  acts: ${answer.acts}`;
    case 'bundles':
      return answer.bundles.length === 0 ? 'no bundle found' : answer.bundles.map(bundleLine).join('\n');
    case 'snapshot-written':
      return answer.file;
    case 'template-faulty':
      return [`refused: ${answer.faults.length} problems, nothing was published`, ...answer.faults].join(
        '\n',
      );
    case 'refused':
      return `refused: ${answer.reason}`;
  }
}

/** One line per bundle for whoever stands beside the server with a stick. */
function bundleLine({ file, outcome }: Extract<AdminAnswer, { kind: 'bundles' }>['bundles'][number]): string {
  if (outcome.kind === 'unreadable') return `${file}: cannot be read (${outcome.code})`;
  if (outcome.kind === 'refused') {
    const { kind, ...where } = outcome.refusal;
    const detail = Object.entries(where).map(([name, value]) => ` ${name} ${value}`);
    return `${file}: refused, nothing was changed: ${kind}${detail.join('')}`;
  }
  const { acts, files, returnFile, pendingSegments, refusedSegments, filesNotTaken } = outcome;
  const notes = [
    outcome.isKnown ? 'known before' : null,
    outcome.isRevoked ? 'revoked device: acts are held' : null,
    pendingSegments > 0 ? `${pendingSegments} parts wait for an earlier stick` : null,
    refusedSegments > 0 ? `${refusedSegments} parts contradict themselves` : null,
    filesNotTaken > 0 ? `${filesNotTaken} files not taken` : null,
  ].filter((note) => note !== null);
  const noted = notes.length > 0 ? ` (${notes.join('; ')})` : '';
  return `${file}: ${acts} acts, ${files} files${noted} -> ${returnFile}`;
}

program
  .command('serve', { isDefault: true })
  .description('serve a data folder over HTTPS')
  .option('--data <folder>', 'data folder (JD_DATA)')
  .option('--trust <folder>', 'keys shared by several processes on one PostgreSQL (JD_TRUST)')
  .option('--files <folder>', 'attachments shared by several processes on one PostgreSQL (JD_FILES)')
  .option('--port <number>', 'port (JD_PORT), 0 for a free one')
  .option('--host <host>', 'address to listen on', '0.0.0.0')
  .action(async (options: ServeOptions) => {
    const config = readConfig(options, process.env);
    const server = await startServer({ ...config, log: openLog(process.env.JD_LOG_LEVEL ?? 'info') });
    const stop = (): void => void server.close().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });

const create = program.command('create').description('create an office, an officer or a device code');

withFolder(create.command('office <code>'))
  .description('add an office that is not one of the fourteen prefectures')
  .requiredOption('--zh <name>')
  .requiredOption('--ug <name>')
  .requiredOption('--bureau-zh <name>')
  .requiredOption('--bureau-ug <name>')
  .action((code: string, o: Record<string, string>) =>
    give(
      o,
      { op: 'create-office', code, name: { zh: o.zh, ug: o.ug }, bureau: { zh: o.bureauZh, ug: o.bureauUg } },
      line,
    ),
  );

interface OfficerOptions extends ServeOptions {
  readonly prefecture: string;
  readonly zh: string;
  readonly ug: string;
  readonly role: string[];
  readonly certificate?: string;
  readonly id?: string;
  readonly inactive?: boolean;
}

withFolder(create.command('officer'))
  .description('create an officer, or change the one with --id')
  .requiredOption('--prefecture <code>')
  .requiredOption('--zh <name>')
  .requiredOption('--ug <name>')
  .addOption(new Option('--role <role...>').choices(ROLES).makeOptionMandatory())
  .option('--certificate <number>', 'enforcement certificate')
  .option('--id <officer>')
  .option('--inactive')
  .action((o: OfficerOptions) => {
    const { prefecture: prefectureCode, zh, ug, role: roles, certificate, id, inactive } = o;
    const officerId = id === undefined ? null : OfficerId.parse(id);
    return give(
      o,
      {
        op: 'create-officer',
        officerId,
        prefectureCode,
        name: { zh, ug },
        roles,
        certificateNo: certificate ?? null,
        active: !inactive,
      },
      line,
    );
  });

withFolder(create.command('device-code'))
  .description('a one-time code with which an officer enrols a device')
  .requiredOption('--officer <id>')
  .option('--days <number>', 'days the code stays valid', '14')
  .action((o: ServeOptions & { officer: string; days: string }) =>
    give(
      o,
      { op: 'create-device-code', officerId: OfficerId.parse(o.officer), validDays: Number(o.days) },
      line,
    ),
  );

withFolder(create.command('console-user'))
  .description('a console account for an officer of the region, or a new one-time password for it')
  .requiredOption('--officer <id>')
  .option('--login <name>', 'name to sign in with (the officer id by default)')
  .action((o: ServeOptions & { officer: string; login?: string }) =>
    give(
      o,
      { op: 'create-console-user', officerId: OfficerId.parse(o.officer), login: o.login ?? null },
      line,
    ),
  );

withFolder(program.command('list').command('officers')).action((o: ServeOptions) =>
  give(o, { op: 'list-officers' }, line),
);

withFolder(program.command('publish').command('template <file>'))
  .description('sign a template and give it to every device')
  .action((file: string, o: ServeOptions) =>
    give(o, { op: 'publish-template', text: readFileSync(file, 'utf8') }, line),
  );

withFolder(program.command('revoke').command('device <id>'))
  .description('a revoked device may still push, nothing more')
  .option('--stolen', 'reported stolen: it may not even greet, and locks at its next contact')
  .action((id: string, o: ServeOptions & { stolen?: boolean }) =>
    give(o, { op: 'revoke-device', deviceId: DeviceId.parse(id), stolen: o.stolen ?? false }, line),
  );

withFolder(program.command('backup'))
  .description(
    'copy database, attachments and keys into a folder, read all of it again, and only then count on it',
  )
  .requiredOption('--to <folder>', 'on another disk; attachments are added to what is there')
  .option('--without-keys', 'leave the region’s private keys out; a restore then needs them from elsewhere')
  .option('--cut-ingest', 'give up the ingest files that the verified backup covers')
  .action((o: ServeOptions & { to: string; withoutKeys?: boolean; cutIngest?: boolean }) =>
    give(
      o,
      {
        op: 'backup',
        to: resolve(o.to),
        withKeys: o.withoutKeys !== true,
        cutIngest: o.cutIngest === true,
      },
      line,
    ),
  );

withFolder(program.command('export'))
  .description('all acts of a prefecture’s workstations, with outcomes and receipts, as verifiable lines')
  .requiredOption('--prefecture <code>')
  .requiredOption('--to <file>')
  .action((o: ServeOptions & { prefecture: string; to: string }) =>
    give(o, { op: 'export', prefectureCode: o.prefecture, to: resolve(o.to) }, line),
  );

actCommands(program, withFolder, (options, request) => give(options, request, line));
backupCommands(program, withFolder);

withFolder(program.command('import-bundle <paths...>'))
  .description('take bundles (.jdb) from a stick and write the answers back; give files or folders')
  .requiredOption('--return-to <folder>', 'where the return bundles go, as a rule the stick itself')
  .action((paths: string[], o: ServeOptions & { returnTo: string }) =>
    give(
      o,
      { op: 'import-bundle', paths: paths.map((path) => resolve(path)), returnTo: resolve(o.returnTo) },
      line,
    ),
  );

withFolder(program.command('snapshot-bundle'))
  .description('write everything an enrolled device may read, to start it from a stick')
  .requiredOption('--device <id>')
  .requiredOption('--to <folder>')
  .action((o: ServeOptions & { device: string; to: string }) =>
    give(o, { op: 'snapshot-bundle', deviceId: DeviceId.parse(o.device), folder: resolve(o.to) }, line),
  );

try {
  await program.parseAsync();
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exitCode = 1;
}
