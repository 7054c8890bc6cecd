import { completeEnrolment, prepareEnrolment } from '../../electron/keys/enrolment-keys.ts';
import { KeyCustody } from '../../electron/keys/custody.ts';
import { newKeyPair, signEd25519 } from '../../electron/keys/key-pairs.ts';
import type { Argon2Cost, KeybagTools } from '../../electron/keys/keybag.ts';
import type { Keystore } from '../../electron/keys/keystore.ts';
import { nodeRandom } from '../../electron/keys/node-random.ts';
import { smallFiles } from '../../electron/files/small-files.ts';
import type { Disk } from '../../electron/files/disk.ts';
import { toBase64 } from '../../shared/lib/bytes.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import type { DeviceId, OfficerId } from '../../shared/lib/ids.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import type { EnrolAnswer } from '../../shared/protocol/enrol.ts';
import type { KeyManifest, SignedManifest } from '../../shared/protocol/manifest.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import { sealPrefectureKey } from '../../server/features/trust/seal-to-officer.ts';

/** As little work per guess as Argon2 allows: these tests are about the wraps, not about the cost. */
export const CHEAP: Argon2Cost = { memoryKiB: 8, iterations: 1, parallelism: 1 };
export const PASSWORD = '喀什-correct-horse';

/** A keystore that can lose its key on demand. */
export class TestKeystore implements Keystore {
  kind: 'real' | 'none';
  private mask = 0x5a;

  constructor(kind: 'real' | 'none') {
    this.kind = kind;
  }

  lose(): void {
    this.mask = -1;
  }

  protect(secret: Uint8Array): Uint8Array {
    return secret.map((byte) => byte ^ this.mask);
  }

  reveal(blob: Uint8Array): Uint8Array<ArrayBuffer> | null {
    return this.mask < 0 ? null : Uint8Array.from(blob, (byte) => byte ^ this.mask);
  }
}

/** A region with its root key and one prefecture, as far as a device sees them. */
export class TestRegion {
  readonly root = newKeyPair('ed25519');
  readonly prefecture = newKeyPair('x25519');

  manifest(version: number, change: Partial<KeyManifest> = {}): SignedManifest {
    const body = canonicalJson({
      v: 1,
      version,
      regionName: { zh: '新疆', ug: 'شىنجاڭ' },
      tlsCaPem: `ca-${version}`,
      receiptKeys: [{ keyId: 'r1', publicKey: 'AAAA', retired: false }],
      publishingKeys: [],
      bundleKey: 'AAAA',
      issuedAt: instantOf(0),
      ...change,
    });
    const signature = toBase64(signEd25519(this.root.privateKey, signingBytes('jd-manifest-1', body)));
    return { body, signature, rootPublicKey: toBase64(this.root.publicKey) };
  }

  answer(officerId: OfficerId, officerSealingKey: string, opensIdentities: boolean): EnrolAnswer {
    return {
      v: 1,
      deviceId: '01J00000000000000000000000' as DeviceId,
      officer: {
        officerId,
        name: { zh: '阿娜尔', ug: 'ئانار' },
        roles: ['inspector'],
        prefectureCode: '653100',
        active: true,
      },
      bureau: { zh: '喀什地区司法局', ug: 'قەشقەر' },
      certificate: { body: '{}', signature: 'AAAA', keyId: 'r1' },
      prefectureSealingKey: toBase64(this.prefecture.publicKey),
      wrappedPrefectureKey: opensIdentities
        ? sealPrefectureKey(this.prefecture.privateKey, officerSealingKey)
        : null,
      manifest: this.manifest(1),
    };
  }
}

/** A machine whose time since its start the test moves. */
export class TestBoot {
  bootId = 'boot-1';
  ms = 0;

  elapsedMs(): number {
    return this.ms;
  }

  restart(): void {
    this.bootId += '+';
    this.ms = 0;
  }
}

export class CustodyWorld {
  readonly disk: Disk;
  readonly region = new TestRegion();
  readonly keystore: TestKeystore;
  readonly boot = new TestBoot();
  readonly tools: KeybagTools;
  /** Timers that are running: run them to let their time pass. */
  readonly timers = new Map<number, () => void>();
  locks = 0;
  custody: KeyCustody;

  constructor(disk: Disk, keystoreKind: 'real' | 'none' = 'real') {
    this.disk = disk;
    this.keystore = new TestKeystore(keystoreKind);
    this.tools = { random: nodeRandom, keystore: this.keystore, cost: CHEAP };
    this.custody = this.build();
  }

  /** The app starts again on the same files. */
  async restart(): Promise<KeyCustody> {
    this.custody = this.build();
    await this.custody.registry.load();
    return this.custody;
  }

  /** Enrols an officer as the network would, and returns the recovery key. */
  async enrol(officerId: OfficerId, options: { opensIdentities?: boolean } = {}): Promise<string> {
    const keys = prepareEnrolment(this.custody, this.tools);
    if (keys === null) throw new Error('locked');
    const answer = this.region.answer(
      officerId,
      keys.public.officerSealingKey,
      options.opensIdentities ?? false,
    );
    const done = await completeEnrolment(this.custody, this.tools, keys, answer, 'localhost:8443', PASSWORD);
    return done.recoveryKey;
  }

  private build(): KeyCustody {
    return new KeyCustody({
      ...this.tools,
      files: smallFiles(this.disk),
      boot: this.boot,
      schedule: (afterMs, run) => {
        this.timers.set(afterMs, run);
        return () => this.timers.delete(afterMs);
      },
      beforeLock: async () => {
        this.locks += 1;
      },
    });
  }
}
