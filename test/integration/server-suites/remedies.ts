import { describe, expect, test } from 'vitest';
import { conflictKind, type Conflict } from '../../../shared/domain/conflicts/conflict.ts';
import { decideConflict } from '../../../shared/domain/conflicts/mutations.ts';
import { noteFinding, removeFinding } from '../../../shared/domain/inspections/mutations.ts';
import { handOverKind } from '../../../shared/domain/log/hand-over.ts';
import {
  anchorClock,
  closeHandOver,
  confirmActs,
  handOverActs,
  retryActs,
  withdrawActs,
} from '../../../shared/domain/log/mutations.ts';
import { quarantinedActKind } from '../../../shared/domain/log/quarantined-act.ts';
import { changesBetween, institutionPolicy } from '../../../shared/domain/registry/amend.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { amendInstitution, registerInstitution } from '../../../shared/domain/registry/mutations.ts';
import { epochMsOf, instantOf, type CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { correctAct } from '../../../shared/protocol/mutation-registry.ts';
import type { FeedEntry } from '../../../shared/protocol/pull.ts';
import { readAlarms } from '../../../server/features/acts/alarms.ts';
import { anInstitution } from '../../support/inspection-builders.ts';
import { readAmendments, ulid, type TestDevice, type WrittenAct } from '../../support/test-device.ts';
import { outcomes } from './outcomes.ts';
import {
  addOfficer,
  answer,
  HEAD,
  startArgs,
  startVisit,
  useServer,
  type StorageUnderTest,
} from './world.ts';

const BEFORE_THE_VISIT = '2026-11-01';

export function remediesSuite(storage: StorageUnderTest): void {
  describe(`what can be done about an act (${storage.name})`, () => {
    const world = useServer(storage);
    const desk = async (
      officer: Parameters<typeof world.device>[0] = { roles: HEAD },
    ): Promise<TestDevice> => {
      const device = await world.device(officer);
      device.wireVersion = 3;
      return device;
    };

    test('S51: work on a visit that is still on the other computer is held, and runs in order when the visit arrives', async () => {
      const [lead, partner] = [await desk(), await desk()];
      const institution = anInstitution({ id: ulid() as RecordId });
      lead.act(registerInstitution, { institution });
      const visit = ulid() as RecordId;
      const args = startArgs(institution.id, visit, partner.officerId);
      lead.append(lead.frame('inspection/start', 1, args, visit, { after: [1] }));
      const waiting = { kind: 'held', for: { kind: 'predecessor-record', table: 'inspections', id: visit } };
      answer(partner, visit, 'DR-A01');
      answer(partner, visit, 'DR-A01', { note: 'again' });
      answer(partner, visit, 'DR-A02');
      expect(outcomes(await partner.push())).toEqual([
        [1, waiting],
        [2, { kind: 'held', for: { kind: 'predecessor', seq: 1 } }],
        [3, waiting],
      ]);
      const seen = (await lead.pullAll()).entries.filter((entry) => entry.table === quarantinedActKind.table);
      expect(seen.map((entry) => entry.id)).toEqual([1, 2, 3].map((seq) => `${partner.logId}:${seq}`));
      expect(outcomes(await lead.push())).toEqual([]);
      const { last, entries } = await partner.pullAll();
      expect(readAmendments(last.amendments).map(({ seq, outcome }) => [seq, outcome.kind])).toEqual([
        [1, 'applied'],
        [2, 'applied'],
        [3, 'applied'],
      ]);
      expect(last.logs).toMatchObject([{ logId: partner.logId, ranUpTo: 3, unrun: [] }]);
      expect(recordOf(entries, 'answers', `${visit}:DR-A01`)).toMatchObject({ current: { note: 'again' } });
      const gone = (await lead.pullAll()).entries.filter((entry) => entry.table === quarantinedActKind.table);
      expect(gone.map((entry) => entry.op)).toEqual(['removed', 'removed', 'removed']);
    });

    test('S51: an older app is told of it in the words it knows', async () => {
      const partner = await desk();
      partner.wireVersion = 1;
      answer(partner, ulid() as RecordId, 'DR-A01');
      expect(outcomes(await partner.push())).toEqual([
        [1, { kind: 'held', for: { kind: 'predecessor', seq: 1 } }],
      ]);
      partner.act(withdrawActs, { logId: partner.logId, seqs: [1], reason: '' });
      expect(outcomes(await partner.push(2))).toEqual([]);
      // It closes the act by its own receipt; that the server has closed it an older app cannot be told.
      expect((await partner.pullAll()).last.amendments).toEqual([]);
      expect((await partner.pullAll({ v: 3 })).last.amendments).toHaveLength(1);
    });

    test('S52: a correction runs in the place of the act it names, closes it, and what waited for it follows', async () => {
      const device = await desk();
      const { inspectionId } = startVisit(device);
      const finding = ulid() as RecordId;
      const refused = note(device, inspectionId, finding, BEFORE_THE_VISIT);
      const waits = note(device, inspectionId, finding, '2026-12-30');
      await device.push();
      const correction = device.act(
        correctAct,
        {
          corrects: [{ logId: device.logId, seq: refused.seq }],
          act: {
            name: 'inspection/note-finding',
            version: 1,
            args: noteArgs(inspectionId, finding, '2026-12-24'),
          },
          reason: '日期写错',
        },
        { after: [waits.seq] },
      );
      expect(outcomes(await device.push(correction.seq))).toEqual([]);
      const { last, entries } = await device.pullAll();
      expect(readAmendments(last.amendments).map(({ seq, outcome }) => [seq, outcome])).toEqual([
        [
          refused.seq,
          {
            kind: 'closed',
            how: 'correct',
            by: device.officerId,
            act: { logId: device.logId, seq: correction.seq },
            was: {
              kind: 'refused',
              refusal: { kind: 'due-before-visit', dueOn: BEFORE_THE_VISIT, startedOn: '2026-11-24' },
            },
          },
        ],
        [waits.seq, { kind: 'applied' }],
      ]);
      expect(recordOf(entries, 'findings', finding)).toMatchObject({ dueOn: '2026-12-30' });
    });

    test('S52: a correction that is refused itself closes nothing; a better one may name both', async () => {
      const device = await desk();
      const { inspectionId } = startVisit(device);
      const finding = ulid() as RecordId;
      const refused = note(device, inspectionId, finding, BEFORE_THE_VISIT);
      const correct = (corrects: readonly WrittenAct[], dueOn: string): WrittenAct =>
        device.act(correctAct, {
          corrects: corrects.map(({ seq }) => ({ logId: device.logId, seq })),
          act: { name: 'inspection/note-finding', version: 1, args: noteArgs(inspectionId, finding, dueOn) },
          reason: '',
        });
      const worse = correct([refused], BEFORE_THE_VISIT);
      expect(outcomes(await device.push()).map(([seq, outcome]) => [seq, outcome.kind])).toEqual([
        [refused.seq, 'refused'],
        [worse.seq, 'refused'],
      ]);
      const better = correct([refused, worse], '2026-12-24');
      expect(outcomes(await device.push(better.seq))).toEqual([]);
      const amended = readAmendments((await device.pullAll()).last.amendments);
      expect(amended.map(({ seq, outcome }) => [seq, outcome.kind])).toEqual([
        [refused.seq, 'closed'],
        [worse.seq, 'closed'],
      ]);
    });

    test('S52: nobody corrects the act of another officer, and a correction needs the right of the act it carries', async () => {
      const device = await desk({ roles: ['inspector'] });
      const head = await addOfficer(world.server(), device, { roles: HEAD });
      await device.hello();
      const institution = anInstitution({ id: ulid() as RecordId });
      const refused = device.act(registerInstitution, { institution });
      const carried = {
        corrects: [{ logId: device.logId, seq: refused.seq }],
        act: { name: 'institution/register', version: 1, args: { institution } as unknown as JsonValue },
        reason: '',
      };
      device.act(correctAct, carried);
      device.act(correctAct, carried, { actor: head });
      expect(outcomes(await device.push()).map(([seq, outcome]) => [seq, kindOf(outcome)])).toEqual([
        [1, 'right-missing'],
        [2, 'right-missing'],
        [3, 'act-of-other-officer'],
      ]);
    });

    test('S53: an act handed over is closed and becomes a task of the colleague, who reports what became of it', async () => {
      const [device, colleague, other] = [await desk(), await desk(), await desk()];
      const { inspectionId } = startVisit(device);
      const finding = ulid() as RecordId;
      const refused = note(device, inspectionId, finding, BEFORE_THE_VISIT);
      const handed = { logId: device.logId, seqs: [refused.seq], to: colleague.officerId, note: '请代办' };
      device.act(handOverActs, { ...handed, to: 'nobody' as OfficerId });
      device.act(handOverActs, handed);
      expect(outcomes(await device.push()).map(([seq, outcome]) => [seq, kindOf(outcome)])).toEqual([
        [refused.seq, 'due-before-visit'],
        [refused.seq + 1, 'colleague-unknown'],
      ]);
      const id = `${device.logId}:${refused.seq}` as RecordId;
      const task = recordOf((await colleague.pullAll()).entries, handOverKind.table, id);
      expect(task).toMatchObject({
        state: 'open',
        from: device.officerId,
        to: colleague.officerId,
        note: '请代办',
        act: { name: 'inspection/note-finding', args: { findingId: finding } },
        outcome: { kind: 'refused' },
      });
      other.act(closeHandOver, { handOverId: id, how: 'done-anew' as const, note: '' });
      expect(outcomes(await other.push()).map(([, outcome]) => kindOf(outcome))).toEqual([
        'hand-over-of-other',
      ]);
      colleague.act(closeHandOver, { handOverId: id, how: 'done-anew' as const, note: '已补录' });
      expect(outcomes(await colleague.push())).toEqual([]);
      expect(recordOf((await device.pullAll()).entries, handOverKind.table, id)).toMatchObject({
        state: 'done',
        done: { by: colleague.officerId, how: 'done-anew' },
      });
    });

    test('S53: a head closes and hands over acts of the prefecture from their own computer, another prefecture may not', async () => {
      const [device, head] = [await desk({ roles: ['inspector'] }), await desk()];
      const stranger = await desk({ roles: HEAD, prefectureCode: '653200' });
      device.act(registerInstitution, { institution: anInstitution({ id: ulid() as RecordId }) });
      device.act(registerInstitution, { institution: anInstitution({ id: ulid() as RecordId }) });
      await device.push();
      stranger.act(withdrawActs, { logId: device.logId, seqs: [1], reason: '' });
      expect(outcomes(await stranger.push()).map(([, outcome]) => kindOf(outcome))).toEqual([
        'act-of-other-officer',
      ]);
      head.act(withdrawActs, { logId: device.logId, seqs: [1], reason: '不需要' });
      head.act(handOverActs, { logId: device.logId, seqs: [2], to: device.officerId, note: '' });
      expect(outcomes(await head.push())).toEqual([]);
      const amended = readAmendments((await device.pullAll()).last.amendments);
      expect(amended.map(({ seq, outcome }) => [seq, outcome.kind === 'closed' && outcome.how])).toEqual([
        [1, 'withdraw'],
        [2, 'hand-over'],
      ]);
    });

    test('S53: heads who close acts of each other at the same moment both succeed, also across prefectures', async () => {
      const [one, two] = [await desk(), await desk()];
      const other = await addOfficer(world.server(), two, { roles: HEAD, prefectureCode: '653200' });
      await two.hello();
      const ROUNDS = 4;
      for (const device of [one, two]) {
        const { inspectionId } = startVisit(device);
        for (let round = 0; round < ROUNDS; round++)
          note(device, inspectionId, ulid() as RecordId, BEFORE_THE_VISIT);
        await device.push();
      }
      two.act(
        registerInstitution,
        { institution: anInstitution({ id: ulid() as RecordId, prefectureCode: '653200' }) },
        { actor: other },
      );
      for (let round = 0; round < ROUNDS; round++) {
        const seqs = [3 + round];
        one.act(withdrawActs, { logId: two.logId, seqs, reason: '' });
        two.act(withdrawActs, { logId: one.logId, seqs, reason: '' });
        const pushed = await Promise.all([
          one.push(one.acts.length),
          two.push(two.acts.length - (round === 0 ? 1 : 0)),
        ]);
        expect(pushed.map(outcomes)).toEqual([[], []]);
      }
      for (const device of [one, two]) {
        const amended = readAmendments((await device.pullAll()).last.amendments);
        expect(amended.map(({ outcome }) => outcome.kind)).toEqual(Array(ROUNDS).fill('closed'));
      }
    });

    test('S54: the server judges a refused act again when asked, and says so when something has changed', async () => {
      const [device, other] = [await desk(), await desk()];
      const [mine, theirs] = [startVisit(device), startVisit(other)];
      const finding = ulid() as RecordId;
      note(device, mine.inspectionId, finding, '2026-12-24');
      await device.push();
      const refused = note(other, theirs.inspectionId, finding, '2026-12-24');
      other.act(retryActs, { logId: other.logId, seqs: [refused.seq] });
      expect(outcomes(await other.push()).map(([seq, outcome]) => [seq, kindOf(outcome)])).toEqual([
        [refused.seq, 'finding-of-other-visit'],
      ]);
      expect((await other.pullAll()).last.amendments).toEqual([]);
      device.act(removeFinding, { findingId: finding, inspectionId: mine.inspectionId });
      await device.push(4);
      const again = other.act(retryActs, { logId: other.logId, seqs: [refused.seq] });
      await other.push(again.seq);
      const { last, entries } = await other.pullAll();
      expect(readAmendments(last.amendments).map(({ seq, outcome }) => [seq, outcome.kind])).toEqual([
        [refused.seq, 'applied'],
      ]);
      expect(recordOf(entries, 'findings', finding)).toMatchObject({ inspectionId: theirs.inspectionId });
    });

    test('S50: a head confirms or rejects what an officer did while it is not sure that they might, once, and not their own', async () => {
      const [device, head, second] = [await desk(), await desk(), await desk()];
      for (const _ of [1, 2])
        device.act(registerInstitution, { institution: anInstitution({ id: ulid() as RecordId }) });
      await world.server().createOfficer({ officerId: device.officerId, roles: HEAD, active: false });
      await device.push();
      const decide = (by: TestDevice, seq: number, decision: 'confirm' | 'reject'): WrittenAct =>
        by.act(confirmActs, { logId: device.logId, seqs: [seq], decision, reason: '调查过' });
      decide(head, 1, 'confirm');
      decide(head, 2, 'reject');
      expect(outcomes(await head.push())).toEqual([]);
      decide(second, 2, 'confirm');
      expect(outcomes(await second.push()).map(([, outcome]) => kindOf(outcome))).toEqual([
        'already-decided',
      ]);
      const amended = await world
        .server()
        .core.db.selectFrom('acts')
        .select(['seq', 'outcome'])
        .where('log_id', '=', device.logId)
        .orderBy('seq')
        .execute();
      expect(amended.map(({ outcome }) => JSON.parse(outcome) as unknown)).toEqual([
        { kind: 'applied' },
        { kind: 'refused', refusal: { kind: 'confirmation-rejected' } },
      ]);
    });

    test('S50: a signed time after the officer was given the right makes sure of it; without one a head is asked', async () => {
      const register = { institution: anInstitution({ id: ulid() as RecordId }) };
      const [unsure, sure] = [
        await desk({ roles: ['case-handler'] }),
        await desk({ roles: ['case-handler'] }),
      ];
      for (const { officerId } of [unsure, sure])
        await world.server().createOfficer({ officerId, roles: HEAD });
      unsure.act(registerInstitution, register);
      expect(outcomes(await unsure.push())).toEqual([[1, { kind: 'held', for: { kind: 'authority' } }]]);
      const { anchor } = await sure.hello();
      sure.act(anchorClock, { ...anchor, signature: 'AAAA' });
      sure.act(registerInstitution, { institution: { ...register.institution, id: ulid() as RecordId } });
      expect(outcomes(await sure.push())).toEqual([[2, { kind: 'held', for: { kind: 'authority' } }]]);
      sure.act(anchorClock, anchor);
      sure.act(registerInstitution, { institution: { ...register.institution, id: ulid() as RecordId } });
      expect(outcomes(await sure.push(3))).toEqual([]);
    });

    test('S55: acts of a revoked device run in lane order when the region releases them', async () => {
      const device = await desk();
      const { inspectionId } = startVisit(device);
      answer(device, inspectionId, 'DR-A01', { after: [2] });
      const deviceId = device.deviceId as NonNullable<TestDevice['deviceId']>;
      await world.server().admin({ op: 'revoke-device', deviceId });
      await device.push();
      const order = { op: 'release-acts', logId: device.logId, reason: '电脑已找回', by: null } as const;
      const confirm = { ...order, decision: 'confirm' } as const;
      expect(await world.server().admin({ ...confirm, from: 9, to: 9 })).toEqual({
        kind: 'refused',
        reason: 'act-not-held',
      });
      expect(await world.server().admin({ ...confirm, from: 1, to: 2 })).toEqual({
        kind: 'acts-released',
        delivered: 2,
        others: 0,
      });
      expect(await world.server().admin({ ...order, decision: 'reject', from: 3, to: 3 })).toEqual({
        kind: 'acts-released',
        delivered: 0,
        others: 1,
      });
    });

    test('S56: what two officers changed differently becomes a task with both versions, and one decision stands', async () => {
      const [one, two] = [await desk(), await desk()];
      const institution = anInstitution({ id: ulid() as RecordId });
      one.act(registerInstitution, { institution });
      const amend = (device: TestDevice, over: Partial<Institution>): WrittenAct =>
        device.act(amendInstitution, {
          id: institution.id,
          changes: changesBetween(institutionPolicy, institution, { ...institution, ...over }),
        });
      amend(one, { phone: '1' });
      await one.push();
      const second = amend(two, { phone: '2', countyCode: '653122' });
      expect(outcomes(await two.push())).toEqual([[second.seq, { kind: 'merged', kept: 'both' }]]);
      const id = `${two.logId}:${second.seq}` as RecordId;
      const { entries } = await one.pullAll();
      const task = recordOf(entries, conflictKind.table, id) as unknown as Conflict;
      expect(task).toMatchObject({
        state: 'open',
        recordId: institution.id,
        mineBy: { by: two.officerId, device: 'test' },
        fields: [
          {
            field: 'phone',
            base: institution.phone,
            mine: '2',
            theirs: '1',
            theirsBy: { by: one.officerId, device: 'test', act: `${one.logId}:2` },
          },
        ],
      });
      expect(recordOf(entries, 'institutions', institution.id)).toMatchObject({
        phone: '1',
        countyCode: '653122',
      });
      const decide = (device: TestDevice, choice: 'mine' | 'both', seen: string): WrittenAct =>
        device.act(decideConflict, {
          conflictId: id,
          fields: [{ field: 'phone', choice, seen, value: null }],
          reason: '电话核实',
        });
      const third = { ...institution, phone: '1' };
      one.act(amendInstitution, {
        id: institution.id,
        changes: changesBetween(institutionPolicy, third, { ...third, phone: '3' }),
      });
      decide(one, 'mine', '1');
      decide(one, 'both', '3');
      const pushed = outcomes(await one.push(3)).map(([seq, outcome]) => [seq, kindOf(outcome)]);
      expect(pushed).toEqual([
        [4, 'conflict-outdated'],
        [5, 'held'],
      ]);
      one.act(withdrawActs, { logId: one.logId, seqs: [4], reason: '' });
      await one.push(6);
      decide(two, 'mine', '3');
      expect(outcomes(await two.push(2)).map(([, outcome]) => outcome)).toEqual([
        { kind: 'refused', refusal: { kind: 'conflict-decided', by: one.officerId, act: `${one.logId}:5` } },
      ]);
      expect(recordOf((await two.pullAll()).entries, 'institutions', institution.id)).toMatchObject({
        phone: '3 / 2',
      });
    });

    test('S51: what waits too long is told as an alarm and never expires', async () => {
      const device = await desk();
      answer(device, ulid() as RecordId, 'DR-A01');
      answer(device, ulid() as RecordId, 'DR-A02');
      answer(device, ulid() as RecordId, 'DR-A03');
      await device.push(1, 1);
      await device.push(3, 3);
      const { db, clock } = world.server().core;
      const inDays = (days: number) => ({ now: () => instantOf(epochMsOf(clock.now()) + days * 86_400_000) });
      const mine = async (days: number): Promise<unknown> => {
        const { held, pending } = await readAlarms({ db, clock: inDays(days) });
        return [
          held.filter((act) => act.logId === device.logId).map((act) => act.seq),
          pending.filter((part) => part.logId === device.logId).map((part) => part.fromSeq),
        ];
      };
      expect([await mine(1), await mine(4), await mine(15)]).toEqual([
        [[], []],
        [[], [3]],
        [[1], [3]],
      ]);
      const answered = await world.server().admin({ op: 'alarms', heldDays: 2, pendingHours: null });
      expect(answered).toMatchObject({ kind: 'alarms', heldDays: 2, pendingHours: 72 });
      expect(await mine(2.5)).toEqual([[1], []]);
      await world.server().admin({ op: 'alarms', heldDays: 14, pendingHours: null });
    });
  });
}

function kindOf(outcome: { readonly kind: string; readonly refusal?: { readonly kind: string } }): string {
  return outcome.refusal?.kind ?? outcome.kind;
}

function recordOf(entries: readonly FeedEntry[], table: string, id: string): JsonValue {
  const entry = entries.findLast((one) => one.table === table && one.id === id);
  return entry?.op === 'put' ? entry.record : null;
}

function noteArgs(inspectionId: RecordId, findingId: RecordId, dueOn: string) {
  return {
    findingId,
    inspectionId,
    itemId: null,
    severity: 'minor' as const,
    text: '记录',
    basis: '',
    dueOn: dueOn as CivilDate,
  };
}

function note(device: TestDevice, inspectionId: RecordId, findingId: RecordId, dueOn: string): WrittenAct {
  return device.act(noteFinding, noteArgs(inspectionId, findingId, dueOn));
}
