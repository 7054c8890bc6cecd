import { Command, CommanderError } from 'commander';
import { BadInput } from './draw-files.ts';
import { describeRun, runCommand, type RunOptions } from './run-command.ts';
import { explain, verifyCommand } from './verify-command.ts';

// `npm run draw -- run …`, `npm run draw -- verify FILE`: a jd-draw-1 draw without the app (docs/draw.md).
// Exit codes: 0 done, or the transcript verifies; 1 it does not, or nothing can be drawn from these pools; 2 bad file or option.

const program = new Command('draw')
  .description('Verifiable draw jd-draw-1 (docs/draw.md). Exit 0: good, 1: does not verify, 2: bad input.')
  .exitOverride();

program
  .command('run')
  .description('draws from two pool files and prints the transcript')
  .requiredOption('--pool <file>', '[{id, weight?}]')
  .requiredOption('--inspectors <file>', '[{id, conflicts?: [institutionId]}]')
  .requiredOption('--seed <hex>', '32 bytes as 64 hexadecimal digits')
  .requiredOption('--draw-id <id>', 'the complete id, which ends with the digits of the witnesses')
  .requiredOption('--targets <count>', 'how many institutions are drawn')
  .option(
    '--witness <name|unit>',
    'a witness; may be repeated',
    (one: string, all: string[]) => [...all, one],
    [],
  )
  .option('--out <file>', 'writes the transcript to this file')
  .option('--json', 'prints the transcript as JSON, one line')
  .action(async (options: RunOptions & { readonly json?: true }) => {
    const outcome = await runCommand(options);
    if (!outcome.ok) return fail(1, outcome.problem, explain(outcome.problem), options.json);
    process.stdout.write(`${options.json ? outcome.text : describeRun(outcome.run)}\n`);
  });

program
  .command('verify <file>')
  .description('repeats the draw of a transcript and says what is wrong first')
  .option('--hash <hex>', 'the transcript hash of the printed page')
  .option('--json', 'prints the verdict as JSON, one line')
  .action(async (file: string, { json, hash }: { readonly json?: true; readonly hash?: string }) => {
    const verdict = await verifyCommand(file, hash);
    if (!verdict.ok) return fail(1, verdict.problem, explain(verdict.problem), json);
    const { transcript, transcriptHash, isSealed } = verdict.value;
    const facts = {
      ok: true,
      drawId: transcript.drawId,
      targets: transcript.targets.length,
      transcriptHash,
      sealed: isSealed,
      voided: transcript.voided !== undefined,
    };
    process.stdout.write(`${json ? JSON.stringify(facts) : inWords(facts)}\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof BadInput)
    fail(2, { kind: error.code, message: error.message }, error.message, process.argv.includes('--json'));
  else throw error;
}

function inWords(facts: {
  readonly drawId: string;
  readonly transcriptHash: string;
  readonly sealed: boolean;
  readonly voided: boolean;
}): string {
  return [
    `verified: ${facts.drawId} follows from its seed and pools`,
    `transcript ${facts.transcriptHash}`,
    ...(facts.sealed
      ? []
      : ['note: no transcriptHash inside; compare reasons and witnesses with the printed page']),
    ...(facts.voided ? ['note: this draw was voided'] : []),
  ].join('\n');
}

function fail(
  exitCode: number,
  problem: { readonly kind: string; readonly message?: string },
  sentence: string,
  asJson: boolean | undefined,
): void {
  if (asJson) process.stdout.write(`${JSON.stringify({ ok: false, problem })}\n`);
  process.stderr.write(`${problem.kind}: ${sentence}\n`);
  process.exitCode = exitCode;
}
