import type { DeviceId, RecordId } from '../../../shared/lib/ids.ts';
import { BundleFault, type BundleRefusal } from '../../../shared/lib/bundle-refusal.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { Section, Statements } from '../../../shared/protocol/bundle-content.ts';
import type { Signed } from '../../../shared/protocol/receipt.ts';
import { keepBundleRow, readBundleRow } from '../../store/bundles-store.ts';
import { acceptBatch } from '../acts/accept-batch.ts';
import { readReceived, takeAttachment, visibleAttachment } from '../attachments/attachments.ts';
import type { Core } from '../core.ts';
import { standingOf } from '../org/standing.ts';
import { decodedBody } from './coded.ts';
import { openOutward, type OutwardBundle } from './open-bundle.ts';
import { writeReturn } from './write-return.ts';

/** What became of a bundle. Taking it again gives the same receipts and another return. */
export interface TakenBundle {
  readonly kind: 'taken';
  readonly bundleId: string;
  readonly deviceId: DeviceId;
  /** This very bundle was taken before. */
  readonly isKnown: boolean;
  /** The device was revoked: its acts are recorded and held for the regional administrator, its photos are not taken. */
  readonly isRevoked: boolean;
  readonly acts: number;
  /** Segments that arrived before the acts they follow: they wait for another stick. */
  readonly pendingSegments: number;
  /** Segments that contradict their own chain or belong to another device's log. */
  readonly refusedSegments: number;
  readonly files: number;
  /** Files whose record is not here, or whose bytes are not what the record says. */
  readonly filesNotTaken: number;
  /** Name of the return bundle in the folder asked for. */
  readonly returnFile: string;
}

type Counts = {
  -readonly [K in 'acts' | 'pendingSegments' | 'refusedSegments' | 'files' | 'filesNotTaken']: number;
};

/**
 * Takes a device's bundle from a file: checked whole first, so that a damaged one changes nothing; then segment by segment on the
 * road of every push (ingest file first), then the photos, then a return bundle into `returnTo`.
 */
export async function importBundle(
  core: Core,
  path: string,
  returnTo: string,
): Promise<Result<TakenBundle, BundleRefusal>> {
  const opened = await openOutward(core, path);
  if (!opened.ok) return opened;
  const bundle = opened.value;
  const { header, device, facts } = bundle;
  const isKnown = (await readBundleRow(core.db, header.bundleId)) !== null;
  const counts: Counts = { acts: 0, pendingSegments: 0, refusedSegments: 0, files: 0, filesNotTaken: 0 };
  let receipts: readonly Signed[];
  try {
    receipts = await takeContent(core, bundle, counts);
  } catch (problem) {
    // Whole a moment ago: the stick was pulled. What was taken stays taken, and the same bundle goes on from there.
    if (problem instanceof BundleFault) return err(problem.refusal);
    throw problem;
  }
  const statements: Statements = {
    receipts: [...receipts],
    attachmentReceipts: [...(await receiptsOfFiles(core, header.deviceId, facts.awaitedFiles))],
  };
  const asked = { ...facts, kind: 'return' as const, answers: header.bundleId };
  const returnFile = await writeReturn(core, device, asked, statements, returnTo);
  const { bundleId, deviceId } = header;
  const at = core.clock.now();
  const { acts, files } = counts;
  await keepBundleRow(core.db, {
    bundle_id: bundleId,
    device_id: deviceId,
    kind: 'outward',
    at,
    acts,
    files,
  });
  core.log.info({ deviceId, bundleId, isKnown, ...counts }, 'bundle taken');
  return ok({
    kind: 'taken',
    bundleId,
    deviceId,
    isKnown,
    isRevoked: device.revoked_at !== null,
    ...counts,
    returnFile,
  });
}

async function takeContent(core: Core, bundle: OutwardBundle, counts: Counts): Promise<readonly Signed[]> {
  const { deviceId } = bundle.header;
  const receipts: Signed[] = [];
  const receivedAt = core.clock.now();
  await bundle.read(async (section) => {
    if (section.head.kind === 'segment') {
      const accepted = await acceptBatch(core, deviceId, await decodedBody(section), receivedAt);
      if (!accepted.ok) counts.refusedSegments += 1;
      else if (accepted.value.pending) counts.pendingSegments += 1;
      if (accepted.ok) receipts.push(...accepted.value.receipts);
    } else if (section.head.kind === 'file') {
      if (await takeFile(core, deviceId, section)) counts.files += 1;
      else counts.filesNotTaken += 1;
    }
  });
  counts.acts = bundle.facts.acts;
  return receipts;
}

async function takeFile(core: Core, deviceId: DeviceId, section: Section): Promise<boolean> {
  if (section.head.kind !== 'file') return false;
  const { attachmentId, sha256 } = section.head;
  return (await takeAttachment(core, { deviceId, attachmentId, sha256 }, section.stream())).ok;
}

/** Receipts for the photos the device still waits for, as far as it may read their records. */
async function receiptsOfFiles(
  core: Core,
  deviceId: DeviceId,
  awaited: readonly RecordId[],
): Promise<readonly Signed[]> {
  const standing = await standingOf(core.db, deviceId);
  const receipts: Signed[] = [];
  for (const attachmentId of awaited) {
    const isReadable = standing !== null && (await visibleAttachment(core, standing, attachmentId)) !== null;
    const receipt = isReadable ? ((await readReceived(core, attachmentId))?.receipt ?? null) : null;
    if (receipt) receipts.push(receipt);
  }
  return receipts;
}
