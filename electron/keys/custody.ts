import type { z } from 'zod';
import type { OfficerId } from '../../shared/lib/ids.ts';
import type {
  CosignOutcome,
  DeviceStatus,
  KnownOfficer,
  RecoverOutcome,
  Session,
  SignInOutcome,
} from '../../shared/ipc/contract.ts';
import { SealedField } from '../../shared/protocol/sealed-field.ts';
import type { SignedManifest } from '../../shared/protocol/manifest.ts';
import { Attempts, type BootTime } from './attempts.ts';
import { wipeBag } from './bag.ts';
import { CaseKeys } from './case-keys.ts';
import { CosignKey, type Schedule } from './cosign-key.ts';
import { DeviceRegistry } from './device-registry.ts';
import type { KeyFiles } from './key-files.ts';
import {
  openWithPassword,
  openWithRecoveryKey,
  rebindPassword,
  type KeybagFile,
  type KeybagTools,
  type OpenedKeybag,
} from './keybag.ts';
import { KeybagStore } from './keybag-store.ts';
import { OpenSession, type StoreCipher, type StoreName } from './open-session.ts';
import { isPasswordLongEnough, MIN_PASSWORD_LENGTH } from './password-rule.ts';
import { openPrefectureKey } from './prefecture-key.ts';
import { openField, sealField } from './sealed-field.ts';

export interface CustodyParts extends KeybagTools {
  readonly files: KeyFiles;
  readonly boot: BootTime;
  readonly schedule: Schedule;
  /** Ends everything that works with the session's keys; runs before they are overwritten. */
  readonly beforeLock: () => Promise<void>;
}

type PasswordRefusal =
  | { kind: 'wrong-password'; triesBeforeWait: number }
  | { kind: 'wait'; seconds: number }
  | { kind: 'keystore-lost' }
  | { kind: 'unknown-officer' }
  | { kind: 'key-file-damaged' };
type PasswordOutcome = { kind: 'opened'; file: KeybagFile; opened: OpenedKeybag } | PasswordRefusal;
type ChangeOutcome =
  | { kind: 'changed' }
  | { kind: 'locked' }
  | { kind: 'password-too-weak'; minLength: number }
  | Extract<PasswordRefusal, { kind: 'wrong-password' | 'wait' }>;
type Locked = { kind: 'locked' };

/**
 * Custody of the keys (design.md section 4): nobody signed in ─password or recovery key─► open session ─lock─► nobody.
 * Disk failures are thrown as they come; the IPC handlers turn them into values.
 */
export class KeyCustody {
  readonly registry: DeviceRegistry;
  readonly bags: KeybagStore;
  private readonly parts: CustodyParts;
  private readonly attempts: Attempts;
  private readonly caseKeys: CaseKeys;
  private readonly cosigner: CosignKey;
  private open: OpenSession | null = null;
  private locking: Promise<void> = Promise.resolve();

  constructor(parts: CustodyParts) {
    this.parts = parts;
    this.bags = new KeybagStore(parts.files);
    this.registry = new DeviceRegistry(parts.files, this.bags);
    this.attempts = new Attempts(parts.files, parts.boot);
    this.caseKeys = new CaseKeys(parts.files, parts.random);
    this.cosigner = new CosignKey(parts.schedule);
  }

  get current(): OpenSession | null {
    return this.open;
  }

  status(): Promise<DeviceStatus> {
    return this.registry.status(this.open?.officerId ?? null);
  }

  /** The session as the window needs it, with its own copy of the data key. */
  session(): Session | null {
    const { open } = this;
    return (
      open && {
        officerId: open.officerId,
        prefectureCode: open.prefectureCode,
        dataKey: Uint8Array.from(open.keys.dataKey),
      }
    );
  }

  async signIn(officerId: OfficerId, password: string): Promise<SignInOutcome> {
    if (this.registry.isRevoked) return { kind: 'device-revoked' };
    const tried = await this.tryPassword(officerId, password);
    return tried.kind === 'opened' ? this.enter(officerId, tried.opened) : tried;
  }

  /** The recovery key opens without password and keystore; the new password is bound to the keystore as it is now. */
  async recover(
    officerId: OfficerId,
    recoveryKey: string,
    newPassword: string,
  ): Promise<z.infer<typeof RecoverOutcome>> {
    if (!isPasswordLongEnough(newPassword))
      return { kind: 'password-too-weak', minLength: MIN_PASSWORD_LENGTH };
    if (this.registry.isRevoked) return { kind: 'device-revoked' };
    const stored = await this.bags.read(officerId);
    if (stored.kind === 'none') return { kind: 'unknown-officer' };
    if (stored.kind === 'unreadable') return damagedKeyFile;
    const opening = openWithRecoveryKey(stored.file, recoveryKey);
    if (opening.kind !== 'opened')
      return opening.kind === 'damaged' ? damagedKeyFile : { kind: 'wrong-recovery-key' };
    await this.bags.write(await rebindPassword(this.parts, stored.file, opening.opened.bagKey, newPassword));
    await this.attempts.clear(officerId);
    const entered = await this.enter(officerId, opening.opened);
    return entered.kind === 'signed-in' ? entered : damagedKeyFile;
  }

  async changePassword(oldPassword: string, newPassword: string): Promise<ChangeOutcome> {
    const { open } = this;
    if (open === null) return { kind: 'locked' };
    if (!isPasswordLongEnough(newPassword))
      return { kind: 'password-too-weak', minLength: MIN_PASSWORD_LENGTH };
    const tried = await this.tryPassword(open.officerId, oldPassword);
    if (tried.kind === 'wrong-password' || tried.kind === 'wait') return tried;
    // The keybag of the open session is gone or no longer readable: the officer has to sign in, or recover.
    if (tried.kind !== 'opened') return { kind: 'locked' };
    await this.bags.write(await rebindPassword(this.parts, tried.file, tried.opened.bagKey, newPassword));
    wipe(tried.opened);
    return { kind: 'changed' };
  }

  /** Ends the session. Whoever asks again meanwhile waits for the same end. */
  lock(): Promise<void> {
    this.locking = this.locking.catch(() => undefined).then(() => this.endSession());
    return this.locking;
  }

  /**
   * The region ended this device's right to work, and said so over the pinned line: the keys lock and open nothing any more.
   * Journal, outbox and photos stay as they are; nothing is erased.
   */
  async lockRevoked(): Promise<void> {
    await this.registry.markRevoked();
    await this.lock();
  }

  async cosign(officerId: OfficerId, password: string): Promise<CosignOutcome> {
    if (this.open === null) return { kind: 'locked' };
    const tried = await this.tryPassword(officerId, password);
    if (tried.kind !== 'opened') return tried;
    this.cosigner.take(officerId, Uint8Array.from(tried.opened.bag.officerSigning));
    wipe(tried.opened);
    return { kind: 'ready' };
  }

  endCosign(): void {
    this.cosigner.close();
  }

  /** The officer's signature; null unless they are signed in or co-signing. */
  sign(officerId: OfficerId, bytes: Uint8Array): Uint8Array | null {
    return this.open?.officerId === officerId
      ? this.open.signAsOfficer(bytes)
      : this.cosigner.sign(officerId, bytes);
  }

  cipher(store: StoreName): StoreCipher | null {
    return this.open?.cipher(store) ?? null;
  }

  /** Takes the opened keys over as the session; a session that was open ends first. */
  async enter(
    officerId: OfficerId,
    opened: OpenedKeybag,
  ): Promise<Extract<SignInOutcome, { kind: 'signed-in' | 'key-file-damaged' }>> {
    opened.bagKey.fill(0);
    const officer = this.registry.officer(officerId);
    if (officer === null || !this.registry.isManifestOf(opened.bag.rootPublicKey)) {
      wipeBag(opened.bag);
      return { kind: 'key-file-damaged' };
    }
    await this.lock();
    this.open = new OpenSession(officerId, officer.prefectureCode, opened.bag);
    const session = this.session();
    return session === null ? { kind: 'key-file-damaged' } : { kind: 'signed-in', session };
  }

  async sealField(caseKeyId: string, text: string): Promise<{ kind: 'sealed'; field: SealedField } | Locked> {
    const { open } = this;
    if (open === null) return { kind: 'locked' };
    const caseKey = await this.caseKeys.keyFor(caseKeyId, open.keys.dataKey);
    const field = sealField(text, caseKeyId, caseKey, open.keys.prefectureSealing);
    caseKey.fill(0);
    return { kind: 'sealed', field };
  }

  openField(
    value: unknown,
  ): { kind: 'opened'; text: string } | { kind: 'not-entitled' } | { kind: 'damaged' } | Locked {
    const { open } = this;
    if (open === null) return { kind: 'locked' };
    if (open.keys.wrappedPrefectureKey === null) return { kind: 'not-entitled' };
    const field = SealedField.safeParse(value);
    const prefectureKey = openPrefectureKey(open.keys.officerSealing, open.keys.wrappedPrefectureKey);
    const text = field.success && prefectureKey !== null ? openField(field.data, prefectureKey) : null;
    prefectureKey?.fill(0);
    return text === null ? { kind: 'damaged' } : { kind: 'opened', text };
  }

  async setOfficers(officers: readonly KnownOfficer[]): Promise<{ kind: 'written' } | Locked> {
    if (this.open === null) return { kind: 'locked' };
    await this.registry.setOfficers(officers);
    await this.registry.removeLapsedKeybags(this.open.officerId);
    return { kind: 'written' };
  }

  /** True when the manifest came from our root, was newer and is now the one in use. */
  async adoptManifest(signed: SignedManifest): Promise<boolean> {
    return this.open === null
      ? false
      : this.registry.adoptManifest(signed, { publicKey: this.open.keys.rootPublicKey });
  }

  private async endSession(): Promise<void> {
    const { open } = this;
    if (open === null) return;
    // From here on nothing new begins; what is under way may still use the keys until it has ended.
    this.open = null;
    this.cosigner.close();
    await this.parts.beforeLock().finally(() => open.end());
    // An officer who was removed while signed in loses their wraps now; a failing disk leaves it to the next lock.
    await this.registry.removeLapsedKeybags(null).catch(() => undefined);
  }

  private async tryPassword(officerId: OfficerId, password: string): Promise<PasswordOutcome> {
    const stored = await this.bags.read(officerId);
    if (stored.kind !== 'keybag')
      return { kind: stored.kind === 'none' ? 'unknown-officer' : 'key-file-damaged' };
    const seconds = await this.attempts.secondsToWait(officerId);
    if (seconds > 0) return { kind: 'wait', seconds };
    const triesBeforeWait = await this.attempts.count(officerId);
    const opening = await openWithPassword(this.parts, stored.file, password);
    if (opening.kind === 'wrong-secret') return { kind: 'wrong-password', triesBeforeWait };
    await this.attempts.clear(officerId);
    if (opening.kind === 'opened') return { kind: 'opened', file: stored.file, opened: opening.opened };
    return { kind: opening.kind === 'damaged' ? 'key-file-damaged' : 'keystore-lost' };
  }
}

const damagedKeyFile = { kind: 'disk-error', code: 'KEY_FILE_DAMAGED' } as const;

function wipe(opened: OpenedKeybag): void {
  opened.bagKey.fill(0);
  wipeBag(opened.bag);
}
