import type { OfficerId } from '../../shared/lib/ids.ts';
import type { DeviceStatus, KnownOfficer } from '../../shared/ipc/contract.ts';
import type { KeyManifest, SignedManifest } from '../../shared/protocol/manifest.ts';
import {
  manifestOf,
  readDeviceFile,
  writeDeviceFile,
  type DeviceFile,
  type DeviceFileState,
} from './device-file.ts';
import type { KeyFiles } from './key-files.ts';
import type { KeybagStore } from './keybag-store.ts';
import { checkManifest, type TrustedRoot } from './manifest.ts';

/** What this device is and who may sign in on it, kept in step with the files. */
export class DeviceRegistry {
  private readonly files: KeyFiles;
  private readonly bags: KeybagStore;
  private state: DeviceFileState = { kind: 'none' };

  constructor(files: KeyFiles, bags: KeybagStore) {
    this.files = files;
    this.bags = bags;
  }

  /** Reads the files, and takes back an enrolment that a crash cut off before it could be used. */
  async load(): Promise<void> {
    this.state = await readDeviceFile(this.files);
    const unfinished = await this.bags.unfinishedEnrolment();
    if (unfinished === null || this.state.kind === 'unreadable') return;
    if (!this.device?.officers.some((officer) => officer.officerId === unfinished))
      await this.bags.remove(unfinished);
    await this.bags.enrolmentDone();
  }

  get device(): DeviceFile | null {
    return this.state.kind === 'device' ? this.state.device : null;
  }

  get manifest(): KeyManifest | null {
    return this.device === null ? null : manifestOf(this.device);
  }

  get isRevoked(): boolean {
    return this.device?.isRevoked === true;
  }

  /** For good: only a new enrolment begins anew. Throws the disk's error. */
  async markRevoked(): Promise<void> {
    if (this.device !== null) await this.store({ ...this.device, isRevoked: true });
  }

  officer(officerId: OfficerId): KnownOfficer | null {
    return this.device?.officers.find((officer) => officer.officerId === officerId) ?? null;
  }

  /** False when a key file is there and cannot be understood: then nothing may be made anew beside it. */
  async areFilesReadable(): Promise<boolean> {
    const officers = await this.bags.officers();
    if (this.state.kind === 'unreadable' || (this.state.kind === 'none' && officers.length > 0)) return false;
    const read = await Promise.all(officers.map((officer) => this.bags.read(officer)));
    return read.every((bag) => bag.kind === 'keybag');
  }

  async status(signedIn: OfficerId | null): Promise<DeviceStatus> {
    const { device, manifest } = this;
    const withKeys = new Set(await this.bags.officers());
    const publicKeys = (keys: KeyManifest['receiptKeys']): { keyId: string; publicKey: string }[] =>
      keys.map(({ keyId, publicKey }) => ({ keyId, publicKey }));
    return {
      device: device &&
        manifest && {
          deviceId: device.deviceId,
          bureau: device.bureau,
          address: device.address,
          manifestVersion: manifest.version,
          receiptKeys: publicKeys(manifest.receiptKeys),
          publishingKeys: publicKeys(manifest.publishingKeys),
        },
      officers: device?.officers.filter((officer) => withKeys.has(officer.officerId)) ?? [],
      signedIn,
      isRevoked: this.isRevoked,
      keyFilesReadable: await this.areFilesReadable(),
    };
  }

  /** Throws the disk's error; then what was known before still holds. */
  async store(device: DeviceFile): Promise<void> {
    await writeDeviceFile(this.files, device);
    this.state = { kind: 'device', device };
  }

  /** True when the manifest is signed by the trusted root and newer than ours, and is now stored. */
  async adoptManifest(signed: SignedManifest, root: TrustedRoot): Promise<boolean> {
    const checked = checkManifest(signed, root);
    const { device, manifest } = this;
    if (
      checked.kind !== 'valid' ||
      device === null ||
      manifest === null ||
      checked.manifest.version <= manifest.version
    )
      return false;
    await this.store({ ...device, manifest: signed });
    return true;
  }

  /** Whether the manifest on disk is still the one of this root: key files could be swapped while nobody is signed in. */
  isManifestOf(rootPublicKey: Uint8Array): boolean {
    return (
      this.device !== null &&
      checkManifest(this.device.manifest, { publicKey: rootPublicKey }).kind === 'valid'
    );
  }

  /**
   * Takes over who may sign in here, as the server last said. Officers it no longer names stay known, inactive, for as
   * long as their keybag is here.
   */
  async setOfficers(officers: readonly KnownOfficer[]): Promise<void> {
    const { device } = this;
    if (device === null) return;
    const named = new Set(officers.map((officer) => officer.officerId));
    const withKeys = new Set(await this.bags.officers());
    const kept = device.officers.filter(
      (officer) => !named.has(officer.officerId) && withKeys.has(officer.officerId),
    );
    await this.store({
      ...device,
      officers: [...officers, ...kept.map((officer) => ({ ...officer, active: false }))],
    });
  }

  /**
   * Removes the keybags of officers who may no longer sign in. The signed-in officer's goes at lock, and the last one of
   * the device never: unsynced work must stay readable for somebody.
   */
  async removeLapsedKeybags(signedIn: OfficerId | null): Promise<void> {
    const holders = await this.bags.officers();
    const lapsed = holders.filter((id) => id !== signedIn && this.officer(id)?.active !== true);
    const staying = holders.length - lapsed.length;
    for (const id of staying > 0 ? lapsed : lapsed.slice(1)) await this.bags.remove(id);
  }
}
