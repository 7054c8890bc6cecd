import type { OfficerId } from '../../shared/lib/ids.ts';
import { utf8 } from '../../shared/lib/bytes.ts';
import { decodeFrame } from '../../shared/protocol/frame.ts';
import { isBlindAct } from '../../shared/protocol/mutation-registry.ts';
import { carriedBy } from '../../shared/protocol/reissue.ts';

/** Whether the text of an act holds a score of a blind review that somebody else than this officer gave. */
export function isBlindTo(officerId: OfficerId, actText: string): boolean {
  const frame = decodeFrame(utf8(actText));
  if (!frame.ok || frame.value.actor === officerId) return false;
  const carried = carriedBy(frame.value);
  return carried !== null && isBlindAct(carried);
}
