import 'reflect-metadata';
import { createPrivateKey, X509Certificate as NodeCertificate, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import type { Instant } from '../../../shared/lib/dates.ts';

// ECDSA P-256: Chromium takes no Ed25519 certificate for TLS.
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
// A workstation's clock may be a year wrong, and its work is never refused for that (design.md section 2, time):
// certificates of a trial installation reach far on both sides of today.
const BACKDATED_DAYS = 500;
const CA_VALID_DAYS = 20 * 365;
const SERVER_VALID_DAYS = 5 * 365;
const RENEW_BEFORE_DAYS = 500;

export interface CertifiedKey {
  readonly keyPem: string;
  readonly certPem: string;
}

/** The trial installation's own certificate authority. */
export async function makeAuthority(now: Instant): Promise<CertifiedKey> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: 'CN=jianding-desk trial authority',
      ...validity(now, CA_VALID_DAYS),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { keyPem: await privatePem(keys), certPem: cert.toString('pem') };
}

/** A certificate of that authority for host names and addresses. */
export async function makeServerCertificate(
  authority: CertifiedKey,
  hosts: readonly string[],
  now: Instant,
): Promise<CertifiedKey> {
  const keys = await newKeys();
  const issuer = new x509.X509Certificate(authority.certPem);
  const cert = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      subject: 'CN=jianding-desk regional server',
      issuer: issuer.subject,
      ...validity(now, SERVER_VALID_DAYS),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: await importKey(authority.keyPem),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
        new x509.SubjectAlternativeNameExtension(
          hosts.map((host) => ({ type: isIP(host) ? 'ip' : 'dns', value: host })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { keyPem: await privatePem(keys), certPem: cert.toString('pem') };
}

/** Whether a certificate still serves: for all these hosts, and long enough. */
export function stillServes(certPem: string, hosts: readonly string[], now: Instant): boolean {
  const cert = new NodeCertificate(certPem);
  const covers = hosts.every(
    (host) => (isIP(host) ? cert.checkIP(host) : cert.checkHost(host)) !== undefined,
  );
  return covers && Date.parse(cert.validTo) - Date.parse(now) > RENEW_BEFORE_DAYS * DAY_MS;
}

function validity(now: Instant, days: number): { notBefore: Date; notAfter: Date } {
  const at = Date.parse(now);
  return { notBefore: new Date(at - BACKDATED_DAYS * DAY_MS), notAfter: new Date(at + days * DAY_MS) };
}

function serial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  // Positive, as X.509 asks for.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function privatePem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
}
