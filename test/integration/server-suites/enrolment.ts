import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  verify,
  X509Certificate,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../../shared/protocol/errors.ts';
import { rootFingerprint, parseEnrolmentCode } from '../../../shared/protocol/enrolment-code.ts';
import {
  EnrolAnswer,
  EnrolLookAnswer,
  ManifestAnswer,
  OfficerCertificate,
} from '../../../shared/protocol/enrol.ts';
import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { Anchor, signingBytes } from '../../../shared/protocol/receipt.ts';
import { fromBase64 } from '../../../shared/lib/bytes.ts';
import { startTestServer } from '../../support/start-server.ts';
import { newKeys, publicKey, TestDevice } from '../../support/test-device.ts';
import type { HttpsAnswer } from '../../support/https-call.ts';
import { addOfficer, HEAD, useServer, type StorageUnderTest } from './world.ts';

/** A well-formed code that this region never gave out. */
const FOREIGN_SECRET = '000000000000';

export function enrolmentSuite(storage: StorageUnderTest): void {
  describe(`enrolment and greeting (${storage.name})`, () => {
    const world = useServer(storage);

    test('the manifest is signed by the root whose fingerprint every code carries, and names the certificate authority', async () => {
      const device = new TestDevice(world.server());
      const { manifest } = ManifestAnswer.parse((await device.get('/v1/manifest')).json());
      const code = parseEnrolmentCode(await world.server().createCode(await world.server().createOfficer()));
      expect(code.ok && code.value.rootFingerprint).toBe(rootFingerprint(fromBase64(manifest.rootPublicKey)));
      expect(
        verifies(manifest.rootPublicKey, signingBytes('jd-manifest-1', manifest.body), manifest.signature),
      ).toBe(true);
      const body = KeyManifest.parse(JSON.parse(manifest.body));
      expect(new X509Certificate(body.tlsCaPem).ca).toBe(true);
      device.close();
    });

    test('looking at a code tells whom it is for and does not use it up', async () => {
      const device = new TestDevice(world.server());
      const officerId = await world.server().createOfficer({ prefectureCode: '653200' });
      const request = device.enrolRequest(await world.server().createCode(officerId));
      const look = { v: 1, secret: request.secret ?? '' };
      const first = EnrolLookAnswer.parse((await device.post('/v1/enrol/look', look)).json());
      expect([first.officer.officerId, first.bureau.zh]).toEqual([officerId, '和田地区司法局']);
      expect((await device.post('/v1/enrol/look', look)).status).toBe(200);
      device.close();
    });

    test('a code nobody gave out, a used one and an expired one are told apart', async () => {
      const device = new TestDevice(world.server());
      const officerId = await world.server().createOfficer();
      const used = device.enrolRequest(await world.server().createCode(officerId));
      await device.post('/v1/enrol', used);
      const unknown = await device.post('/v1/enrol', { ...used, secret: FOREIGN_SECRET });
      const again = await device.post('/v1/enrol', {
        ...used,
        officerSigningKey: publicKey(newKeys().signing),
      });
      const expired = device.enrolRequest(await world.server().createCode(officerId));
      await world
        .server()
        .core.db.updateTable('enrolment_codes')
        .set({ expires_at: '2020-01-01T00:00:00.000Z' })
        .where('used_at', 'is', null)
        .execute();
      const late = await device.post('/v1/enrol', expired);
      expect([kindOf(unknown), kindOf(again), kindOf(late)]).toEqual([
        'enrolment-code-unknown',
        'enrolment-code-used',
        'enrolment-code-expired',
      ]);
      device.close();
    });

    test('the same code with the same keys again gives the same enrolment: the first answer may have been lost', async () => {
      const device = new TestDevice(world.server());
      const request = device.enrolRequest(
        await world.server().createCode(await world.server().createOfficer()),
      );
      const first = EnrolAnswer.parse((await device.post('/v1/enrol', request)).json());
      const second = EnrolAnswer.parse((await device.post('/v1/enrol', request)).json());
      expect(second).toEqual(first);
      device.close();
    });

    test('the certificate binds officer, key and device under the receipt key', async () => {
      const device = new TestDevice(world.server());
      const request = device.enrolRequest(
        await world.server().createCode(await world.server().createOfficer()),
      );
      const answer = EnrolAnswer.parse((await device.post('/v1/enrol', request)).json());
      const { receiptKeys } = KeyManifest.parse(JSON.parse(answer.manifest.body));
      const key = receiptKeys.find((one) => one.keyId === answer.certificate.keyId);
      expect(
        verifies(
          key?.publicKey ?? '',
          signingBytes('jd-officer-1', answer.certificate.body),
          answer.certificate.signature,
        ),
      ).toBe(true);
      const certificate = OfficerCertificate.parse(JSON.parse(answer.certificate.body));
      expect(certificate).toEqual({
        v: 1,
        deviceId: answer.deviceId,
        officer: answer.officer,
        officerSigningKey: request.officerSigningKey,
      });
      device.close();
    });

    test("only roles that open identities get the prefecture's private key, sealed to the officer's own key", async () => {
      const device = new TestDevice(world.server());
      const inspector = await device.enrol(
        await world.server().createCode(await world.server().createOfficer({ roles: ['inspector'] })),
      );
      const handler = await device.enrol(
        await world.server().createCode(await world.server().createOfficer({ roles: ['case-handler'] })),
      );
      expect(inspector.wrappedPrefectureKey).toBeNull();
      const opened = openWrapped(handler.wrappedPrefectureKey ?? '', device.writers[1]?.keys.sealing);
      expect(publicKey(opened)).toBe(handler.prefectureSealingKey);
      device.close();
    });

    test('a second officer joins an enrolled device and keeps its id', async () => {
      const device = await world.device();
      const first = device.deviceId;
      await addOfficer(world.server(), device, { prefectureCode: '653200', roles: HEAD });
      const hello = await device.hello();
      expect(device.deviceId).toBe(first);
      expect(hello.officers.map((officer) => officer.prefectureCode).sort()).toEqual(['653100', '653200']);
      expect(hello.scopes).toEqual([
        '650000/ordinary',
        '653100/blind-review',
        '653100/ordinary',
        '653200/blind-review',
        '653200/identity',
        '653200/ordinary',
      ]);
    });

    test('a greeting signed with another key is refused, and one from an unknown device too', async () => {
      const device = await world.device();
      const body = device.helloBody();
      const forged = await device.post('/v1/hello', { ...new TestDevice(world.server()).signHello(body) });
      const stranger = device.signHello(device.helloBody({ deviceId: '00000000000000000000000000' }));
      expect([kindOf(forged), kindOf(await device.post('/v1/hello', stranger))]).toEqual([
        'device-signature',
        'unknown-device',
      ]);
    });

    test("a greeting is answered with the server's signed time, bound to the greeting", async () => {
      const device = await world.device();
      const body = device.helloBody({ clientNonce: 'nonce-of-this-greeting' });
      const answer = (await device.post('/v1/hello', device.signHello(body))).json() as {
        anchor: { body: string };
      };
      expect(Anchor.parse(JSON.parse(answer.anchor.body)).nonce).toBe('nonce-of-this-greeting');
    });

    test('a device whose clock is a year off is greeted all the same', async () => {
      const device = await world.device();
      const answer = await device.post(
        '/v1/hello',
        device.signHello(device.helloBody({ sentAt: '2025-11-01T00:00:00.000Z' })),
      );
      expect(answer.status).toBe(200);
    });

    test('another wire version is named as such, whatever else the request holds', async () => {
      const device = await world.device();
      const hello = await device.post(
        '/v1/hello',
        device.signHello(device.helloBody({ v: 99, somethingNew: true })),
      );
      const pull = await device.post('/v1/pull', { v: 99, everything: 'different' });
      const look = await device.post('/v1/enrol/look', { v: 0, secret: FOREIGN_SECRET });
      expect([hello, pull, look].map(kindOf)).toEqual([
        'wire-version-unsupported',
        'wire-version-unsupported',
        'wire-version-unsupported',
      ]);
    });

    test('without a session nothing is pushed, pulled or uploaded', async () => {
      const device = await world.device();
      device.token = '';
      const pull = { v: 1, epoch: null, cursors: {}, logs: [], amendmentsAfter: {}, pageBytes: 1000 };
      const answers = [
        await device.post('/v1/pull', pull),
        await device.pushBytes(new Uint8Array([1])),
        await device.get('/v1/attachments/X/receipt'),
      ];
      expect(answers.map(kindOf)).toEqual(['session-expired', 'session-expired', 'session-expired']);
    });

    test('too many tries at codes are answered 429 with the time to wait', async () => {
      const server = await startTestServer({
        ...(await storage.options()),
        limits: { enrolPerMinute: 3, helloPerMinute: 3, consoleSignInPerMinute: 3 },
      });
      const device = new TestDevice(server);
      const tries = [];
      for (let i = 0; i < 4; i++)
        tries.push(await device.post('/v1/enrol/look', { v: 1, secret: FOREIGN_SECRET }));
      const last = tries.at(-1);
      expect(tries.map((answer) => answer.status)).toEqual([404, 404, 404, 429]);
      expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
      expect(ErrorBody.parse(last?.json()).error.retryAfterSeconds).toBeGreaterThan(0);
      device.close();
      await server.close();
    });

    test('health tells that it lives and nothing about people', async () => {
      const device = new TestDevice(world.server());
      const answer = await device.get('/v1/health');
      expect(Object.keys(answer.json() as object).sort()).toEqual(['epoch', 'ok', 'v']);
      device.close();
    });
  });
}

export function kindOf(answer: HttpsAnswer | undefined): string {
  return ErrorBody.parse(answer?.json()).error.kind;
}

export function verifies(publicKeyBase64: string, bytes: Uint8Array, signature: string): boolean {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKeyBase64, 'base64').toString('base64url') },
    format: 'jwk',
  });
  return verify(null, bytes, key, Buffer.from(signature, 'base64'));
}

/** What shared/protocol/enrol.ts tells a device to do with `wrappedPrefectureKey`. */
function openWrapped(
  wrapped: string,
  officerKey: Parameters<typeof createPublicKey>[0] | undefined,
): ReturnType<typeof createPrivateKey> {
  const bytes = Buffer.from(wrapped, 'base64');
  const ephemeral = createPublicKey({
    key: { kty: 'OKP', crv: 'X25519', x: bytes.subarray(0, 32).toString('base64url') },
    format: 'jwk',
  });
  const shared = diffieHellman({
    privateKey: officerKey as Parameters<typeof diffieHellman>[0]['privateKey'],
    publicKey: ephemeral,
  });
  const key = Buffer.from(hkdfSync('sha256', shared, new Uint8Array(), 'jd-prefecture-key-1', 32));
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(32, 44)).setAuthTag(
    bytes.subarray(-16),
  );
  const raw = Buffer.concat([decipher.update(bytes.subarray(44, -16)), decipher.final()]);
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), raw]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
