import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificateProblem } from './http.ts';

/** Longest chain of intermediate authorities that is followed. */
const MAX_CHAIN = 4;

/** A certificate as the network presents it: PEM text, and the one that issued it where the server sent that too. */
export interface PresentedCertificate {
  readonly data: string;
  readonly issuerCert?: PresentedCertificate | undefined;
}

/**
 * Whether a server's certificate is of our region's authority and for this host, now; null when it is.
 * The region's authority is the only one believed: what the operating system trusts counts for nothing.
 */
export function certificateProblem(
  presented: PresentedCertificate,
  host: string,
  authorityPem: string,
  nowMs: number,
): CertificateProblem | null {
  try {
    const authority = new X509Certificate(authorityPem);
    const leaf = new X509Certificate(presented.data);
    if (!leadsTo(presented, authority)) return 'other-authority';
    if (!isFor(leaf, host)) return 'other-host';
    return (
      [leaf, authority]
        .map((certificate) => validityProblem(certificate, nowMs))
        .find((problem) => problem !== null) ?? null
    );
  } catch {
    return 'unreadable';
  }
}

function isFor(leaf: X509Certificate, host: string): boolean {
  return (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) !== undefined;
}

function leadsTo(presented: PresentedCertificate, authority: X509Certificate): boolean {
  let link: PresentedCertificate | undefined = presented;
  for (let depth = 0; link !== undefined && depth < MAX_CHAIN; depth++) {
    const certificate: X509Certificate = new X509Certificate(link.data);
    if (isIssuedBy(certificate, authority)) return true;
    const above: PresentedCertificate | undefined = link.issuerCert;
    if (
      above === undefined ||
      !isIssuedBy(certificate, new X509Certificate(above.data)) ||
      !new X509Certificate(above.data).ca
    )
      return false;
    link = above;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function validityProblem(certificate: X509Certificate, nowMs: number): 'not-yet-valid' | 'expired' | null {
  if (nowMs < Date.parse(certificate.validFrom)) return 'not-yet-valid';
  return nowMs > Date.parse(certificate.validTo) ? 'expired' : null;
}
