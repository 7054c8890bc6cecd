import { X509Certificate } from 'node:crypto';
import { instantOf } from '../../shared/lib/dates.ts';
import type { AuthorityLook } from '../../shared/ipc/link-calls.ts';
import { oneLine, type KnownTimes } from './certificate.ts';

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

export interface LookedAtAuthority {
  readonly look: AuthorityLook;
  /** Only beside `authority`. */
  readonly pem: string;
}

/** Reads a file that should hold the bureau's own certificate authority, PEM or DER. Believes nothing yet. */
export function lookAtAuthority(
  bytes: Uint8Array,
  host: string | null,
  times: KnownTimes,
): LookedAtAuthority {
  const only = (look: AuthorityLook): LookedAtAuthority => ({ look, pem: '' });
  const text = Buffer.from(bytes).toString('latin1');
  // A key has no business in the hands of an officer: it is refused before anything else is looked at.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return only({ kind: 'has-private-key' });
  const blocks = text.match(PEM_BLOCK) ?? [];
  if (blocks.length > 1) return only({ kind: 'several-certificates' });
  const certificate = parse(blocks[0] ?? Buffer.from(bytes));
  if (certificate === null) return only({ kind: 'not-a-certificate' });
  if (!certificate.ca) return only({ kind: 'not-an-authority' });
  const [validFrom, validTo] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (Math.min(times.nowMs, times.serverMs ?? times.nowMs) > validTo)
    return only({ kind: 'authority-expired', validTo: instantOf(validTo) });
  if (host === null) return only({ kind: 'no-host' });
  return {
    pem: certificate.toString(),
    look: {
      kind: 'authority',
      authority: {
        host,
        fingerprint: certificate.fingerprint256,
        subject: oneLine(certificate.subject),
        validFrom: instantOf(validFrom),
        validTo: instantOf(validTo),
      },
    },
  };
}

function parse(certificate: string | Buffer): X509Certificate | null {
  try {
    return new X509Certificate(certificate);
  } catch {
    return null;
  }
}
