import { describe, expect, test } from 'vitest';
import { addAttachment, noteFinding } from '../../../shared/domain/inspections/mutations.ts';
import { withdrawActs } from '../../../shared/domain/log/mutations.ts';
import { registerInstitution } from '../../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { utf8 } from '../../../shared/lib/bytes.ts';
import type { PushAnswer } from '../../../shared/protocol/push.ts';
import { anInstitution } from '../../support/inspection-builders.ts';
import { readAmendments, ulid, type TestDevice } from '../../support/test-device.ts';
import { kindOf } from './enrolment.ts';
import { outcomes } from './outcomes.ts';
import {
  addOfficer,
  answer,
  attachmentOf,
  HEAD,
  startArgs,
  startVisit,
  useServer,
  type StorageUnderTest,
} from './world.ts';

const BEFORE_THE_VISIT = '2026-11-01';

export function judgementSuite(storage: StorageUnderTest): void {
  describe(`judgement (${storage.name})`, () => {
    const world = useServer(storage);
    const head = (): Promise<TestDevice> => world.device({ roles: HEAD });

    test('S20: acts without a valid signature of their own actor are held, and run when it arrives', async () => {
      const device = await head();
      startVisit(device);
      const unsigned = await post(device, device.batch(1, 2, []));
      expect(outcomes(unsigned)).toEqual([
        [1, { kind: 'held', for: { kind: 'signature' } }],
        [2, { kind: 'held', for: { kind: 'signature' } }],
      ]);
      const signed = device.signRun(device.acts);
      const forged = {
        ...device.signRun(device.acts.slice(0, 1)),
        to: 2,
        after: device.acts[1]?.hash,
      } as NonNullable<typeof signed>;
      expect(outcomes(await post(device, device.batch(1, 2, [forged])))).toHaveLength(2);
      expect((await device.pullAll()).last.amendments).toEqual([]);
      await device.push();
      const { last } = await device.pullAll();
      expect(
        readAmendments(last.amendments).map(({ seq, number, outcome }) => [seq, number, outcome.kind]),
      ).toEqual([
        [1, 1, 'applied'],
        [2, 2, 'applied'],
      ]);
      expect(last.logs).toEqual([{ logId: device.logId, ranUpTo: 2, unrun: [] }]);
    });

    test("S20: one officer's signature does not cover another's acts", async () => {
      const device = await head();
      const second = await addOfficer(world.server(), device, { roles: HEAD });
      await device.hello();
      const institution = anInstitution({ id: ulid() as RecordId });
      device.act(registerInstitution, { institution });
      device.act(
        registerInstitution,
        { institution: { ...institution, id: ulid() as RecordId } },
        { actor: second },
      );
      const first = device.signRun(device.acts.slice(0, 1));
      const over = { ...first, to: 2, after: device.acts[1]?.hash } as NonNullable<typeof first>;
      expect(outcomes(await post(device, device.batch(1, 2, first ? [first, over] : [])))).toEqual([
        [2, { kind: 'held', for: { kind: 'signature' } }],
      ]);
      expect(outcomes(await post(device, device.batch()))).toHaveLength(1);
    });

    test('S18: a refused act blocks its own lane and what came after it, nothing else', async () => {
      const device = await head();
      const visit = startVisit(device);
      const finding = ulid() as RecordId;
      const refused = note(device, visit.inspectionId, finding, BEFORE_THE_VISIT);
      const sameLane = note(device, visit.inspectionId, finding);
      const after = answer(device, visit.inspectionId, 'DR-A01', { after: [refused.seq] });
      answer(device, visit.inspectionId, 'DR-A02');
      const pushed = await device.push();
      const dates = { dueOn: BEFORE_THE_VISIT, startedOn: '2026-11-24' };
      expect(outcomes(pushed)).toEqual([
        [refused.seq, { kind: 'refused', refusal: { kind: 'due-before-visit', ...dates } }],
        [sameLane.seq, { kind: 'held', for: { kind: 'predecessor', seq: refused.seq } }],
        [after.seq, { kind: 'held', for: { kind: 'predecessor', seq: refused.seq } }],
      ]);
      const { last } = await device.pullAll();
      expect(last.logs).toEqual([{ logId: device.logId, ranUpTo: 6, unrun: [sameLane.seq, after.seq] }]);
    });

    test('withdrawing a refused act lets what it blocked run: signed, numbered amendments say so', async () => {
      const device = await head();
      const visit = startVisit(device);
      const finding = ulid() as RecordId;
      const refused = note(device, visit.inspectionId, finding, BEFORE_THE_VISIT);
      const blocked = note(device, visit.inspectionId, finding);
      await device.push();
      device.act(withdrawActs, { logId: device.logId, seqs: [refused.seq], reason: 'wrong visit' });
      expect(outcomes(await device.push(5))).toEqual([]);
      const { last, entries } = await device.pullAll({ v: 3 });
      expect(
        readAmendments(last.amendments).map(({ seq, number, outcome }) => [seq, number, outcome.kind]),
      ).toEqual([
        [refused.seq, 1, 'closed'],
        [blocked.seq, 2, 'applied'],
      ]);
      expect(last.logs).toMatchObject([{ logId: device.logId, ranUpTo: 5, unrun: [] }]);
      expect(entries.some((entry) => entry.id === finding)).toBe(true);
      expect((await device.pullAll({ amendmentsAfter: { [device.logId]: 2 } })).last.amendments).toEqual([]);
    });

    test('an act of an earlier log of the device can be withdrawn from a new one', async () => {
      const device = await head();
      const visit = startVisit(device);
      const finding = ulid() as RecordId;
      const refused = note(device, visit.inspectionId, finding, BEFORE_THE_VISIT);
      const blocked = note(device, visit.inspectionId, finding);
      await device.push();
      const earlier = device.logId;
      Object.assign(device, { logId: ulid(), acts: [] });
      device.act(withdrawActs, { logId: earlier, seqs: [refused.seq], reason: '' });
      expect(outcomes(await device.push())).toEqual([]);
      const { last } = await device.pullAll({ logs: [earlier] });
      expect(
        readAmendments(last.amendments).map((amendment) => [amendment.seq, amendment.outcome.kind]),
      ).toEqual([[blocked.seq, 'applied']]);
    });

    test("delivered acts, acts that do not exist and other officers' acts are not withdrawn", async () => {
      const device = await head();
      const second = await addOfficer(world.server(), device, { roles: ['inspector'] });
      await device.hello();
      const { inspectionId } = startVisit(device);
      note(device, inspectionId, ulid() as RecordId, BEFORE_THE_VISIT);
      device.act(withdrawActs, { logId: device.logId, seqs: [1], reason: '' });
      device.act(withdrawActs, { logId: ulid() as typeof device.logId, seqs: [1], reason: '' });
      device.act(withdrawActs, { logId: device.logId, seqs: [3], reason: '' }, { actor: second });
      const kinds = outcomes(await device.push()).map(([seq, outcome]) => [
        seq,
        outcome.kind === 'refused' ? outcome.refusal.kind : outcome.kind,
      ]);
      expect(kinds).toEqual([
        [3, 'due-before-visit'],
        [4, 'act-not-quarantined'],
        [5, 'held'],
        [6, 'act-of-other-officer'],
      ]);
    });

    test('bytes nobody can read are logged as unreadable and block nothing', async () => {
      const device = await head();
      device.append(utf8('not a frame'));
      startVisit(device);
      expect(outcomes(await device.push()).map(([seq, outcome]) => [seq, outcome.kind])).toEqual([
        [1, 'unreadable'],
      ]);
    });

    test('a frame that names another place than it stands in is unreadable', async () => {
      const device = await head();
      const frame = device.frame(
        'log/open',
        1,
        { logId: device.logId, previous: null, reason: 'first', lost: null },
        device.logId,
      );
      device.append(frame);
      device.append(frame);
      expect(outcomes(await device.push())).toEqual([[2, { kind: 'unreadable', reason: 'other-place' }]]);
    });

    test('arguments that do not fit are unreadable; an act of a newer app is held until the server knows it', async () => {
      const device = await head();
      device.append(device.frame('inspection/answer', 1, { nonsense: true }, 'lane-1'));
      device.append(device.frame('inspection/teleport', 1, {}, 'lane-2'));
      device.append(device.frame('inspection/answer', 99, {}, 'lane-3'));
      expect(outcomes(await device.push())).toEqual([
        [1, { kind: 'unreadable', reason: 'args-unreadable' }],
        [2, { kind: 'held', for: { kind: 'unknown-act' } }],
        [3, { kind: 'held', for: { kind: 'unknown-act' } }],
      ]);
    });

    test('an officer without the right is refused, whatever the device let them do', async () => {
      const device = await world.device({ roles: ['inspector'] });
      device.act(registerInstitution, { institution: anInstitution({ id: ulid() as RecordId }) });
      expect(outcomes(await device.push())).toEqual([
        [1, { kind: 'refused', refusal: { kind: 'right-missing', right: 'keep-register' } }],
      ]);
    });

    test('records of another prefecture are not written', async () => {
      const device = await world.device({ roles: HEAD, prefectureCode: '653100' });
      device.act(registerInstitution, {
        institution: anInstitution({ id: ulid() as RecordId, prefectureCode: '653200' }),
      });
      expect(outcomes(await device.push())).toEqual([
        [1, { kind: 'refused', refusal: { kind: 'outside-jurisdiction', prefectureCode: '653200' } }],
      ]);
      const other = await world.device({ roles: HEAD, prefectureCode: '653200' });
      const foreign = startVisit(other, '653200');
      await other.push();
      const visit = startVisit(device);
      Object.assign(device, { acts: device.acts.slice(0, 2) });
      device.append(device.frame('inspection/start', 1, startArgs(foreign.institutionId), ulid()));
      expect(outcomes(await device.push(2))).toContainEqual([
        3,
        { kind: 'refused', refusal: { kind: 'outside-jurisdiction', prefectureCode: '653200' } },
      ]);
      expect(visit.acts).toHaveLength(2);
    });

    test('a revoked device may still push, its acts are held; it pulls nothing', async () => {
      const device = await head();
      startVisit(device);
      await world.server().admin({ op: 'revoke-device', deviceId: device.deviceId ?? ('' as never) });
      const hello = await device.hello();
      expect(hello.scopes).toEqual([]);
      expect(outcomes(await device.push()).map(([, outcome]) => outcome)).toEqual([
        { kind: 'held', for: { kind: 'revoked-device' } },
        { kind: 'held', for: { kind: 'revoked-device' } },
      ]);
      const pull = await device.post('/v1/pull', {
        v: 1,
        epoch: null,
        cursors: {},
        logs: [],
        amendmentsAfter: {},
        pageBytes: 1000,
      });
      expect(kindOf(pull)).toBe('device-revoked');
    });

    test('an officer who is no longer active has their acts held for a head to confirm', async () => {
      const device = await head();
      startVisit(device);
      await world.server().createOfficer({ officerId: device.officerId, roles: HEAD, active: false });
      expect(outcomes(await device.push(1, 1))).toEqual([[1, { kind: 'held', for: { kind: 'authority' } }]]);
    });

    test("S10: two officers who did not see each other's answer are both kept", async () => {
      const device = await head();
      const partner = await addOfficer(world.server(), device, { roles: HEAD });
      await device.hello();
      const visit = startVisit(device);
      Object.assign(device, { acts: device.acts.slice(0, 1) });
      device.append(
        device.frame(
          'inspection/start',
          1,
          startArgs(visit.institutionId, visit.inspectionId, partner),
          visit.inspectionId,
        ),
      );
      answer(device, visit.inspectionId, 'DR-A01');
      const args = {
        inspectionId: visit.inspectionId,
        itemId: 'DR-A01',
        value: { kind: 'choice', choice: 'no' },
        note: '',
        seen: null,
      } as const;
      device.append(
        device.frame('inspection/answer', 1, args, `${visit.inspectionId}:DR-A01`, { actor: partner }),
        partner,
      );
      expect(outcomes(await device.push())).toEqual([[4, { kind: 'merged', kept: 'both' }]]);
    });

    test('an attachment record is an act like any other', async () => {
      const device = await head();
      const visit = startVisit(device);
      device.act(addAttachment, { attachment: attachmentOf(visit.inspectionId, 'a'.repeat(64)) });
      expect(outcomes(await device.push())).toEqual([]);
    });
  });
}

async function post(device: TestDevice, batch: Uint8Array): Promise<PushAnswer> {
  return (await device.pushBytes(batch)).json() as PushAnswer;
}

function note(
  device: TestDevice,
  inspectionId: RecordId,
  findingId: RecordId,
  dueOn = '2026-12-24',
): ReturnType<TestDevice['act']> {
  return device.act(noteFinding, {
    findingId,
    inspectionId,
    itemId: null,
    severity: 'minor',
    text: '记录',
    basis: '',
    dueOn: dueOn as CivilDate,
  });
}
