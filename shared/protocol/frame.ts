import { z } from 'zod';
import { fromUtf8, utf8 } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { LogId, OfficerId, RecordId } from '../lib/ids.ts';
import { canonicalJson, PortableJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';

/** One act as it is written: RFC 8785 JSON, frozen when written and kept as bytes everywhere (design.md section 2). */
export const Frame = z.strictObject({
  v: z.literal(1),
  logId: LogId,
  seq: z.int().min(1),
  /** Primary record. */
  lane: RecordId,
  /** Last unrun own act on every other record it read or wrote, ascending. */
  after: z.array(z.int().min(1)),
  name: z.string().regex(/^[a-z][a-z-]*\/[a-z][a-z-]*$/),
  nameVersion: z.int().min(1),
  args: PortableJson,
  actor: OfficerId,
  claimedAt: Instant,
  /** Milliseconds since this machine started, suspend included. */
  elapsedMs: z.int().min(0),
  bootId: z.string().min(1).max(64),
  /** Version of the primary record's confirmed copy when the act was made; null when there was none. */
  baseVersion: z.int().min(0).nullable(),
});
export type Frame = z.infer<typeof Frame>;

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson(frame));
}

/** A frame is readable when it is valid UTF-8, fits the schema and is exactly its own canonical form. */
export function decodeFrame(
  bytes: Uint8Array,
): Result<Frame, { kind: 'unreadable-frame'; reason: 'utf8' | 'json' | 'schema' | 'not-canonical' }> {
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch {
    return err({ kind: 'unreadable-frame', reason: 'utf8' });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ kind: 'unreadable-frame', reason: 'json' });
  }
  const parsed = Frame.safeParse(value);
  if (!parsed.success) return err({ kind: 'unreadable-frame', reason: 'schema' });
  if (canonicalJson(parsed.data) !== text) return err({ kind: 'unreadable-frame', reason: 'not-canonical' });
  return ok(parsed.data);
}
