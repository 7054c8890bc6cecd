import { z } from 'zod';
import { Base64, concat, fromUtf8, Sha256Hex, utf8 } from '../lib/bytes.ts';
import { LogId, OfficerId } from '../lib/ids.ts';
import { canonicalJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';

/** An officer's signature over one consecutive run of their acts; `from` may lie before the batch that carries it. */
export const RunSignature = z.strictObject({
  officerId: OfficerId,
  from: z.int().min(1),
  to: z.int().min(1),
  before: Sha256Hex,
  after: Sha256Hex,
  signature: Base64,
});
export type RunSignature = z.infer<typeof RunSignature>;

export const BatchHeader = z.strictObject({
  v: z.literal(1),
  logId: LogId,
  from: z.int().min(1),
  to: z.int().min(1),
  /** Chain value before `from` and at `to`. */
  before: Sha256Hex,
  after: Sha256Hex,
  signatures: z.array(RunSignature),
});
export type BatchHeader = z.infer<typeof BatchHeader>;

export interface Batch {
  readonly header: BatchHeader;
  readonly frames: readonly Uint8Array[];
}

export type BatchProblem = {
  kind: 'malformed-batch';
  reason: 'empty' | 'header' | 'count' | 'utf8' | 'packing' | 'too-large';
};

/**
 * Newline-delimited: the header as canonical JSON, then each frame's exact bytes. Canonical JSON holds no raw newline,
 * so lines and frames cannot be confused. The same bytes travel over HTTPS (compressed) and inside a `.jdb` bundle.
 */
export function encodeBatch(batch: Batch): Uint8Array<ArrayBuffer> {
  const newline = utf8('\n');
  return concat(
    utf8(canonicalJson(batch.header)),
    newline,
    ...batch.frames.flatMap((frame) => [frame, newline]),
  );
}

export function decodeBatch(bytes: Uint8Array): Result<Batch, BatchProblem> {
  const lines = splitLines(bytes);
  const first = lines.shift();
  if (!first) return err({ kind: 'malformed-batch', reason: 'empty' });
  let headerValue: unknown;
  try {
    headerValue = JSON.parse(fromUtf8(first));
  } catch {
    return err({ kind: 'malformed-batch', reason: 'utf8' });
  }
  const header = BatchHeader.safeParse(headerValue);
  if (!header.success) return err({ kind: 'malformed-batch', reason: 'header' });
  if (header.data.to - header.data.from + 1 !== lines.length || lines.length === 0)
    return err({ kind: 'malformed-batch', reason: 'count' });
  return ok({ header: header.data, frames: lines });
}

/** The lines of a batch, without their ends. */
export function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, at));
    start = at + 1;
  }
  if (start < bytes.length) lines.push(bytes.subarray(start));
  return lines;
}
