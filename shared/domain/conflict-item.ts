import type { Instant } from '../lib/dates.ts';
import type { OfficerId, RecordId } from '../lib/ids.ts';
import type { JsonValue } from '../lib/json.ts';

/** Who wrote a version, when, on which computer. `device` null: only the log knows. */
export interface ConflictVersion {
  readonly by: OfficerId;
  readonly at: Instant;
  /** `<logId>:<seq>` */
  readonly act: string;
  readonly device: string | null;
}

/** One disputed field or answer with both versions side by side. `base` undefined: not kept. */
export interface ConflictLine {
  readonly field: string;
  readonly base?: JsonValue;
  readonly mine: JsonValue;
  readonly theirs: JsonValue;
  readonly mineBy: ConflictVersion;
  readonly theirsBy: ConflictVersion | null;
}

/** A disagreement as the inbox lists it: one shape for fields of the register and for answers of a visit. */
export interface ConflictItem {
  readonly source: 'register' | 'answer';
  readonly id: RecordId;
  readonly prefectureCode: string;
  readonly table: string;
  /** The record it is about: an institution, an appraiser, a visit. */
  readonly recordId: RecordId;
  readonly raisedAt: Instant;
  readonly lines: readonly ConflictLine[];
}
