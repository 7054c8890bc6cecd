import { utf8 } from '../../shared/lib/bytes.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import {
  EnrolAnswer,
  EnrolLookAnswer,
  ManifestAnswer,
  type EnrolRequest,
} from '../../shared/protocol/enrol.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import type { KeyManifest, SignedManifest } from '../../shared/protocol/manifest.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../shared/protocol/protocol-version.ts';
import type { EnrolLookOutcome } from '../../shared/ipc/contract.ts';
import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import { parseAddress, type ServerAddress } from './address.ts';
import { classify, jsonOf } from './classify.ts';
import type { HttpSend } from './http.ts';

/** Believes a manifest only when the root with this fingerprint signed it; null otherwise. */
export type BelieveManifest = (signed: SignedManifest, fingerprint: string) => KeyManifest | null;
type Request = Omit<EnrolRequest, 'v' | 'secret'>;

export interface LookedUp {
  readonly address: ServerAddress;
  readonly secret: string;
  readonly fingerprint: string;
}

export interface EnrolmentParts {
  readonly send: HttpSend;
  readonly believe: BelieveManifest;
  /** From now on the session trusts this authority (null: the one of the enrolled device, if any). */
  readonly pin: (authorityPem: string | null) => Promise<void>;
}

/**
 * Enrolment over the network: code and address typed ─look─► somebody found ─finish─► certified. The first question is
 * asked before any certificate is trusted; its answer counts only if the root named by the code signed it.
 */
export class Enrolment {
  private readonly parts: EnrolmentParts;
  private found: LookedUp | null = null;
  /** Goes down while the server does not know it. */
  private version = PROTOCOL_VERSION;

  constructor(parts: EnrolmentParts) {
    this.parts = parts;
  }

  get lookedUp(): LookedUp | null {
    return this.found;
  }

  /** Whom the code is for. Repeatable; the code is not used up. */
  async look(typedAddress: string, typedCode: string): Promise<EnrolLookOutcome> {
    this.found = null;
    this.version = PROTOCOL_VERSION;
    const code = parseEnrolmentCode(typedCode);
    if (!code.ok) return code.error;
    const address = parseAddress(typedAddress);
    if (address === null) return { kind: 'address-mistyped' };
    const manifest = await this.manifestOf(address, code.value.rootFingerprint);
    if ('kind' in manifest) return manifest;
    await this.parts.pin(manifest.tlsCaPem);
    const answer = await this.post(address, '/v1/enrol/look', { secret: code.value.secret }, EnrolLookAnswer);
    if ('kind' in answer) {
      await this.parts.pin(null);
      return answer;
    }
    this.found = { address, secret: code.value.secret, fingerprint: code.value.rootFingerprint };
    return { kind: 'found', officer: answer.officer, bureau: answer.bureau, regionName: manifest.regionName };
  }

  /** Uses the code up. The manifest in the answer is believed like the first one. */
  async finish(request: Request): Promise<EnrolAnswer | NetFailure | { kind: 'nothing-looked-up' }> {
    const { found } = this;
    if (found === null) return { kind: 'nothing-looked-up' };
    const answer = await this.post(
      found.address,
      '/v1/enrol',
      { ...request, secret: found.secret },
      EnrolAnswer,
    );
    if ('kind' in answer) return answer;
    return this.parts.believe(answer.manifest, found.fingerprint) === null
      ? { kind: 'not-understood' }
      : answer;
  }

  /** The enrolment is stored, or given up. */
  forget(): void {
    this.found = null;
  }

  private async manifestOf(
    address: ServerAddress,
    fingerprint: string,
  ): Promise<KeyManifest | NetFailure | { kind: 'fingerprint-mismatch' }> {
    const result = await this.parts.send({
      method: 'GET',
      url: `${address.origin}/v1/manifest`,
      headers: { accept: 'application/json' },
      body: null,
      trust: 'unpinned-once',
    });
    const answer = classify(result);
    if (answer.kind !== 'usable') return answer;
    const parsed = ManifestAnswer.safeParse(jsonOf(answer.body));
    if (!parsed.success) return { kind: 'not-understood' };
    return this.parts.believe(parsed.data.manifest, fingerprint) ?? { kind: 'fingerprint-mismatch' };
  }

  private async post<T extends object>(
    address: ServerAddress,
    path: string,
    body: object,
    schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  ): Promise<T | NetFailure> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const result = await this.parts.send({
      method: 'POST',
      url: `${address.origin}${path}`,
      headers,
      body: utf8(canonicalJson({ ...body, v: this.version })),
      trust: 'pinned',
    });
    const answer = classify(result);
    if (
      answer.kind === 'http' &&
      answer.error === 'wire-version-unsupported' &&
      this.version > PROTOCOL_FLOOR
    ) {
      this.version -= 1;
      return this.post(address, path, body, schema);
    }
    if (answer.kind !== 'usable') return answer;
    const parsed = schema.safeParse(jsonOf(answer.body));
    return parsed.success ? parsed.data : { kind: 'not-understood' };
  }
}
