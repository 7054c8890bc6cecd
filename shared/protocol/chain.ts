import { concat, fromHex, toHex, utf8, type Hex } from '../lib/bytes.ts';
import type { LogId } from '../lib/ids.ts';
import { sha256, sha256Hex } from '../lib/sha256.ts';

/** `hash(0)` of a log: SHA-256 of `jd-log-1|<logId>`, so that two empty logs never share a chain. */
export function genesis(logId: LogId): Hex {
  return sha256Hex(`jd-log-1|${logId}`);
}

/** `hash(n)` = SHA-256(`hash(n-1)` ‖ exact frame bytes). */
export function nextHash(previous: Hex, frameBytes: Uint8Array): Hex {
  return toHex(sha256(concat(fromHex(previous), frameBytes)));
}

/** What an officer signs: one consecutive run of their own acts, by its numbers and both chain values. */
export function batchSigningBytes(run: {
  logId: LogId;
  from: number;
  to: number;
  before: Hex;
  after: Hex;
}): Uint8Array<ArrayBuffer> {
  return utf8(`jd-batch-1|${run.logId}|${run.from}|${run.to}|${run.before}|${run.after}`);
}
