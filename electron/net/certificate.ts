import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { instantOf, type Instant } from '../../shared/lib/dates.ts';

/** Longest chain of intermediate authorities that is followed. */
const MAX_CHAIN = 4;
/** A subject is shown to a person and read out on the telephone. */
const MAX_NAME_LENGTH = 160;

export type CertificateProblem =
  'other-authority' | 'intercepted' | 'other-host' | 'not-yet-valid' | 'expired' | 'unreadable';

/** A certificate as the network presents it: PEM text, and the one that issued it where the server sent that too. */
export interface PresentedCertificate {
  readonly data: string;
  readonly issuerCert?: PresentedCertificate | undefined;
}

/**
 * Between these two moments lies the true time, as far as this computer knows: what its clock says, and the latest time
 * our server told it. A certificate that was good at any moment between them is good: a wrong clock keeps nobody out.
 */
export interface KnownTimes {
  readonly nowMs: number;
  /** Null before the first contact. */
  readonly serverMs: number | null;
}

/** What a refused certificate said of itself, for people. */
export interface SeenCertificate {
  readonly issuer: string;
  /** By this computer's clock. */
  readonly seenAt: Instant;
  readonly validFrom: Instant;
  readonly validTo: Instant;
}

/**
 * Whether a server's certificate is of this authority and for this host, now; null when it is. The region's authority
 * (and for one host the bureau's own, where a person confirmed it) is the only one believed: what the operating system
 * trusts counts for nothing.
 */
export function certificateProblem(
  presented: PresentedCertificate,
  host: string,
  authorityPem: string,
  times: KnownTimes,
): CertificateProblem | null {
  try {
    const authority = new X509Certificate(authorityPem);
    const leaf = new X509Certificate(presented.data);
    if (!leadsTo(presented, authority)) return foreignness(leaf, host, authority);
    if (!isFor(leaf, host)) return 'other-host';
    return (
      [leaf, authority]
        .map((certificate) => validityProblem(certificate, times))
        .find((problem) => problem !== null) ?? null
    );
  } catch {
    return 'unreadable';
  }
}

/** What can be told of a presented certificate; null when it cannot be read. */
export function seenCertificate(presented: PresentedCertificate, nowMs: number): SeenCertificate | null {
  try {
    const leaf = new X509Certificate(presented.data);
    return {
      issuer: oneLine(leaf.issuer),
      seenAt: instantOf(nowMs),
      validFrom: instant(leaf.validFrom),
      validTo: instant(leaf.validTo),
    };
  } catch {
    return null;
  }
}

/** A distinguished name on one line. */
export function oneLine(name: string): string {
  return name.split('\n').join(', ').slice(0, MAX_NAME_LENGTH);
}

/** A device that opens encrypted traffic makes a certificate for our host; another server has one for its own. */
function foreignness(
  leaf: X509Certificate,
  host: string,
  authority: X509Certificate,
): 'intercepted' | 'other-host' | 'other-authority' {
  // Another installation of our own server: its authority has the same name and another key.
  if (leaf.issuer === authority.subject) return 'other-authority';
  return isFor(leaf, host) ? 'intercepted' : 'other-host';
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

function validityProblem(
  certificate: X509Certificate,
  { nowMs, serverMs }: KnownTimes,
): 'not-yet-valid' | 'expired' | null {
  const latest = Math.max(nowMs, serverMs ?? nowMs);
  const earliest = Math.min(nowMs, serverMs ?? nowMs);
  if (latest < Date.parse(certificate.validFrom)) return 'not-yet-valid';
  return earliest > Date.parse(certificate.validTo) ? 'expired' : null;
}

function instant(text: string): Instant {
  return instantOf(Date.parse(text));
}
