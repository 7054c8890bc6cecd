import { z } from 'zod';
import { BundleKind, BundleRefusal } from '../lib/bundle-refusal.ts';
import { Sha256Hex } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { DeviceId, RecordId } from '../lib/ids.ts';
import { PortableJson } from '../lib/json.ts';
import { call, event } from './call.ts';

// Sticks: bundles written to, read from and carried on removable media. Paths stay in the main process; the window gets handles,
// and names of folders and files to show.

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((v) => v instanceof Uint8Array, 'bytes');
const Nothing = z.undefined().or(z.null());
const Handle = z.string().regex(/^[0-9A-Z]{26}$/);
const counted = z.int().min(0);

/** Why the medium refused. What was there before is untouched, and no half file stays under a bundle's name. */
export const StickFailure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stick-full'), code: z.string() }),
  z.strictObject({ kind: z.literal('stick-read-only'), code: z.string() }),
  z.strictObject({ kind: z.literal('stick-gone'), code: z.string() }),
  z.strictObject({ kind: z.literal('stick-error'), code: z.string() }),
  z.strictObject({ kind: z.literal('locked') }),
]);
export type StickFailure = z.infer<typeof StickFailure>;

/** A folder the officer chose. */
export const StickFolder = z.strictObject({
  kind: z.literal('folder'),
  handle: Handle,
  label: z.string(),
  freeBytes: counted,
});
export type StickFolder = z.infer<typeof StickFolder>;

/** A bundle file as far as anybody can read it. `own`: of this device, or for it. */
export const FoundBundle = z.strictObject({
  handle: Handle,
  name: z.string(),
  sizeBytes: counted,
  state: z.union([
    z.strictObject({
      kind: z.literal('bundle'),
      bundleKind: BundleKind,
      own: z.boolean(),
      deviceId: DeviceId,
      bundleId: z.string(),
      createdAt: Instant,
    }),
    BundleRefusal,
    StickFailure,
  ]),
});
export type FoundBundle = z.infer<typeof FoundBundle>;

export const LookOutcome = z.union([
  z.strictObject({ kind: z.literal('found'), folder: StickFolder, bundles: z.array(FoundBundle) }),
  StickFailure,
]);

export const WriteFinished = z.strictObject({
  kind: z.literal('finished'),
  name: z.string(),
  sizeBytes: counted,
  bundleId: z.string(),
  at: Instant,
});

/** A verified bundle for this device. `to`: where its pages lead; null when it has none. */
export const ReadBegun = z.strictObject({
  kind: z.literal('opened'),
  readId: Handle,
  bundleKind: z.enum(['return', 'snapshot']),
  bundleId: z.string(),
  answers: z.string().nullable(),
  facts: PortableJson,
  to: z.record(z.string(), counted).nullable(),
});

export const ReadNext = z.union([
  z.strictObject({ kind: z.enum(['statements', 'page']), bytes: Bytes }),
  z.strictObject({ kind: z.literal('end') }),
  BundleRefusal,
  StickFailure,
]);

const NetFailureLike = z.looseObject({ kind: z.string() });

/** What the server made of another device's bundle. */
export const CarryOutcome = z.union([
  z.strictObject({
    kind: z.literal('carried'),
    acts: counted,
    files: counted,
    isKnown: z.boolean(),
    /** The answer, written beside the bundle. */
    returnName: z.string(),
  }),
  z.strictObject({ kind: z.literal('carry-cancelled') }),
  BundleRefusal,
  StickFailure,
  z.strictObject({ kind: z.literal('carry-failed'), failure: NetFailureLike }),
]);
export type CarryOutcome = z.infer<typeof CarryOutcome>;

/** One line of the history: counts and days, nothing of the content. */
export const StickRecord = z.strictObject({
  what: z.enum(['written', 'read', 'carried']),
  at: Instant,
  name: z.string(),
  bundleId: z.string(),
  sizeBytes: counted,
  acts: counted,
  files: counted,
  /** Written: the numbers per log. */
  ranges: z.array(z.strictObject({ logId: z.string(), from: counted, to: counted })),
});
export type StickRecord = z.infer<typeof StickRecord>;

/** Dropped files become handles in the preload script, which alone sees their paths; the page cannot name this channel. */
export const STICK_DROP = 'stick/drop';

export const stickCalls = {
  /** Asks with the system's own dialog. */
  'stick/choose-folder': call(
    Nothing,
    z.union([StickFolder, z.strictObject({ kind: z.literal('cancelled') }), StickFailure]),
  ),
  [STICK_DROP]: call(z.strictObject({ paths: z.array(z.string()).max(200) }), z.array(FoundBundle)),
  'stick/look': call(z.strictObject({ handle: Handle }), LookOutcome),

  'stick/write-begin': call(
    z.strictObject({
      handle: Handle,
      facts: PortableJson,
      ranges: StickRecord.shape.ranges,
    }),
    z.union([z.strictObject({ kind: z.literal('begun'), writeId: Handle }), StickFailure]),
  ),
  'stick/write-segment': call(
    z.strictObject({ writeId: Handle, bytes: Bytes }),
    z.union([z.strictObject({ kind: z.literal('written') }), StickFailure]),
  ),
  'stick/write-file': call(
    z.strictObject({ writeId: Handle, attachmentId: RecordId, sha256: Sha256Hex, sizeBytes: counted }),
    z.union([z.strictObject({ kind: z.enum(['written', 'not-here', 'damaged']) }), StickFailure]),
  ),
  'stick/write-finish': call(z.strictObject({ writeId: Handle }), z.union([WriteFinished, StickFailure])),
  'stick/write-abandon': call(z.strictObject({ writeId: Handle }), Nothing),

  /** Checks the whole file first: a damaged one changes nothing. */
  'stick/read-begin': call(
    z.strictObject({ handle: Handle }),
    z.union([ReadBegun, BundleRefusal, StickFailure]),
  ),
  'stick/read-next': call(z.strictObject({ readId: Handle }), ReadNext),
  /** `taken`: what goes into the history; null when nothing was taken. */
  'stick/read-end': call(
    z.strictObject({
      readId: Handle,
      taken: z.strictObject({ acts: counted, files: counted }).nullable(),
    }),
    Nothing,
  ),

  'stick/carry': call(z.strictObject({ handle: Handle }), CarryOutcome),
  'stick/carry-cancel': call(z.strictObject({ handle: Handle }), Nothing),
  /** Newest first. */
  'stick/history': call(Nothing, z.array(StickRecord)),
} as const;

export const stickEvents = {
  'stick/progress': event(
    z.strictObject({
      handle: Handle,
      phase: z.enum(['sending', 'waiting', 'fetching']),
      doneBytes: counted,
      totalBytes: counted,
    }),
  ),
} as const;
