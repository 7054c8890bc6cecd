import { randomBytes, type KeyObject } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromBase64, utf8 } from '../../../shared/lib/bytes.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import { canonicalJson, type JsonValue } from '../../../shared/lib/json.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import { rootFingerprint } from '../../../shared/protocol/enrolment-code.ts';
import { KeyManifest, SignedManifest } from '../../../shared/protocol/manifest.ts';
import { signingBytes, type Signed, type SigningPurpose } from '../../../shared/protocol/receipt.ts';
import {
  generatePrivateKey,
  publicKeyOf,
  readPrivatePem,
  signBytes,
  writePrivatePem,
  type KeyKind,
} from './keys.ts';
import { makeAuthority, makeServerCertificate, stillServes, type CertifiedKey } from './tls.ts';

/** What this server signs with, and what it says about its keys. */
export interface Trust {
  readonly manifest: SignedManifest;
  readonly manifestVersion: number;
  /** First 80 bits of the root key's SHA-256, as on every enrolment code. */
  readonly rootFingerprint: string;
  readonly receiptPublicKey: string;
  readonly tls: CertifiedKey & { readonly caPem: string };
  /** 32 bytes: encrypts what this server keeps at rest. */
  readonly storageKey: Uint8Array;
  /** Names this set of keys without telling them: what a database and all its processes must agree on. */
  readonly identity: string;
  /** Lets the command line on this machine give orders to the running server; whoever can read the trust folder has it. */
  readonly adminSecret: string;
  /** The bundle-sealing key with this fingerprint; null when it is not kept here (any more). */
  bundleKey(keyId: string): KeyObject | null;
  /** Signs a statement of the server with its receipt key. */
  sign(purpose: SigningPurpose, statement: JsonValue): Signed;
  /** Signs the exact text of a template with the publishing key. */
  signTemplate(body: string): Signed;
}

const CertifiedKeyFile = z.strictObject({ keyPem: z.string(), certPem: z.string() });

const REGION_NAME = { zh: '新疆维吾尔自治区', ug: 'شىنجاڭ ئۇيغۇر ئاپتونوم رايونى' };

const ROOT_NOTE = `root.key is the region's root key: every workstation trusts what it signs.
This server made it for a trial installation and does not need it to run.
Before real use move root.key to a medium that is kept offline, and delete it here.

root.key بولسا رايوننىڭ تۈپ ئاچقۇچى. رەسمىي ئىشلىتىشتىن بۇرۇن ئۇنى تورسىز ساقلانما ۋاسىتىسىگە يۆتكەپ، بۇ يەردىن ئۆچۈرۈڭ.

root.key 是全区根密钥。正式使用前请移至离线介质保管,并从本机删除。
`;

/** Where the keys are: `keys` may be shared by several processes, `tls` belongs to the process, whose names it covers. */
export interface TrustPlaces {
  readonly keys: string;
  readonly tls: string;
}

export function trustPlaces(dataFolder: string, sharedTrust: string | null): TrustPlaces {
  const own = join(dataFolder, 'trust');
  return sharedTrust === null ? { keys: own, tls: own } : { keys: sharedTrust, tls: dataFolder };
}

/** What the command line needs to reach the running server of this folder. */
export function readAdminAccess(places: TrustPlaces): { readonly secret: string; readonly caPem: string } {
  const files = new TrustFolder(places.keys);
  return { secret: files.read('admin.secret'), caPem: files.read('tls-ca.pem') };
}

/** Whether a trial installation was made in this folder before. */
export function hasTrust(places: TrustPlaces): boolean {
  return existsSync(join(places.keys, 'manifest.json'));
}

/**
 * Reads the keys of a trust folder, or makes all of them for a trial installation. The TLS certificate is renewed when a
 * host is missing or its end comes near. Throws when a key that was here before is missing: nothing is made anew beside old data.
 */
export async function openTrust(places: TrustPlaces, hosts: readonly string[], now: Instant): Promise<Trust> {
  const files = new TrustFolder(places.keys);
  if (!files.has('manifest.json')) await makeTrust(files, now);
  const receiptKey = files.key('receipt.key');
  const publishingKey = files.key('publishing.key');
  const manifest = SignedManifest.parse(JSON.parse(files.read('manifest.json')));
  const body = KeyManifest.parse(JSON.parse(manifest.body));
  const receiptKeyId = keyIdOf(publicKeyOf(receiptKey));
  const publishingKeyId = keyIdOf(publicKeyOf(publishingKey));
  return {
    manifest,
    manifestVersion: body.version,
    rootFingerprint: rootFingerprint(fromBase64(manifest.rootPublicKey)),
    receiptPublicKey: publicKeyOf(receiptKey),
    tls: {
      ...(await serverCertificate(files, new TrustFolder(places.tls), hosts, now)),
      caPem: body.tlsCaPem,
    },
    storageKey: fromBase64(files.read('storage.key')),
    identity: identityOf(manifest.rootPublicKey, receiptKeyId, files.read('storage.key')),
    adminSecret: files.read('admin.secret'),
    bundleKey: (keyId) => files.bundleKeys().find((key) => keyIdOf(publicKeyOf(key)) === keyId) ?? null,
    sign: (purpose, statement) => signed(receiptKey, receiptKeyId, purpose, canonicalJson(statement)),
    signTemplate: (text) => signed(publishingKey, publishingKeyId, 'jd-template-1', text),
  };
}

async function makeTrust(files: TrustFolder, now: Instant): Promise<void> {
  const root = files.makeKey('root.key', 'ed25519');
  files.write('root.key.README.txt', ROOT_NOTE);
  const receipt = publicKeyOf(files.makeKey('receipt.key', 'ed25519'));
  const publishing = publicKeyOf(files.makeKey('publishing.key', 'ed25519'));
  const bundle = publicKeyOf(files.makeKey('bundle.key', 'x25519'));
  files.write('storage.key', randomBytes(32).toString('base64'));
  files.write('admin.secret', randomBytes(32).toString('base64'));
  const authority = await makeAuthority(now);
  files.write('tls-ca.key', authority.keyPem);
  files.write('tls-ca.pem', authority.certPem);
  const manifest: KeyManifest = {
    v: 1,
    version: 1,
    regionName: REGION_NAME,
    tlsCaPem: authority.certPem,
    receiptKeys: [{ keyId: keyIdOf(receipt), publicKey: receipt, retired: false }],
    publishingKeys: [{ keyId: keyIdOf(publishing), publicKey: publishing, retired: false }],
    bundleKey: bundle,
    issuedAt: now,
  };
  const body = canonicalJson(manifest);
  const signature = signBytes(root, signingBytes('jd-manifest-1', body));
  // Last, and by rename: its presence says that the folder is whole.
  files.write('manifest.json', canonicalJson({ body, signature, rootPublicKey: publicKeyOf(root) }));
}

async function serverCertificate(
  files: TrustFolder,
  own: TrustFolder,
  hosts: readonly string[],
  now: Instant,
): Promise<CertifiedKey> {
  // Key and certificate in one file, so that a crash cannot leave two that do not belong together.
  const kept = own.has('tls.json') ? CertifiedKeyFile.parse(JSON.parse(own.read('tls.json'))) : null;
  if (kept && stillServes(kept.certPem, hosts, now)) return kept;
  const authority = { keyPem: files.read('tls-ca.key'), certPem: files.read('tls-ca.pem') };
  const made = await makeServerCertificate(authority, hosts, now);
  own.write('tls.json', canonicalJson(made));
  return made;
}

function signed(key: KeyObject, keyId: string, purpose: SigningPurpose, body: string): Signed {
  return { body, signature: signBytes(key, signingBytes(purpose, body)), keyId };
}

function identityOf(rootPublicKey: string, receiptKeyId: string, storageKey: string): string {
  const storage = sha256Hex(`jd-storage-key-1|${storageKey.trim()}`).slice(0, 16);
  return `${rootFingerprint(fromBase64(rootPublicKey))}|${receiptKeyId}|${storage}`;
}

/** A key's name in receipts, manifest and bundles: the fingerprint of its public half. */
export function keyIdOf(publicKey: string): string {
  return rootFingerprint(fromBase64(publicKey));
}

class TrustFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  has(name: string): boolean {
    return existsSync(join(this.#folder, name));
  }

  read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }

  write(name: string, text: string): void {
    const path = join(this.#folder, name);
    writeFileSync(`${path}.new`, utf8(text), { mode: 0o600, flush: true });
    chmodSync(`${path}.new`, 0o600);
    renameSync(`${path}.new`, path);
  }

  key(name: string): KeyObject {
    return readPrivatePem(this.read(name));
  }

  /** The current one and, as `bundle-<anything>.key`, those that older sticks may still be sealed to. */
  bundleKeys(): readonly KeyObject[] {
    const names = readdirSync(this.#folder).filter((name) => /^bundle(-[\w-]+)?\.key$/.test(name));
    return names.map((name) => this.key(name));
  }

  makeKey(name: string, kind: KeyKind): KeyObject {
    const key = generatePrivateKey(kind);
    this.write(name, writePrivatePem(key));
    return key;
  }
}
