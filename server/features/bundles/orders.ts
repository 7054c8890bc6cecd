import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { BundleRefusal } from '../../../shared/lib/bundle-refusal.ts';
import { DeviceId } from '../../../shared/lib/ids.ts';
import { BUNDLE_ENDING } from '../../../shared/protocol/bundle-header.ts';
import type { Core } from '../core.ts';
import { importBundle } from './import-bundle.ts';

const AbsolutePath = z.string().refine(isAbsolute, 'absolute path');

/** Orders of the command line about bundles; paths are of this machine. */
export const ImportOrder = z.strictObject({
  op: z.literal('import-bundle'),
  /** Files, or folders whose bundles are all taken. */
  paths: z.array(AbsolutePath).min(1),
  returnTo: AbsolutePath,
});
export const SnapshotOrder = z.strictObject({
  op: z.literal('snapshot-bundle'),
  deviceId: DeviceId,
  folder: AbsolutePath,
});

const counted = z.int().min(0);
export const TakenAnswer = z.strictObject({
  kind: z.literal('taken'),
  bundleId: z.string(),
  deviceId: DeviceId,
  isKnown: z.boolean(),
  isRevoked: z.boolean(),
  acts: counted,
  pendingSegments: counted,
  refusedSegments: counted,
  files: counted,
  filesNotTaken: counted,
  returnFile: z.string(),
});

export const ImportAnswer = z.strictObject({
  kind: z.literal('bundles'),
  bundles: z.array(
    z.strictObject({
      file: z.string(),
      outcome: z.union([
        TakenAnswer,
        z.strictObject({ kind: z.literal('refused'), refusal: BundleRefusal }),
        z.strictObject({ kind: z.literal('unreadable'), code: z.string() }),
      ]),
    }),
  ),
});
type ImportAnswer = z.infer<typeof ImportAnswer>;

/** Takes every bundle named, one after another; one that is refused does not stop the others. */
export async function runImport(core: Core, order: z.infer<typeof ImportOrder>): Promise<ImportAnswer> {
  await mkdir(order.returnTo, { recursive: true });
  const bundles: ImportAnswer['bundles'] = [];
  for (const path of order.paths) {
    const inFolder = await filesIn(path);
    for (const file of inFolder ?? [path]) {
      const outcome = await takeOne(core, file, order.returnTo);
      // A folder may well hold what is on its way back.
      const isReturning = outcome.kind === 'refused' && outcome.refusal.kind === 'bundle-wrong-way';
      if (!(inFolder && isReturning)) bundles.push({ file: basename(file), outcome });
    }
  }
  return { kind: 'bundles', bundles };
}

async function takeOne(
  core: Core,
  file: string,
  returnTo: string,
): Promise<ImportAnswer['bundles'][number]['outcome']> {
  try {
    const taken = await importBundle(core, file, returnTo);
    return taken.ok ? taken.value : { kind: 'refused', refusal: taken.error };
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : null;
    if (code === null) throw problem;
    return { kind: 'unreadable', code };
  }
}

/** The bundles in a folder by name; null when the path is none. */
async function filesIn(path: string): Promise<readonly string[] | null> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return null;
  const names = (await readdir(path)).filter((name) => name.endsWith(BUNDLE_ENDING)).sort();
  return names.map((name) => join(path, name));
}
