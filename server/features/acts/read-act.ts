import type { Hex } from '../../../shared/lib/bytes.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import { decodeFrame, type Frame } from '../../../shared/protocol/frame.ts';

/** One act of a batch: its number, chain value, exact bytes, and what they say if they can be read. */
export interface IncomingAct {
  readonly seq: number;
  readonly hash: Hex;
  readonly bytes: Uint8Array;
  readonly frame: Frame | null;
  /** Why `frame` is null. */
  readonly unreadable: string;
}

/** Reads frame bytes as act `seq` of a log. A frame that names another place than it stands in is not readable. */
export function readAct(logId: LogId, seq: number, hash: Hex, bytes: Uint8Array): IncomingAct {
  const decoded = decodeFrame(bytes);
  if (!decoded.ok) return { seq, hash, bytes, frame: null, unreadable: decoded.error.reason };
  const frame = decoded.value;
  if (frame.logId !== logId || frame.seq !== seq)
    return { seq, hash, bytes, frame: null, unreadable: 'other-place' };
  if (frame.after.some((earlier) => earlier >= seq))
    return { seq, hash, bytes, frame: null, unreadable: 'after-later-act' };
  return { seq, hash, bytes, frame, unreadable: '' };
}
