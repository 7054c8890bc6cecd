import type { Session } from 'electron';
import { certificateProblem } from './certificate.ts';
import type { CertificateProblem } from './http.ts';

const ACCEPT = 0;
const REFUSE = -2;

/**
 * The session believes the region's authority and nothing else. Chromium keeps the verdict and tells the caller only
 * that something failed, so the reason is remembered here by host.
 */
export class Pinning {
  private readonly session: Session;
  private readonly nowMs: () => number;
  private readonly reasons = new Map<string, CertificateProblem>();
  private authorityPem: string | null = null;

  constructor(session: Session, nowMs: () => number) {
    this.session = session;
    this.nowMs = nowMs;
    this.install();
  }

  /** Believes another authority from now on; open connections are closed, kept verdicts forgotten. Null: nobody. */
  async trust(authorityPem: string | null): Promise<void> {
    if (authorityPem === this.authorityPem) return;
    this.authorityPem = authorityPem;
    this.reasons.clear();
    this.install();
    await this.session.closeAllConnections();
  }

  /** Why this host's certificate was last refused; null when it was not. */
  refusedCertificate(host: string): CertificateProblem | null {
    return this.reasons.get(host.replace(/^\[|\]$/g, '')) ?? null;
  }

  private install(): void {
    this.session.setCertificateVerifyProc((request, answer) => {
      const host = request.hostname.replace(/^\[|\]$/g, '');
      const problem =
        this.authorityPem === null
          ? 'other-authority'
          : certificateProblem(request.certificate, host, this.authorityPem, this.nowMs());
      if (problem === null) this.reasons.delete(host);
      else this.reasons.set(host, problem);
      answer(problem === null ? ACCEPT : REFUSE);
    });
  }
}
