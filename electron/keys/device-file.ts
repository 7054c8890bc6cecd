import { z } from 'zod';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { DeviceId } from '../../shared/lib/ids.ts';
import { Bilingual } from '../../shared/lib/text.ts';
import { KnownOfficer } from '../../shared/ipc/contract.ts';
import { KeyManifest, SignedManifest } from '../../shared/protocol/manifest.ts';
import { Signed } from '../../shared/protocol/receipt.ts';
import type { KeyFiles } from './key-files.ts';

const PATH = 'keys/device.json';

/** What this device is, without secrets: readable before anybody signs in. */
export const DeviceFile = z.strictObject({
  v: z.literal(1),
  deviceId: DeviceId,
  address: z.string(),
  bureau: Bilingual,
  manifest: SignedManifest,
  officers: z.array(KnownOfficer),
  /** By officer id: the server's statement that this key on this device is theirs. */
  certificates: z.record(z.string(), Signed),
  /** The region ended this device's right to work; its keys open nothing any more. */
  isRevoked: z.literal(true).optional(),
});
export type DeviceFile = z.infer<typeof DeviceFile>;

export type DeviceFileState =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'device'; readonly device: DeviceFile };

export async function readDeviceFile(files: KeyFiles): Promise<DeviceFileState> {
  try {
    const bytes = await files.read(PATH);
    if (bytes === null) return { kind: 'none' };
    const device = DeviceFile.parse(JSON.parse(fromUtf8(bytes)));
    manifestOf(device);
    return { kind: 'device', device };
  } catch {
    return { kind: 'unreadable' };
  }
}

export function writeDeviceFile(files: KeyFiles, device: DeviceFile): Promise<void> {
  return files.write(PATH, utf8(JSON.stringify(device)));
}

/** The manifest's content. Its signature was checked before it was stored, and is checked again at each sign-in. */
export function manifestOf(device: DeviceFile): KeyManifest {
  return KeyManifest.parse(JSON.parse(device.manifest.body));
}
