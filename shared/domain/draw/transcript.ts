import { z } from 'zod';
import { Sha256Hex, type Hex } from '../../lib/bytes.ts';
import { canonicalJson } from '../../lib/json.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { freeText } from '../../lib/text.ts';
import { ALGORITHM } from './number-stream.ts';
import { DrawEntryId, Pool } from './pool.ts';

/** Printable ASCII without `|`; its last characters are the digits that the witnesses called. */
export const DrawId = z.string().regex(/^[\x20-\x7b\x7d\x7e]{1,120}$/);

const said = freeText(400).refine((text) => text.trim() !== '', 'empty');

export const Witness = z.strictObject({ name: said, unit: said });
export type Witness = z.infer<typeof Witness>;

export const ExclusionEntry = z
  .strictObject({
    institutionId: DrawEntryId.nullable(),
    inspectorId: DrawEntryId.nullable(),
    reason: said,
  })
  .refine((one) => one.institutionId !== null || one.inspectorId !== null, 'names-nobody');

export const RecusalEntry = z.strictObject({
  institutionId: DrawEntryId,
  inspectorId: DrawEntryId,
  round: z.int().min(1),
  reason: said,
});

export const VoidEntry = z.strictObject({ reason: said, approvedBy: z.string(), at: z.string() });

/**
 * What a draw leaves behind for everybody: enough to repeat it without us (design.md section 6). `transcriptHash` is the
 * SHA-256 of the canonical JSON of all other members; it stands on the printed page and covers what no other hash covers:
 * witnesses, reasons, recusals, voiding.
 */
export const Transcript = z.strictObject({
  algorithm: z.literal(ALGORITHM),
  drawId: DrawId,
  pool: Pool,
  inspectors: Pool.refine((pool) => pool.every((entry) => entry.weight === 1), 'inspectors weigh 1'),
  poolHash: Sha256Hex,
  inspectorsHash: Sha256Hex,
  commit: Sha256Hex,
  seed: Sha256Hex,
  targets: z.array(DrawEntryId).min(1),
  pairs: z.record(z.string(), z.tuple([DrawEntryId, DrawEntryId])),
  exclusions: z.array(ExclusionEntry),
  recusals: z.array(RecusalEntry),
  witnesses: z.array(Witness),
  voided: VoidEntry.optional(),
  transcriptHash: Sha256Hex.optional(),
});
export type Transcript = z.infer<typeof Transcript>;

/** SHA-256 of the canonical JSON of the transcript without its own hash. */
export function transcriptHash(transcript: Transcript): Hex {
  const { transcriptHash: _own, ...rest } = transcript;
  return sha256Hex(canonicalJson(rest));
}

/** The file: canonical JSON with the hash inside. Every byte of it counts. */
export function transcriptText(transcript: Transcript): string {
  return canonicalJson({ ...transcript, transcriptHash: transcriptHash(transcript) });
}
