import type { Hex } from '../../shared/lib/bytes.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import type { Officer } from '../../shared/domain/org/officer.ts';

/** An act of an officer, not yet numbered or signed: who loads it gives it a log. */
export interface SampleAct {
  readonly actor: OfficerId;
  readonly prefectureCode: string;
  readonly name: string;
  readonly nameVersion: number;
  readonly args: JsonValue;
  readonly claimedAt: Instant;
}

/** The bytes that an `attachment/add` act among the samples names. */
export interface SampleFile {
  readonly sha256: Hex;
  readonly mime: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Invented data; `acts` are in an order in which each of them applies. */
export interface Samples {
  readonly officers: readonly Officer[];
  readonly acts: readonly SampleAct[];
  readonly files: readonly SampleFile[];
}
