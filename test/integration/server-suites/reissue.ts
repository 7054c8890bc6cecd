import { describe, expect, test } from 'vitest';
import { noteFinding } from '../../../shared/domain/inspections/mutations.ts';
import { openLog } from '../../../shared/domain/log/mutations.ts';
import { instantOf, type CivilDate } from '../../../shared/lib/dates.ts';
import type { LogId, RecordId } from '../../../shared/lib/ids.ts';
import { reissueAct } from '../../../shared/protocol/reissue.ts';
import { ulid, type TestDevice, type WrittenAct } from '../../support/test-device.ts';
import { outcomes } from './outcomes.ts';
import { answer, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

const THEIRS = { kind: 'merged', kept: 'theirs' };

export function reissueSuite(storage: StorageUnderTest): void {
  describe(`acts issued again (${storage.name})`, () => {
    const world = useServer(storage);

    /** A profile and its copy that has written one act the first machine does not know. */
    async function copied(): Promise<{
      readonly device: TestDevice;
      readonly next: TestDevice;
      readonly twin: TestDevice;
      readonly again: () => WrittenAct;
      readonly findingId: RecordId;
    }> {
      const device = await world.device({ roles: HEAD });
      const { inspectionId } = startVisit(device);
      await device.push();
      const twin = device.copy();
      const finding = {
        findingId: ulid() as RecordId,
        inspectionId,
        itemId: null,
        severity: 'minor' as const,
        text: '档案缺页',
        basis: '',
        dueOn: '2026-12-24' as CivilDate,
      };
      const original = twin.act(noteFinding, finding);
      answer(device, inspectionId, 'DR-A01');
      const next = twin.copy();
      [next.logId, next.acts] = [ulid() as LogId, []];
      next.act(openLog, { logId: next.logId, previous: null, reason: 'forked', lost: null });
      const { seq, hash } = original;
      const again = () =>
        next.act(reissueAct, {
          originals: [{ logId: twin.logId, seq, hash }],
          lane: finding.findingId,
          name: noteFinding.name,
          nameVersion: noteFinding.version,
          args: finding,
          claimedAt: instantOf(1_790_000_000_000),
        });
      return { device, next, twin, again, findingId: finding.findingId };
    }

    test('S32: a forked act runs as its re-issue, once, however often that is sent again', async () => {
      const { device, twin, next, again, findingId } = await copied();
      await device.push();
      expect(outcomes(await twin.push(3))).toEqual([[3, { kind: 'forked' }]]);
      again();
      expect(outcomes(await next.push())).toEqual([]);
      again();
      expect(outcomes(await next.push(3))).toEqual([[3, THEIRS]]);
      const { entries } = await device.pullAll();
      expect(entries.filter((entry) => entry.id === findingId)).toMatchObject([{ version: 1 }]);
    });

    test('S32: the original that arrives after its re-issue does not run again', async () => {
      const { twin, next, again, findingId } = await copied();
      again();
      expect(outcomes(await next.push())).toEqual([]);
      expect(outcomes(await twin.push(3))).toEqual([[3, THEIRS]]);
      const { entries } = await twin.pullAll();
      expect(entries.filter((entry) => entry.id === findingId)).toMatchObject([{ version: 1 }]);
    });

    test('S32: a shorter copy of a fork gets a receipt of its own', async () => {
      const { device, twin } = await copied();
      await device.push();
      const shorter = twin.copy();
      answer(twin, ulid() as RecordId, 'DR-A02');
      await twin.push(3);
      expect(outcomes(await shorter.push(3))).toEqual([[3, { kind: 'forked' }]]);
    });
  });
}
