import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../shared/lib/bytes.ts';
import type { DeviceId } from '../../../shared/lib/ids.ts';
import { PROTOCOL_VERSION, WIRE_HEADER } from '../../../shared/protocol/protocol-version.ts';
import { PACKED_CONTENT_TYPE, packBatch, pageText, unpackPage } from '../../../shared/protocol/packed.ts';
import { PullAnswer } from '../../../shared/protocol/pull.ts';
import { BATCH_CONTENT_TYPE, PushAnswer } from '../../../shared/protocol/push.ts';
import type { HttpsAnswer } from '../../support/https-call.ts';
import { newKeys, readReceipts, TestDevice } from '../../support/test-device.ts';
import {
  EnrolAnswer1,
  EnrolLookAnswer1,
  HelloAnswer1,
  ManifestAnswer1,
  PullAnswer1,
  PushAnswer1,
  Receipt1,
} from '../../support/wire-v1.ts';
import { kindOf } from './enrolment.ts';
import { answer, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

function pushPacked(device: TestDevice, packed: Uint8Array): Promise<HttpsAnswer> {
  const headers = {
    'content-type': PACKED_CONTENT_TYPE,
    'content-encoding': 'br',
    authorization: `Bearer ${device.token}`,
    [WIRE_HEADER]: '2',
  };
  return device.caller.call('/v1/push', { method: 'POST', headers, body: brotliCompressSync(packed) });
}

export function wireSuite(storage: StorageUnderTest): void {
  describe(`wire versions (${storage.name})`, () => {
    const world = useServer(storage);

    test('S25: an app of wire version 1 gets answers of exactly the shapes it was released with', async () => {
      const device = new TestDevice(world.server());
      ManifestAnswer1.parse((await device.get('/v1/manifest')).json());
      const officerId = await world.server().createOfficer({ roles: HEAD });
      const code = await world.server().createCode(officerId);
      const keys = newKeys();
      const request = device.enrolRequest(code, keys);
      const look = { v: 1, secret: request.secret ?? '' };
      EnrolLookAnswer1.parse((await device.post('/v1/enrol/look', look)).json());
      device.deviceId = EnrolAnswer1.parse((await device.post('/v1/enrol', request)).json())
        .deviceId as DeviceId;
      device.writers.push({ officerId, keys });
      const greeting = (await device.post('/v1/hello', device.signHello(device.helloBody()))).json();
      device.token = HelloAnswer1.parse(greeting).token;
      const visit = startVisit(device);
      answer(device, visit.inspectionId, 'DR-A01', { after: [2] });
      const pushed = PushAnswer1.parse((await device.pushBytes(device.batch())).json());
      for (const receipt of pushed.receipts) Receipt1.parse(JSON.parse(receipt.body));
      const asked = {
        v: 1,
        epoch: null,
        cursors: {},
        logs: [device.logId],
        amendmentsAfter: {},
        pageBytes: 256_000,
      };
      const page = PullAnswer1.parse((await device.post('/v1/pull', asked)).json());
      expect([pushed.v, page.v, page.entries.length > 0, page.logs[0]?.ranUpTo]).toEqual([1, 1, true, 3]);
      device.close();
    });

    test('S26: a packed batch and a plain one are the same batch: the same receipts, and repeating in the other form changes nothing', async () => {
      const device = await world.device({ roles: HEAD });
      const visit = startVisit(device);
      for (const item of ['DR-A01', 'DR-A03', 'DR-A04']) answer(device, visit.inspectionId, item);
      device.append(utf8('{"not":"a frame"}'));
      device.append(new Uint8Array([0xff, 0x00, 0x20]));
      const packed = PushAnswer.parse((await pushPacked(device, packBatch(device.batch()))).json());
      expect(readReceipts(packed)[0]).toMatchObject({ from: 1, to: 7, chain: device.acts[6]?.hash });
      const plain = await device.push();
      expect([plain.receipts, plain.head]).toEqual([packed.receipts, packed.head]);
    });

    test('a packed batch that was damaged is `malformed-batch` and changes nothing', async () => {
      const device = await world.device({ roles: HEAD });
      startVisit(device);
      const packed = packBatch(device.batch());
      const damaged = [
        packed.subarray(0, packed.length - 1),
        packed.with(0, 9),
        Uint8Array.from([...packed, 0]),
        new Uint8Array(40).fill(255),
        new Uint8Array(),
      ];
      for (const body of damaged) {
        const refusal = await pushPacked(device, body);
        expect([refusal.status, kindOf(refusal)]).toEqual([400, 'malformed-batch']);
      }
      const [log] = (await device.hello()).logs;
      expect(log).toMatchObject({ logId: device.logId, seq: 0 });
      expect((await device.push()).head.seq).toBe(2);
    });

    test('a packed page says what the plain one says, to whoever asks for it', async () => {
      const device = await world.device({ roles: HEAD });
      const visit = startVisit(device);
      answer(device, visit.inspectionId, 'DR-A01', { note: '喀什 · قەشقەر' });
      await device.push();
      const asked = {
        v: 2,
        epoch: null,
        cursors: {},
        logs: [device.logId],
        amendmentsAfter: {},
        pageBytes: 9000,
      };
      const plain = PullAnswer.parse((await device.post('/v1/pull', asked)).json());
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${device.token}`,
        accept: PACKED_CONTENT_TYPE,
        'accept-encoding': 'br',
      };
      const body = JSON.stringify(asked);
      const reply = await device.caller.call('/v1/pull', { method: 'POST', headers, body });
      expect(reply.headers['content-type']).toBe(PACKED_CONTENT_TYPE);
      const page = unpackPage(reply.body, 100_000);
      const packed = page.ok ? PullAnswer.parse(JSON.parse(pageText(page.value))) : null;
      expect({ ...packed, serverTime: null }).toEqual({ ...plain, serverTime: null });
    });

    test('a version above what this server knows is refused by name, wherever it is said', async () => {
      const device = await world.device({ roles: HEAD });
      const v = PROTOCOL_VERSION + 1;
      const asked = { epoch: null, cursors: {}, logs: [], amendmentsAfter: {}, pageBytes: 1000 };
      const refusals = await Promise.all([
        device.post('/v1/hello', device.signHello(device.helloBody({ v }))),
        device.post('/v1/pull', { ...asked, v }),
        device.post('/v1/enrol/look', { v, secret: '0'.repeat(12) }),
        device.caller.call('/v1/push', {
          method: 'POST',
          headers: {
            'content-type': BATCH_CONTENT_TYPE,
            authorization: `Bearer ${device.token}`,
            [WIRE_HEADER]: String(v),
          },
          body: 'x',
        }),
      ]);
      expect(refusals.map((refusal) => kindOf(refusal))).toEqual(
        refusals.map(() => 'wire-version-unsupported'),
      );
    });
  });
}
