import { describe, expect, test } from 'vitest';
import { removeFinding, noteFinding } from '../../../shared/domain/inspections/mutations.ts';
import { readTemplate, Template } from '../../../shared/domain/inspections/template.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { PullAnswer, type FeedEntry } from '../../../shared/protocol/pull.ts';
import { signingBytes } from '../../../shared/protocol/receipt.ts';
import { ulid, type TestDevice } from '../../support/test-device.ts';
import { verifies } from './enrolment.ts';
import { addOfficer, answer, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

export function pullSuite(storage: StorageUnderTest): void {
  describe(`pull (${storage.name})`, () => {
    const world = useServer(storage);
    const head = (prefectureCode = '653100'): Promise<TestDevice> =>
      world.device({ roles: HEAD, prefectureCode });

    test('a new device gets the published template, signed by the publishing key, and the officers of its prefecture', async () => {
      const device = await head('652900');
      const { entries } = await device.pullAll();
      const template = Template.parse(recordOf(entries, 'templates'));
      const { publishingKeys } = KeyManifest.parse(JSON.parse(world.server().core.trust.manifest.body));
      const key = publishingKeys.find((one) => one.keyId === template.keyId);
      expect(
        verifies(key?.publicKey ?? '', signingBytes('jd-template-1', template.body), template.signature),
      ).toBe(true);
      const body = readTemplate(template);
      expect(body.ok && body.value.items.length).toBe(60);
      expect(entries.filter((entry) => entry.table === 'officers').map((entry) => entry.id)).toEqual([
        device.officerId,
      ]);
    });

    test('S21: a second device of the prefecture gets the visit; one of another prefecture gets nothing of it', async () => {
      const [writer, colleague, stranger] = [
        await head('653000'),
        await head('653000'),
        await head('653200'),
      ];
      const visit = startVisit(writer, '653000');
      answer(writer, visit.inspectionId, 'DR-A01', { note: '只给本地州看' });
      await writer.push();
      const seen = (await colleague.pullAll()).entries;
      expect(
        seen
          .filter((entry) => ['institutions', 'inspections', 'answers'].includes(entry.table))
          .map((entry) => [entry.table, entry.version]),
      ).toEqual([
        ['institutions', 1],
        ['inspections', 1],
        ['answers', 1],
      ]);
      const foreign = await stranger.post('/v1/pull', {
        v: 1,
        epoch: null,
        cursors: { '653000/ordinary': 0 },
        logs: [writer.logId],
        amendmentsAfter: {},
        pageBytes: 256_000,
      });
      expect(foreign.body.toString('utf8')).not.toContain('653000');
      expect(PullAnswer.parse(foreign.json()).logs).toEqual([]);
    });

    test('the feed holds a record once, with its latest version, and a cursor sees only what came after it', async () => {
      const device = await head();
      const visit = startVisit(device);
      for (const note of ['一', '二', '三']) answer(device, visit.inspectionId, 'DR-A01', { note });
      await device.push();
      const first = (await device.pullAll()).entries.filter(
        (entry) => entry.table === 'answers' && entry.id.startsWith(visit.inspectionId),
      );
      expect(first.map((entry) => entry.version)).toEqual([3]);
      answer(device, visit.inspectionId, 'DR-A01', { note: '四' });
      await device.push(6);
      const next = (await device.pullAll()).entries;
      expect(next.map((entry) => [entry.table, entry.version])).toEqual([['answers', 4]]);
    });

    test('small pages give the same as one large page, and progress comes with the last', async () => {
      const device = await head('654200');
      const visit = startVisit(device, '654200');
      for (let i = 1; i <= 30; i++)
        answer(device, visit.inspectionId, `DR-B${String(i).padStart(2, '0')}`, { note: '记录'.repeat(30) });
      await device.push();
      const whole = await device.pullPage({ cursors: {}, epoch: null, pageBytes: 4_000_000 });
      const paged = await device.pullAll({ pageBytes: 1000 });
      expect(paged.pages).toBeGreaterThan(5);
      expect(paged.entries).toEqual(whole.entries);
      expect(whole.more).toBe(false);
      expect(paged.last.logs).toEqual([{ logId: device.logId, ranUpTo: 32, unrun: [] }]);
    });

    test('a removed record is told as removed, and one made again goes on counting versions', async () => {
      const device = await head('654300');
      const visit = startVisit(device, '654300');
      const findingId = ulid() as RecordId;
      const finding = {
        findingId,
        inspectionId: visit.inspectionId,
        itemId: null,
        severity: 'minor',
        text: '一',
        basis: '',
        dueOn: '2026-12-24' as CivilDate,
      } as const;
      device.act(noteFinding, finding);
      device.act(removeFinding, { findingId, inspectionId: visit.inspectionId });
      await device.push();
      const removed = (await device.pullAll()).entries.find((entry) => entry.id === findingId);
      expect(removed).toBeUndefined();
      device.act(noteFinding, finding);
      await device.push(5);
      expect((await device.pullAll()).entries.find((entry) => entry.id === findingId)).toMatchObject({
        op: 'put',
        version: 1,
      });
      device.act(removeFinding, { findingId, inspectionId: visit.inspectionId });
      await device.push(6);
      expect((await device.pullAll()).entries.find((entry) => entry.id === findingId)).toMatchObject({
        op: 'removed',
        version: 2,
      });
      device.act(noteFinding, finding);
      await device.push(7);
      expect((await device.pullAll()).entries.find((entry) => entry.id === findingId)).toMatchObject({
        op: 'put',
        version: 3,
      });
    });

    test('a record that moves to another prefecture leaves the old scope and comes whole into the new one', async () => {
      const [old, next] = [await head('650500'), await head('654000')];
      const officerId = await world.server().createOfficer({ prefectureCode: '650500' });
      await old.pullAll();
      await next.pullAll();
      await world.server().createOfficer({ officerId, prefectureCode: '654000' });
      expect((await old.pullAll()).entries).toMatchObject([{ op: 'left', id: officerId, version: 2 }]);
      expect((await next.pullAll()).entries).toMatchObject([
        { op: 'put', id: officerId, version: 2, record: { prefectureCode: '654000' } },
      ]);
      const fresh = await head('650500');
      expect(
        (await fresh.pullAll()).entries.filter((entry) => entry.op === 'put').map((entry) => entry.id),
      ).not.toContain(officerId);
    });

    test('S13: a cursor of an old epoch, or beyond what was ever given, starts from nothing', async () => {
      const device = await head('652300');
      const { entries } = await device.pullAll();
      const oldEpoch = await device.pullPage({ epoch: 'an-old-epoch' });
      const beyond = await device.pullPage({ cursors: { ...device.cursors, '652300/ordinary': 999_999 } });
      const current = await device.pullPage();
      expect([oldEpoch.reset, beyond.reset, current.reset]).toEqual([true, true, false]);
      expect(oldEpoch.entries).toEqual(entries);
      expect(current.entries).toEqual([]);
    });

    test("a second officer's rights add their scope from its beginning", async () => {
      const [writer, device] = [await head('652800'), await head('652700')];
      const visit = startVisit(writer, '652800');
      await writer.push();
      await device.pullAll();
      await addOfficer(world.server(), device, { prefectureCode: '652800' });
      await device.hello();
      const { entries, last } = await device.pullAll();
      expect(last.reset).toBe(false);
      expect(entries.map((entry) => entry.id)).toContain(visit.inspectionId);
    });

    test('answers are compressed for those who accept it', async () => {
      const device = await head();
      const answerOf = await device.post('/v1/pull', {
        v: 1,
        epoch: null,
        cursors: {},
        logs: [],
        amendmentsAfter: {},
        pageBytes: 256_000,
      });
      expect(answerOf.headers['content-encoding']).toBe('br');
    });
  });
}

function recordOf(entries: readonly FeedEntry[], table: string): unknown {
  const entry = entries.find((one) => one.table === table);
  return entry?.op === 'put' ? entry.record : null;
}
