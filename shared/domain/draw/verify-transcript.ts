import type { z } from 'zod';
import { fromHex, fromUtf8, type Hex } from '../../lib/bytes.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { drawPicks, type DrawImpossible, type DrawInput } from './draw-picks.ts';
import { isKnownLayout } from './layout.ts';
import { ALGORITHM } from './number-stream.ts';
import { idTwice, poolHash, sortedPool, type PoolEntry } from './pool.ts';
import { applyRecusals, type Pairs, type RecusalImpossible } from './recusal.ts';
import { Transcript, transcriptHash } from './transcript.ts';

/** The first thing that is wrong with a transcript, in the order in which they are looked at (docs/draw.md, D7). */
export type TranscriptProblem =
  | { readonly kind: 'not-utf8' | 'not-json' | 'layout' }
  | { readonly kind: 'unknown-algorithm' }
  | { readonly kind: 'shape'; readonly path: string }
  | { readonly kind: 'id-twice' | 'not-sorted'; readonly list: 'pool' | 'inspectors'; readonly id?: string }
  | { readonly kind: 'pool-hash' | 'inspectors-hash' | 'commit' }
  | { readonly kind: 'exclusion-ignored'; readonly index: number }
  | { readonly kind: 'targets'; readonly at: number; readonly expected: string | null }
  | { readonly kind: 'pairs'; readonly institutionId: string }
  | { readonly kind: 'transcript-hash' }
  | DrawImpossible
  | (RecusalImpossible & { readonly index: number });

export interface VerifiedTranscript {
  readonly transcript: Transcript;
  /** Computed here; equal to the one inside when there is one. Compare it with the printed page. */
  readonly transcriptHash: Hex;
  /** False: the file carries no hash of its own, so reasons, witnesses and recusal reasons are only what it says. */
  readonly isSealed: boolean;
}

/** Repeats the draw from the file alone. */
export function verifyTranscript(bytes: Uint8Array): Result<VerifiedTranscript, TranscriptProblem> {
  const read = readJson(bytes);
  if (!read.ok) return read;
  const { text, value } = read.value;
  if (!isObject(value)) return err({ kind: 'shape', path: '' });
  if (value['algorithm'] !== ALGORITHM) return err({ kind: 'unknown-algorithm' });
  const parsed = Transcript.safeParse(value);
  if (!parsed.success) return err({ kind: 'shape', path: whereOf(parsed.error.issues[0]) });
  const transcript = parsed.data;
  const problem = problemOf(transcript);
  if (problem) return err(problem);
  if (!isKnownLayout(text, value)) return err({ kind: 'layout' });
  const hash = transcriptHash(transcript);
  const isSealed = transcript.transcriptHash !== undefined;
  if (isSealed && transcript.transcriptHash !== hash) return err({ kind: 'transcript-hash' });
  return ok({ transcript, transcriptHash: hash, isSealed });
}

/** What the draw is made of, as a transcript holds it. */
export function inputOf(transcript: Transcript): DrawInput {
  return {
    drawId: transcript.drawId,
    seed: fromHex(transcript.seed),
    pool: transcript.pool,
    inspectors: transcript.inspectors,
    exclusions: transcript.exclusions,
    targetCount: transcript.targets.length,
  };
}

function problemOf(transcript: Transcript): TranscriptProblem | null {
  return poolsProblem(transcript) ?? commitProblem(transcript) ?? resultProblem(transcript);
}

function poolsProblem({
  pool,
  inspectors,
  poolHash: ofPool,
  inspectorsHash,
}: Transcript): TranscriptProblem | null {
  const order = orderProblem('pool', pool) ?? orderProblem('inspectors', inspectors);
  if (order) return order;
  if (poolHash(pool) !== ofPool) return { kind: 'pool-hash' };
  return poolHash(inspectors) === inspectorsHash ? null : { kind: 'inspectors-hash' };
}

function orderProblem(list: 'pool' | 'inspectors', pool: readonly PoolEntry[]): TranscriptProblem | null {
  const twice = idTwice(pool.map((entry) => entry.id));
  if (twice !== null) return { kind: 'id-twice', list, id: twice };
  const isSorted = sortedPool(pool).every((entry, at) => entry.id === pool[at]?.id);
  return isSorted ? null : { kind: 'not-sorted', list };
}

function commitProblem({ seed, commit, exclusions, pool, inspectors }: Transcript): TranscriptProblem | null {
  if (sha256Hex(fromHex(seed)) !== commit) return { kind: 'commit' };
  const institutions = new Set(pool.map((entry) => entry.id));
  const people = new Set(inspectors.map((entry) => entry.id));
  // Taken out altogether, and in the pool all the same: one of the two is not true.
  const index = exclusions.findIndex(
    ({ institutionId, inspectorId }) =>
      (inspectorId === null && institutionId !== null && institutions.has(institutionId)) ||
      (institutionId === null && inspectorId !== null && people.has(inspectorId)),
  );
  return index === -1 ? null : { kind: 'exclusion-ignored', index };
}

function resultProblem(transcript: Transcript): TranscriptProblem | null {
  const input = inputOf(transcript);
  const drawn = drawPicks(input);
  if (!drawn.ok) return drawn.error;
  const at = drawn.value.targets.findIndex((pick, index) => pick.id !== transcript.targets[index]);
  if (at !== -1) return { kind: 'targets', at, expected: drawn.value.targets[at]?.id ?? null };
  const first: Pairs = new Map(
    drawn.value.pairs.map(({ institutionId, picks: [a, b] }) => [institutionId, [a?.id ?? '', b?.id ?? '']]),
  );
  const pairs = applyRecusals(input, first, transcript.recusals);
  return pairs.ok ? pairsProblem(pairs.value, transcript.pairs) : pairs.error;
}

function pairsProblem(pairs: Pairs, stated: Transcript['pairs']): TranscriptProblem | null {
  for (const [institutionId, [a, b]] of pairs) {
    const pair = Object.hasOwn(stated, institutionId) ? stated[institutionId] : undefined;
    if (pair?.[0] !== a || pair[1] !== b) return { kind: 'pairs', institutionId };
  }
  const extra = Object.keys(stated).find((institutionId) => !pairs.has(institutionId));
  return extra === undefined ? null : { kind: 'pairs', institutionId: extra };
}

function whereOf(issue: z.core.$ZodIssue | undefined): string {
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...(issue?.path ?? []), ...extra].join('.');
}

function readJson(bytes: Uint8Array): Result<{ text: string; value: unknown }, TranscriptProblem> {
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch {
    return err({ kind: 'not-utf8' });
  }
  try {
    return ok({ text, value: JSON.parse(text) as unknown });
  } catch {
    return err({ kind: 'not-json' });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
