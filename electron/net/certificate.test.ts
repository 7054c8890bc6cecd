import { beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, makeServerCertificate, type CertifiedKey } from '../../server/features/trust/tls.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { certificateProblem } from './certificate.ts';

const NOW = Date.UTC(2026, 8, 28);
const YEAR_MS = 365 * 86_400_000;

describe("the server's certificate", () => {
  let authority: CertifiedKey;
  let other: CertifiedKey;
  let server: CertifiedKey;

  beforeAll(async () => {
    authority = await makeAuthority(instantOf(NOW));
    other = await makeAuthority(instantOf(NOW));
    server = await makeServerCertificate(authority, ['sfj.example', '10.0.0.7'], instantOf(NOW));
  });

  const problem = (
    host: string,
    options: { pem?: string; ca?: string; atMs?: number; serverMs?: number } = {},
  ) =>
    certificateProblem({ data: options.pem ?? server.certPem }, host, options.ca ?? authority.certPem, {
      nowMs: options.atMs ?? NOW,
      serverMs: options.serverMs ?? null,
    });

  test('of our authority and for this host or address is believed', () => {
    expect([problem('sfj.example'), problem('10.0.0.7')]).toEqual([null, null]);
  });

  test('for another host is refused', () => {
    expect([problem('other.example'), problem('10.0.0.8')]).toEqual(['other-host', 'other-host']);
  });

  test('of another authority with the same name is refused', () => {
    expect(problem('sfj.example', { ca: other.certPem })).toBe('other-authority');
  });

  test('issued by a server certificate instead of an authority is refused', async () => {
    const forged = await makeServerCertificate(server, ['sfj.example'], instantOf(NOW));
    const presented = {
      data: forged.certPem,
      issuerCert: { data: server.certPem, issuerCert: { data: authority.certPem } },
    };
    expect(
      certificateProblem(presented, 'sfj.example', authority.certPem, { nowMs: NOW, serverMs: null }),
    ).toBe('intercepted');
  });

  test('a clock a year off in either direction still reaches a trial server', () => {
    expect([
      problem('sfj.example', { atMs: NOW - YEAR_MS }),
      problem('sfj.example', { atMs: NOW + YEAR_MS }),
    ]).toEqual([null, null]);
  });

  test('before and after its time it is refused, each with its reason', () => {
    expect(problem('sfj.example', { atMs: NOW - 2 * YEAR_MS })).toBe('not-yet-valid');
    expect(problem('sfj.example', { atMs: NOW + 6 * YEAR_MS })).toBe('expired');
  });

  test('S134: a clock decades off keeps nobody out once the server has told its time', () => {
    const serverMs = NOW - 30 * 86_400_000;
    expect([
      problem('sfj.example', { atMs: Date.UTC(2000, 0, 1), serverMs }),
      problem('sfj.example', { atMs: NOW + 30 * YEAR_MS, serverMs }),
    ]).toEqual([null, null]);
  });

  test('what has run out by the server’s own time stays refused, whatever the clock says', () => {
    const serverMs = NOW + 6 * YEAR_MS;
    expect(problem('sfj.example', { atMs: serverMs + 1, serverMs })).toBe('expired');
  });

  test('a certificate that somebody else made for our host is a device that opens encrypted traffic', async () => {
    const gateway = await makeAuthority(instantOf(NOW));
    const opened = await makeServerCertificate(gateway, ['sfj.example'], instantOf(NOW));
    // The trial authorities all have one name: against one of another name the same certificate is an interception.
    const ca = (await makeServerCertificate(authority, ['ca.example'], instantOf(NOW))).certPem;
    expect(problem('sfj.example', { pem: opened.certPem, ca })).toBe('intercepted');
    expect(problem('sfj.example', { pem: opened.certPem })).toBe('other-authority');
    expect(problem('portal.example', { pem: opened.certPem, ca })).toBe('other-host');
  });

  test('what is no certificate is unreadable', () => {
    expect(problem('sfj.example', { pem: 'x' })).toBe('unreadable');
    expect(problem('sfj.example', { ca: 'x' })).toBe('unreadable');
  });
});
