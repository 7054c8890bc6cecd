import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const YEAR_MS = 365 * 86_400_000;

export interface Gateway {
  /** What the bureau's IT person would hand out. */
  readonly authorityPem: string;
  readonly authorityDer: Uint8Array;
  readonly keyPem: string;
  readonly chainPem: string;
}

/** A bureau's own authority, and the certificate its gateway makes for a host to open encrypted traffic. */
export async function makeGateway(host: string): Promise<Gateway> {
  const validity = { notBefore: new Date(Date.now() - YEAR_MS), notAfter: new Date(Date.now() + YEAR_MS) };
  const authorityKeys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Bureau Gateway CA, O=Test Bureau',
      signingAlgorithm: ALGORITHM,
      keys: authorityKeys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 1, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
      ...validity,
    },
    crypto,
  );
  const keys = await newKeys();
  const leaf = await x509.X509CertificateGenerator.create(
    {
      subject: `CN=${host}`,
      issuer: authority.subject,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
      ],
      ...validity,
    },
    crypto,
  );
  const authorityPem = authority.toString('pem');
  return {
    authorityPem,
    authorityDer: new Uint8Array(authority.rawData),
    keyPem: x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    chainPem: `${leaf.toString('pem')}\n${authorityPem}`,
  };
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
}
