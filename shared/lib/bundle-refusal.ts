import { z } from 'zod';

/**
 * Why a bundle file is not taken. It changed nothing in any of these cases. `part` counts from 1 and says where in the file the
 * fault lies, so that a courier can be asked for another copy of the same stick.
 */
export const BundleRefusal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bundle-not') }),
  z.strictObject({ kind: z.literal('bundle-newer'), version: z.int() }),
  /** A sealed part does not open, or its content is not what it says. */
  z.strictObject({ kind: z.literal('bundle-damaged'), part: z.int() }),
  /** The file ends before its own end: an interrupted copy. */
  z.strictObject({ kind: z.literal('bundle-cut'), part: z.int() }),
  /** The header does not bear the signature of whom it names. */
  z.strictObject({ kind: z.literal('bundle-altered') }),
  z.strictObject({ kind: z.literal('bundle-other-region') }),
  z.strictObject({ kind: z.literal('bundle-other-device') }),
  /** Sealed to a key that this side no longer has. */
  z.strictObject({ kind: z.literal('bundle-retired-key') }),
  z.strictObject({ kind: z.literal('bundle-unknown-device') }),
  /** A bundle on its way to the server was given to a workstation, or the other way round. */
  z.strictObject({ kind: z.literal('bundle-wrong-way') }),
]);
export type BundleRefusal = z.infer<typeof BundleRefusal>;

/** Carries a refusal out of a stream that is being read; caught where the stream was begun. */
export class BundleFault extends Error {
  readonly refusal: BundleRefusal;

  constructor(refusal: BundleRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/** Which way a bundle travels: a device's work out, the server's answer back, a whole new base for a device. */
export const BundleKind = z.enum(['outward', 'return', 'snapshot']);
export type BundleKind = z.infer<typeof BundleKind>;
