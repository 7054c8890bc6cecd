import { describe, expect, test } from 'vitest';
import { tendFeeds } from '../../../server/features/feed/retention.ts';
import { removeFinding, noteFinding } from '../../../shared/domain/inspections/mutations.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import { instantOf } from '../../../shared/lib/dates.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { ulid, type TestDevice } from '../../support/test-device.ts';
import { kindOf } from './enrolment.ts';
import { outcomes } from './outcomes.ts';
import { answer, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

const DAY_MS = 86_400_000;

/** What a region does with its server over the years: devices end, feeds grow old. */
export function operationsSuite(storage: StorageUnderTest): void {
  describe(`operations (${storage.name})`, () => {
    const world = useServer(storage);
    const revoke = (device: TestDevice, stolen: boolean) =>
      world.server().admin({ op: 'revoke-device', deviceId: device.deviceId ?? ('' as never), stolen });

    test('S84: a revoked device delivers what it has, is told at its next pull, and none of it runs', async () => {
      const device = await world.device({ roles: HEAD });
      const { inspectionId } = startVisit(device);
      await device.push();
      answer(device, inspectionId, 'DR-A01');
      await revoke(device, false);
      expect((await device.hello()).scopes).toEqual([]);
      expect(outcomes(await device.push(3))).toEqual([
        [3, { kind: 'held', for: { kind: 'revoked-device' } }],
      ]);
      expect(kindOf(await device.post('/v1/pull', pullNothing()))).toBe('device-revoked');
    });

    test('S84: a device reported stolen is told at its first word, and what it sends later stays held', async () => {
      const device = await world.device({ roles: HEAD });
      startVisit(device);
      await revoke(device, true);
      expect(kindOf(await device.post('/v1/hello', device.signHello(device.helloBody())))).toBe(
        'device-revoked',
      );
      expect(kindOf(await device.pushBytes(device.batch()))).toBe('session-expired');
      // Whoever does not hold the device's key learns nothing about it.
      const stranger = await world.device();
      const forged = stranger.signHello(device.helloBody());
      expect(kindOf(await device.post('/v1/hello', forged))).toBe('device-signature');
    });

    test('a device that was only revoked can be reported stolen later', async () => {
      const device = await world.device({ roles: HEAD });
      await revoke(device, false);
      await device.hello();
      await revoke(device, true);
      expect(kindOf(await device.post('/v1/hello', device.signHello(device.helloBody())))).toBe(
        'device-revoked',
      );
    });

    test('S83: tombstones go after 400 days; who was away longer begins anew and ends with exactly what there is', async () => {
      const prefectureCode = '654200';
      const [device, away] = [
        await world.device({ roles: HEAD, prefectureCode }),
        await world.device({ roles: HEAD, prefectureCode }),
      ];
      const { inspectionId } = startVisit(device, prefectureCode);
      const findingId = ulid() as RecordId;
      device.act(noteFinding, {
        findingId,
        inspectionId,
        itemId: 'DR-A01',
        severity: 'minor',
        text: '问题',
        basis: '',
        dueOn: '2026-12-24' as CivilDate,
      });
      await device.push();
      const before = await away.pullAll();
      expect(before.entries.some((entry) => entry.id === findingId)).toBe(true);
      device.act(removeFinding, { findingId, inspectionId });
      await device.push(device.acts.length);

      const { core } = world.server();
      const after = (days: number) => ({
        ...core,
        clock: { now: () => instantOf(Date.now() + days * DAY_MS) },
      });
      expect(await tendFeeds(after(0))).toBe(0);
      expect(await tendFeeds(after(399))).toBe(0);
      expect(await tendFeeds(after(401))).toBeGreaterThan(0);

      const pages = await away.pullAll({ pageBytes: 1000 });
      expect(pages.pages).toBeGreaterThan(1);
      const fresh = device.copy();
      const all = await fresh.pullAll();
      const rows = ({ entries }: typeof all): readonly string[] =>
        entries.map((entry) => `${entry.op} ${entry.table} ${entry.id}`).toSorted();
      expect(rows(pages)).toEqual(rows(all));
      expect(rows(all).some((row) => row.includes(findingId))).toBe(false);
      // From there it goes on in steps again.
      answer(device, inspectionId, 'DR-A02');
      await device.push(device.acts.length);
      const next = await away.pullAll();
      expect([next.last.reset, next.entries.length]).toEqual([false, 1]);
      fresh.close();
    });
  });
}

function pullNothing(): JsonValue {
  return { v: 1, epoch: null, cursors: {}, logs: [], amendmentsAfter: {}, pageBytes: 100_000 };
}
