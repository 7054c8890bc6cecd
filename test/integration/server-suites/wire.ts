import { describe, expect, test } from 'vitest';
import type { DeviceId } from '../../../shared/lib/ids.ts';
import { PROTOCOL_VERSION, WIRE_HEADER } from '../../../shared/protocol/protocol-version.ts';
import { BATCH_CONTENT_TYPE } from '../../../shared/protocol/push.ts';
import { newKeys, TestDevice } from '../../support/test-device.ts';
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
