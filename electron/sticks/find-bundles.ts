import { readdir, stat, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FoundBundle, StickFolder } from '../../shared/ipc/stick-calls.ts';
import { BUNDLE_ENDING } from '../../shared/protocol/bundle-header.ts';
import type { StickIdentity } from './identity.ts';
import type { Places } from './places.ts';
import { readHeaderOf } from './return-reader.ts';
import { stickFailureOf } from './stick-failure.ts';

/** A folder as the window may know it. Throws the disk's errors. */
export async function describeFolder(path: string, places: Places): Promise<StickFolder> {
  const { bavail, bsize } = await statfs(path);
  return {
    kind: 'folder',
    handle: places.handleOf(path),
    label: basename(path) || path,
    freeBytes: bavail * bsize,
  };
}

/** Every bundle file of a folder, by name, as far as its clear header tells. Throws the disk's errors. */
export async function bundlesIn(
  folder: string,
  identity: StickIdentity,
  places: Places,
): Promise<FoundBundle[]> {
  const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith(BUNDLE_ENDING)).sort();
  const found: FoundBundle[] = [];
  for (const name of names) found.push(await describeBundle(join(folder, name), identity, places));
  return found;
}

export async function describeBundle(
  path: string,
  identity: StickIdentity,
  places: Places,
): Promise<FoundBundle> {
  const common = { handle: places.handleOf(path), name: basename(path) };
  try {
    const { size: sizeBytes } = await stat(path);
    return { ...common, sizeBytes, state: await stateOf(path, identity) };
  } catch (error) {
    return { ...common, sizeBytes: 0, state: stickFailureOf(error) };
  }
}

async function stateOf(path: string, identity: StickIdentity): Promise<FoundBundle['state']> {
  const read = await readHeaderOf(path);
  if (!read.ok) return read.error;
  const { kind: bundleKind, deviceId, bundleId, createdAt, region } = read.value.header;
  if (region !== identity.region) return { kind: 'bundle-other-region' };
  return { kind: 'bundle', bundleKind, own: deviceId === identity.deviceId, deviceId, bundleId, createdAt };
}
