import { writeFile } from 'node:fs/promises';
import type { DrawImpossible } from '../../shared/domain/draw/draw-picks.ts';
import { runDraw, type DrawRun } from '../../shared/domain/draw/run-draw.ts';
import { DrawId, transcriptHash, transcriptText, type Witness } from '../../shared/domain/draw/transcript.ts';
import { fromHex } from '../../shared/lib/bytes.ts';
import { BadInput, readInspectorsFile, readPoolFile } from './draw-files.ts';

export interface RunOptions {
  readonly pool: string;
  readonly inspectors: string;
  readonly seed: string;
  readonly drawId: string;
  readonly targets: string;
  readonly witness: readonly string[];
  readonly out?: string;
}

export type RunOutcome =
  | { readonly ok: true; readonly run: DrawRun; readonly text: string }
  | { readonly ok: false; readonly problem: DrawImpossible };

/** Draws from two files, a seed and an id; writes the transcript to `out` when asked. */
export async function runCommand(options: RunOptions): Promise<RunOutcome> {
  const pool = await readPoolFile(options.pool);
  const { inspectors, exclusions } = await readInspectorsFile(options.inspectors, pool);
  const run = runDraw(
    {
      drawId: drawIdOf(options.drawId),
      seed: seedOf(options.seed),
      pool,
      inspectors,
      exclusions,
      targetCount: countOf(options.targets),
    },
    options.witness.map(witnessOf),
  );
  if (!run.ok) return { ok: false, problem: run.error };
  const text = transcriptText(run.value.transcript);
  if (options.out !== undefined) await writeFile(options.out, text);
  return { ok: true, run: run.value, text };
}

/** The draw for people: who was picked by which number, and the hashes. */
export function describeRun({ transcript, picks }: DrawRun): string {
  const pairs = new Map(picks.pairs.map((pair) => [pair.institutionId, pair.picks]));
  return [
    `${transcript.algorithm}  ${transcript.drawId}`,
    `pool ${transcript.poolHash}`,
    `inspectors ${transcript.inspectorsHash}`,
    `commit ${transcript.commit}`,
    ...picks.targets.flatMap((pick, at) => [
      `${at + 1}. ${pick.id}  (${pick.number.value} of ${pick.total}: ${pick.from} to ${pick.from + pick.weight - 1})`,
      ...(pairs.get(pick.id) ?? []).map((one) => `     ${one.id}  (${one.number.value} of ${one.total})`),
    ]),
    `transcript ${transcriptHash(transcript)}`,
  ].join('\n');
}

function seedOf(text: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new BadInput('seed-not-hex', '--seed must be 64 hexadecimal digits (32 bytes)');
  return fromHex(text.toLowerCase());
}

function drawIdOf(text: string): string {
  if (!DrawId.safeParse(text).success)
    throw new BadInput('draw-id', '--draw-id must be 1 to 120 printable ASCII characters without |');
  return text;
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new BadInput('targets-count', '--targets must be a whole number from 1');
  return Number(text);
}

function witnessOf(text: string): Witness {
  const [name = '', unit = ''] = text.split('|').map((part) => part.trim().normalize('NFC'));
  if (name === '' || unit === '') throw new BadInput('witness', '--witness must be "name|unit"');
  return { name, unit };
}
