import { beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, makeServerCertificate } from '../../server/features/trust/tls.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { utf8 } from '../../shared/lib/bytes.ts';
import { makeGateway, type Gateway } from '../../test/support/gateway-certificate.ts';
import { lookAtAuthority } from './bureau-authority.ts';
import { certificateProblem } from './certificate.ts';

const NOW = Date.now();
const times = { nowMs: NOW, serverMs: null };

describe('a file of the bureau’s IT person', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await makeGateway('sfj.example');
  });
  const look = (bytes: Uint8Array, host: string | null = 'sfj.example') =>
    lookAtAuthority(bytes, host, times).look;

  test('an authority is shown with its fingerprint and the one host it counts for, PEM and DER alike', () => {
    const pem = look(utf8(gateway.authorityPem));
    expect(pem).toMatchObject({
      kind: 'authority',
      authority: { host: 'sfj.example', subject: 'CN=Bureau Gateway CA, O=Test Bureau' },
    });
    expect(look(gateway.authorityDer)).toEqual(pem);
  });

  test('S135: what it lets through is its own host’s certificate, and no other host’s', () => {
    const { pem } = lookAtAuthority(gateway.authorityDer, 'sfj.example', times);
    const presented = { data: gateway.chainPem };
    expect(certificateProblem(presented, 'sfj.example', pem, times)).toBeNull();
    expect(certificateProblem(presented, 'other.example', pem, times)).toBe('other-host');
  });

  test('a private key is refused before anything else', () => {
    expect(look(utf8(`${gateway.authorityPem}\n${gateway.keyPem}`))).toEqual({ kind: 'has-private-key' });
  });

  test('several certificates, a server’s own, an expired one and no certificate at all are told apart', async () => {
    expect(look(utf8(gateway.chainPem))).toEqual({ kind: 'several-certificates' });
    const leaf = gateway.chainPem.slice(0, gateway.chainPem.indexOf('-----END CERTIFICATE-----') + 25);
    expect(look(utf8(leaf))).toEqual({ kind: 'not-an-authority' });
    const own = await makeServerCertificate(
      await makeAuthority(instantOf(NOW)),
      ['sfj.example'],
      instantOf(NOW),
    );
    expect(look(utf8(own.certPem))).toEqual({ kind: 'not-an-authority' });
    expect(look(utf8('hello'))).toEqual({ kind: 'not-a-certificate' });
    expect(look(new Uint8Array())).toEqual({ kind: 'not-a-certificate' });
    const late = { nowMs: NOW + 10 * 365 * 86_400_000, serverMs: null };
    expect(lookAtAuthority(gateway.authorityDer, 'sfj.example', late).look.kind).toBe('authority-expired');
  });

  test('without a server there is no host for it to count for', () => {
    expect(look(gateway.authorityDer, null)).toEqual({ kind: 'no-host' });
  });
});
