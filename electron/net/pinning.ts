import type { Session } from 'electron';
import {
  certificateProblem,
  type CertificateProblem,
  seenCertificate,
  type KnownTimes,
  type PresentedCertificate,
  type SeenCertificate,
} from './certificate.ts';

const ACCEPT = 0;
const REFUSE = -2;

export interface RefusedCertificate {
  readonly reason: CertificateProblem;
  readonly seen: SeenCertificate | null;
}

/** A further authority that counts for one host only: a bureau that opens encrypted traffic at its own gateway. */
export interface HostAuthority {
  readonly host: string;
  readonly pem: string;
}

/** What one session has judged so far. Chromium keeps its verdicts for half an hour and tells no caller the reason. */
interface Era {
  readonly session: Promise<Session>;
  readonly reasons: Map<string, RefusedCertificate>;
  readonly throughBureau: Set<string>;
}

/**
 * All traffic goes through one session that believes the region's authority, for one host the bureau's own, and nothing
 * else. Whoever believes something else from now on gets a new session: only there are verdicts made anew.
 */
export class Pinning {
  private readonly open: () => Promise<Session>;
  private readonly times: () => KnownTimes;
  private authorityPem: string | null = null;
  private bureau: HostAuthority | null = null;
  private era: Era;

  /** `open` makes a new session in memory, with the proxy as it is set now. */
  constructor(open: () => Promise<Session>, times: () => KnownTimes) {
    this.open = open;
    this.times = times;
    this.era = this.newEra();
  }

  session(): Promise<Session> {
    return this.era.session;
  }

  /** Believes another authority from now on. Null: nobody. */
  async trust(authorityPem: string | null): Promise<void> {
    if (authorityPem === this.authorityPem) return;
    this.authorityPem = authorityPem;
    await this.renew();
  }

  /** The bureau's own authority beside the region's, for its one host. Null: none. */
  async trustForHost(bureau: HostAuthority | null): Promise<void> {
    if (bureau?.host === this.bureau?.host && bureau?.pem === this.bureau?.pem) return;
    this.bureau = bureau;
    await this.renew();
  }

  /** Why this host's certificate was last refused; null when it was not. */
  refusedCertificate(host: string): RefusedCertificate | null {
    return this.era.reasons.get(bare(host)) ?? null;
  }

  /** This host was last believed because of the bureau's own authority. */
  isThroughBureau(host: string): boolean {
    return this.era.throughBureau.has(bare(host));
  }

  /** A new session: other authorities, another proxy. Connections of the one before are closed. */
  async renew(): Promise<void> {
    const before = this.era.session;
    this.era = this.newEra();
    await this.era.session;
    await (await before).closeAllConnections();
  }

  /** The computer woke up: connections from before are half open at best. */
  async dropConnections(): Promise<void> {
    await (await this.era.session).closeAllConnections();
  }

  private newEra(): Era {
    const [reasons, throughBureau] = [new Map<string, RefusedCertificate>(), new Set<string>()];
    const session = this.open().then((opened) => {
      opened.setCertificateVerifyProc((request, answer) => {
        const host = bare(request.hostname);
        const verdict = this.judge(request.certificate, host);
        if (verdict.problem === null) reasons.delete(host);
        else {
          const seen = seenCertificate(request.certificate, this.times().nowMs);
          reasons.set(host, { reason: verdict.problem, seen });
        }
        if (verdict.isThroughBureau) throughBureau.add(host);
        else throughBureau.delete(host);
        answer(verdict.problem === null ? ACCEPT : REFUSE);
      });
      return opened;
    });
    return { session, reasons, throughBureau };
  }

  private judge(
    presented: PresentedCertificate,
    host: string,
  ): { readonly problem: CertificateProblem | null; readonly isThroughBureau: boolean } {
    const problem =
      this.authorityPem === null
        ? 'other-authority'
        : certificateProblem(presented, host, this.authorityPem, this.times());
    if (problem === null || this.bureau === null || this.bureau.host !== host)
      return { problem, isThroughBureau: false };
    const isThroughBureau = certificateProblem(presented, host, this.bureau.pem, this.times()) === null;
    return { problem: isThroughBureau ? null : problem, isThroughBureau };
  }
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
