import type { CertificateProblem, SeenCertificate } from './certificate.ts';

/** One question over HTTPS, as this folder asks for it. `pinned` trusts the region's authority only. */
export interface HttpQuestion {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly trust: 'pinned' | 'unpinned-once';
  /**
   * The body leaves in writes of so many bytes, each a TLS record of its own: a line that breaks loses no more than one record beside
   * what was under way. Absent: as the network likes, which is 16 kB. Needs a server that takes a body without announced length.
   */
  readonly writeBytes?: number;
  /** Bytes of the body handed to the network so far. */
  readonly onSent?: (bytes: number) => void;
  /** Bytes of the answer received so far. */
  readonly onReceived?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

export type HttpResult =
  /** Header names are lower case. `isWhole` is false when the connection ended before the announced end. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array<ArrayBuffer>;
      readonly isWhole: boolean;
    }
  /** The network's own error code, without its `net::` prefix: `ERR_CONNECTION_REFUSED`. */
  | { readonly kind: 'failed'; readonly code: string }
  | {
      readonly kind: 'bad-certificate';
      readonly reason: CertificateProblem;
      readonly seen: SeenCertificate | null;
    }
  /** Nothing was sent or received for too long. */
  | { readonly kind: 'timed-out' }
  /** Something moved, but over minutes too little. */
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'redirected' }
  | { readonly kind: 'cancelled' };

/** The network. Never throws for what the network does. */
export type HttpSend = (question: HttpQuestion) => Promise<HttpResult>;

/** Tells what the network gave from why it was not asked. */
export function isHttpResult(value: unknown): value is HttpResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    ['answered', 'failed', 'bad-certificate', 'timed-out', 'too-slow', 'redirected', 'cancelled'].includes(
      String(value.kind),
    )
  );
}
