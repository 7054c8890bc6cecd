import { z } from 'zod';
import { BundleRefusal } from '../lib/bundle-refusal.ts';

// A carrier's device hands another device's bundle over its own session: upload by tus under BUNDLE_UPLOADS, then
// POST /v1/bundles {v, uploadId} until it is no longer `taking`, then GET /v1/bundles/<uploadId>/return?from=<offset> piece by piece.

export const BUNDLE_UPLOADS = '/v1/bundle-files';

export const CarryRequest = z.strictObject({ v: z.int().min(1), uploadId: z.string().max(100) });

export const CarryAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ v: z.int().min(1), kind: z.literal('taking') }),
  z.strictObject({ v: z.int().min(1), kind: z.literal('refused'), refusal: BundleRefusal }),
  z.strictObject({
    v: z.int().min(1),
    kind: z.literal('taken'),
    acts: z.int().min(0),
    files: z.int().min(0),
    isKnown: z.boolean(),
    returnFile: z.string().regex(/^[\w.-]+$/),
    returnBytes: z.int().min(0),
  }),
]);
export type CarryAnswer = z.infer<typeof CarryAnswer>;
