import type { TranscriptProblem } from '../../shared/domain/draw/verify-transcript.ts';
import { verifyTranscript, type VerifiedTranscript } from '../../shared/domain/draw/verify-transcript.ts';
import { BadInput, readBytes } from './draw-files.ts';

export type Verdict =
  | { readonly ok: true; readonly value: VerifiedTranscript }
  | {
      readonly ok: false;
      readonly problem: TranscriptProblem | { readonly kind: 'other-hash'; readonly computed: string };
    };

/** Repeats the draw of a transcript file; with `hash` it must also be the one of the printed page. */
export async function verifyCommand(path: string, hash: string | undefined): Promise<Verdict> {
  const bytes = await readBytes(path);
  if (hash !== undefined && !/^[0-9a-f]{64}$/.test(hash))
    throw new BadInput('hash-not-hex', '--hash must be 64 lower-case hexadecimal digits');
  const verdict = verifyTranscript(bytes);
  if (!verdict.ok) return { ok: false, problem: verdict.error };
  if (hash !== undefined && verdict.value.transcriptHash !== hash)
    return { ok: false, problem: { kind: 'other-hash', computed: verdict.value.transcriptHash } };
  return verdict;
}

/** One sentence for each way in which a transcript can be wrong. */
export function explain(problem: Extract<Verdict, { ok: false }>['problem']): string {
  switch (problem.kind) {
    case 'not-utf8':
      return 'the file is not UTF-8 text';
    case 'not-json':
      return 'the file is not JSON';
    case 'layout':
      return 'the file is laid out as no program writes it: a blank, an escape or a member named twice was put in';
    case 'unknown-algorithm':
      return 'the file does not say "algorithm": "jd-draw-1"';
    case 'shape':
      return `the file does not have the shape of a transcript at ${problem.path === '' ? 'its top' : problem.path}`;
    case 'id-twice':
      return `the id ${problem.id ?? ''} stands twice in ${problem.list}`;
    case 'not-sorted':
      return `${problem.list} is not sorted by id`;
    case 'pool-hash':
      return 'poolHash is not the hash of pool';
    case 'inspectors-hash':
      return 'inspectorsHash is not the hash of inspectors';
    case 'commit':
      return 'commit is not the hash of seed: this seed is not the one that was committed to';
    case 'exclusion-ignored':
      return `exclusion ${problem.index} takes somebody out who stands in the pool all the same`;
    case 'targets':
      return `target ${problem.at + 1} does not follow from the seed; ${problem.expected ?? 'nobody'} does`;
    case 'pairs':
      return `the pair of ${problem.institutionId} does not follow from the seed`;
    case 'too-few-targets':
      return `${problem.wanted} targets are wanted, the pool has ${problem.pool}`;
    case 'too-few-inspectors':
      return `only ${problem.eligible} inspectors may visit ${problem.institutionId}, two are needed`;
    case 'recusal-not-in-pair':
      return `recusal ${problem.index}: ${problem.inspectorId} was not in the pair of ${problem.institutionId}`;
    case 'recusal-round':
      return `recusal ${problem.index}: the round of ${problem.institutionId} must be ${problem.expected}`;
    case 'no-replacement-left':
      return `recusal ${problem.index}: nobody is left to replace at ${problem.institutionId}`;
    case 'transcript-hash':
      return 'transcriptHash is not the hash of the transcript: something was changed that the draw itself does not need';
    case 'other-hash':
      return `the transcript repeats, but it is not the one with this hash; its own is ${problem.computed}`;
  }
}
