import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DeviceId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { utf8 } from '../../../shared/lib/bytes.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import { encodeSectionHead, type CodedKind } from '../../../shared/protocol/bundle-content.ts';
import {
  bundleContentKey,
  encodeBundleHeader,
  type BundleHeader,
} from '../../../shared/protocol/bundle-header.ts';
import { PartSealer } from '../../../shared/protocol/bundle-parts.ts';
import { syncFolder } from '../../store/sync-folder.ts';
import type { Core } from '../core.ts';
import { generatePrivateKey, publicKeyOf, sharedSecret } from '../trust/keys.ts';
import { keyIdOf } from '../trust/trust-folder.ts';
import { coded } from './coded.ts';
import { gcm } from './gcm.ts';

export interface NewBundle {
  readonly kind: 'return' | 'snapshot';
  readonly bundleId: string;
  readonly deviceId: DeviceId;
  readonly sealingKey: string;
  readonly createdAt: Instant;
  readonly answers: string | null;
}

/**
 * Writes a bundle for a device, one part in memory at a time: under a passing name, fsynced, then renamed to `path`. Whatever
 * fails leaves no half file behind.
 */
export async function writeBundle(
  core: Core,
  bundle: NewBundle,
  path: string,
  fill: (put: (kind: CodedKind, value: JsonValue | Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const draft = `${path}.part`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  try {
    await writeAll(core, bundle, file, fill);
    await file.sync();
  } catch (problem) {
    await file.close();
    await rm(draft, { force: true });
    throw problem;
  }
  await file.close();
  await rename(draft, path);
  await syncFolder(dirname(path));
}

async function writeAll(
  core: Core,
  bundle: NewBundle,
  file: FileHandle,
  fill: Parameters<typeof writeBundle>[3],
): Promise<void> {
  const ephemeral = generatePrivateKey('x25519');
  const { kind, bundleId, deviceId, createdAt, answers, sealingKey } = bundle;
  const header: BundleHeader = {
    kind,
    bundleId,
    deviceId,
    createdAt,
    answers,
    region: core.trust.rootFingerprint,
    recipientKeyId: keyIdOf(sealingKey),
    ephemeralKey: publicKeyOf(ephemeral),
  };
  const signed = core.trust.sign('jd-bundle-1', header as unknown as JsonValue);
  const shared = sharedSecret(ephemeral, sealingKey);
  assert(shared !== null, 'a sealing key is checked at enrolment');
  const sealer = new PartSealer(gcm(bundleContentKey(shared, signed)));
  const push = async (bytes: Uint8Array): Promise<void> => {
    for (const part of sealer.push(bytes)) await file.writeFile(part);
  };
  await file.writeFile(encodeBundleHeader(signed));
  await fill(async (section, value) => {
    const plain = value instanceof Uint8Array ? value : utf8(JSON.stringify(value));
    const { coding, bytes } = await coded(plain);
    await push(encodeSectionHead({ kind: section, sizeBytes: bytes.length, coding }));
    await push(bytes);
  });
  await push(encodeSectionHead({ kind: 'end', sizeBytes: 0 }));
  await file.writeFile(sealer.finish());
}
