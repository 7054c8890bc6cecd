import { z } from 'zod';
import { Sha256Hex } from '../lib/bytes.ts';
import { RecordId } from '../lib/ids.ts';
import { call } from './call.ts';

// The seed of a draw between commitment and result. Main makes it, and shows only its hash until the witnesses' digits are
// there; the first digits given for a seed are kept with it, so that nobody tries out others.

const Of = z.strictObject({ drawRecordId: RecordId });
const Digits = z.string().regex(/^\d{6,12}$/);
const Refused = [
  z.strictObject({ kind: z.literal('locked') }),
  z.strictObject({ kind: z.literal('disk-full') }),
  z.strictObject({ kind: z.literal('disk-error'), code: z.string() }),
] as const;
/** `not-here`: it was made on another computer, or the disk was lost. `damaged`: its file cannot be opened. */
const Lost = [
  z.strictObject({ kind: z.literal('not-here') }),
  z.strictObject({ kind: z.literal('damaged') }),
] as const;

export const SeedMade = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('made'), commit: Sha256Hex }),
  ...Refused,
]);
export type SeedMade = z.infer<typeof SeedMade>;

export const SeedState = z.discriminatedUnion('kind', [
  /** `digits`: the seed was opened with them; the result has to be made with these. */
  z.strictObject({ kind: z.literal('here'), digits: Digits.nullable() }),
  ...Lost,
  ...Refused,
]);
export type SeedState = z.infer<typeof SeedState>;

export const SeedOpened = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), seed: Sha256Hex }),
  z.strictObject({ kind: z.literal('other-digits'), digits: Digits }),
  ...Lost,
  ...Refused,
]);
export type SeedOpened = z.infer<typeof SeedOpened>;

export const drawCalls = {
  /** Makes the seed and keeps it, encrypted and fsynced; a second time it answers with the first one's hash. */
  'draws/make-seed': call(Of, SeedMade),
  'draws/seed-state': call(Of, SeedState),
  'draws/open-seed': call(z.strictObject({ ...Of.shape, digits: Digits }), SeedOpened),
  /** After the draw has its result, or was abandoned. */
  'draws/forget-seed': call(
    Of,
    z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('forgotten') }), ...Refused]),
  ),
} as const;
