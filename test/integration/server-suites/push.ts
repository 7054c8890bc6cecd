import { describe, expect, test } from 'vitest';
import { addAttachment, noteFinding } from '../../../shared/domain/inspections/mutations.ts';
import { withdrawActs } from '../../../shared/domain/log/mutations.ts';
import { registerInstitution } from '../../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import { utf8 } from '../../../shared/lib/bytes.ts';
import { genesis } from '../../../shared/protocol/chain.ts';
import type { FeedEntry } from '../../../shared/protocol/pull.ts';
import { KeyManifest } from '../../../shared/protocol/manifest.ts';
import { signingBytes, type Receipt } from '../../../shared/protocol/receipt.ts';
import { anInstitution } from '../../support/inspection-builders.ts';
import { startTestServer } from '../../support/start-server.ts';
import { readAmendments, readReceipts, TestDevice, ulid } from '../../support/test-device.ts';
import { kindOf, verifies } from './enrolment.ts';
import { addOfficer, answer, HEAD, startVisit, useServer, type StorageUnderTest } from './world.ts';

export function pushSuite(storage: StorageUnderTest): void {
  describe(`push (${storage.name})`, () => {
    const world = useServer(storage);
    const head = (): Promise<TestDevice> => world.device({ roles: HEAD });

    test('acts are logged, run and receipted under the receipt key', async () => {
      const device = await head();
      const visit = startVisit(device);
      answer(device, visit.inspectionId, 'DR-A01', { after: [2] });
      const pushed = await device.push();
      const [receipt] = readReceipts(pushed);
      expect(receipt).toMatchObject({
        logId: device.logId,
        from: 1,
        to: 3,
        chain: device.acts[2]?.hash,
        outcomes: [],
      });
      const manifest = KeyManifest.parse(JSON.parse(world.server().core.trust.manifest.body));
      const signed = pushed.receipts[0];
      expect(
        verifies(
          manifest.receiptKeys[0]?.publicKey ?? '',
          signingBytes('jd-receipt-1', signed?.body ?? ''),
          signed?.signature ?? '',
        ),
      ).toBe(true);
      expect(pushed.head).toEqual({ logId: device.logId, seq: 3, hash: device.acts[2]?.hash });
    });

    test('the same batch again gives the same receipts and changes nothing', async () => {
      const device = await head();
      startVisit(device);
      const first = await device.push();
      const before = await device.pullAll();
      const second = await device.push();
      expect(second).toEqual(first);
      expect((await device.pullAll()).entries).toEqual([]);
      expect(before.entries.length).toBeGreaterThan(0);
    });

    test('a device that cuts its batches anew gets receipts that end where its batch ends', async () => {
      const device = await head();
      startVisit(device);
      for (const item of ['DR-A01', 'DR-A02', 'DR-A03'])
        answer(device, (await visitOf(device)).inspectionId, item);
      await device.push(1, 5);
      expect(ranges(readReceipts(await device.push(1, 3)))).toEqual([[1, 3]]);
      expect(ranges(readReceipts(await device.push(4, 5)))).toEqual([[1, 5]]);
    });

    test('plain, gzip and brotli bodies are all taken', async () => {
      const device = await head();
      startVisit(device);
      expect((await device.pushBytes(device.batch(), false)).status).toBe(200);
      expect((await device.pushBytes(device.batch(), true)).status).toBe(200);
    });

    test('segments that arrive out of order wait and are receipted with the one they waited for', async () => {
      const device = await head();
      const visit = startVisit(device);
      for (const item of ['DR-A01', 'DR-A02', 'DR-A03', 'DR-A04']) answer(device, visit.inspectionId, item);
      const third = await device.push(5, 6);
      const second = await device.push(3, 4);
      expect([third.pending, second.pending, second.head.seq]).toEqual([true, true, 0]);
      const first = await device.push(1, 2);
      expect(first.pending).toBe(false);
      expect(ranges(readReceipts(first))).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
      expect(first.head.seq).toBe(6);
    });

    test('overlapping segments are appended from the first unknown act', async () => {
      const device = await head();
      const visit = startVisit(device);
      answer(device, visit.inspectionId, 'DR-A01');
      await device.push(1, 2);
      const overlapping = await device.push(2, 3);
      expect(overlapping.head.seq).toBe(3);
      expect(ranges(readReceipts(overlapping))).toEqual([
        [1, 2],
        [3, 3],
      ]);
    });

    test('a number seen with another hash is forked: both are kept, the first runs', async () => {
      const device = await head();
      const visit = startVisit(device);
      await device.push();
      const twin = device.copy();
      answer(device, visit.inspectionId, 'DR-A01', { note: 'first' });
      answer(twin, visit.inspectionId, 'DR-A02', { note: 'second' });
      answer(twin, visit.inspectionId, 'DR-A03');
      await device.push(3);
      const forked = await twin.push(2);
      expect(
        readReceipts(forked).map(({ from, to, outcomes }) => ({
          from,
          to,
          kinds: outcomes.map((one) => one.outcome.kind),
        })),
      ).toEqual([
        { from: 1, to: 2, kinds: [] },
        { from: 3, to: 4, kinds: ['forked', 'forked'] },
      ]);
      expect(readReceipts(forked).at(-1)?.chain).toBe(twin.acts.at(-1)?.hash);
      expect(forked.head).toEqual({ logId: device.logId, seq: 3, hash: device.acts[2]?.hash });
      answer(twin, visit.inspectionId, 'DR-A04');
      expect(readReceipts(await twin.push(5))[0]?.outcomes).toEqual([
        { seq: 5, outcome: { kind: 'forked' } },
      ]);
      const answers = (await device.pullAll()).entries
        .filter((entry) => entry.table === 'answers')
        .map((entry) => entry.id);
      expect(answers).toContain(`${visit.inspectionId}:DR-A01`);
      expect(answers).not.toContain(`${visit.inspectionId}:DR-A02`);
      twin.close();
    });

    test('acts without a valid signature of their own actor are held, and run when it arrives', async () => {
      const device = await head();
      startVisit(device);
      const unsigned = await post(device, device.batch(1, 2, []));
      expect(outcomes(unsigned)).toEqual([
        [1, { kind: 'held', for: { kind: 'signature' } }],
        [2, { kind: 'held', for: { kind: 'signature' } }],
      ]);
      const stranger = new TestDevice(world.server());
      Object.assign(stranger, { logId: device.logId });
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
      stranger.close();
    });

    test("one officer's signature does not cover another's acts", async () => {
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

    test('a refused act blocks its own lane and what came after it, nothing else', async () => {
      const device = await head();
      const visit = startVisit(device);
      const elsewhere = ulid() as RecordId;
      const finding = ulid() as RecordId;
      const refused = note(device, elsewhere, finding);
      const sameLane = note(device, visit.inspectionId, finding);
      const after = answer(device, visit.inspectionId, 'DR-A01', { after: [refused.seq] });
      answer(device, visit.inspectionId, 'DR-A02');
      const pushed = await device.push();
      expect(outcomes(pushed)).toEqual([
        [refused.seq, { kind: 'refused', refusal: { kind: 'inspection-missing', id: elsewhere } }],
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
      const refused = note(device, ulid() as RecordId, finding);
      const blocked = note(device, visit.inspectionId, finding);
      await device.push();
      device.act(withdrawActs, { logId: device.logId, seqs: [refused.seq], reason: 'wrong visit' });
      expect(outcomes(await device.push(5))).toEqual([]);
      const { last, entries } = await device.pullAll();
      expect(
        readAmendments(last.amendments).map(({ seq, number, outcome }) => ({ seq, number, outcome })),
      ).toEqual([{ seq: blocked.seq, number: 1, outcome: { kind: 'applied' } }]);
      expect(last.logs).toEqual([{ logId: device.logId, ranUpTo: 5, unrun: [] }]);
      expect(entries.some((entry) => entry.id === finding)).toBe(true);
      expect((await device.pullAll({ amendmentsAfter: { [device.logId]: 1 } })).last.amendments).toEqual([]);
    });

    test('an act of an earlier log of the device can be withdrawn from a new one', async () => {
      const device = await head();
      const visit = startVisit(device);
      const finding = ulid() as RecordId;
      const refused = note(device, ulid() as RecordId, finding);
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
      const second = await addOfficer(world.server(), device, { roles: HEAD });
      await device.hello();
      startVisit(device);
      note(device, ulid() as RecordId, ulid() as RecordId);
      device.act(withdrawActs, { logId: device.logId, seqs: [1], reason: '' });
      device.act(withdrawActs, { logId: ulid() as typeof device.logId, seqs: [1], reason: '' });
      device.act(withdrawActs, { logId: device.logId, seqs: [3], reason: '' }, { actor: second });
      const kinds = outcomes(await device.push()).map(([seq, outcome]) => [
        seq,
        outcome.kind === 'refused' ? outcome.refusal.kind : outcome.kind,
      ]);
      expect(kinds).toEqual([
        [3, 'inspection-missing'],
        [4, 'act-not-quarantined'],
        [5, 'act-unknown'],
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
        [1, { kind: 'refused', refusal: { kind: 'not-authorised', right: 'keep-register' } }],
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

    test("another device's log is refused, and so are broken batches and broken chains", async () => {
      const device = await head();
      startVisit(device);
      await device.push();
      const thief = await head();
      const stolen = await thief.pushBytes(device.batch());
      const malformed = await device.pushBytes(utf8('{"v":1}\n'));
      const cut = device.batch().subarray(0, -40);
      const wrongStart = device.copy();
      Object.assign(wrongStart, { logId: ulid(), acts: [] });
      const chain = new TestDevice(world.server());
      Object.assign(chain, { token: device.token });
      wrongStart.append(utf8('x'));
      Object.assign(wrongStart, { logId: ulid() });
      expect([
        kindOf(stolen),
        kindOf(malformed),
        kindOf(await device.pushBytes(cut)),
        kindOf(await device.pushBytes(wrongStart.batch(1, 1, []))),
      ]).toEqual(['log-of-other-device', 'malformed-batch', 'chain-mismatch', 'chain-mismatch']);
      expect(genesis(device.logId)).toBe(device.acts[0]?.before);
      chain.close();
      wrongStart.close();
    });

    test('a body that is too long, before or after decompressing, is answered 413', async () => {
      const server = await startTestServer({ ...(await storage.options()), bodyLimitBytes: 20_000 });
      const device = new TestDevice(server);
      await addOfficer(server, device, { roles: HEAD });
      await device.hello();
      const long = new Uint8Array(30_000).fill(65);
      expect([
        kindOf(await device.pushBytes(long, false)),
        kindOf(await device.pushBytes(long, true)),
      ]).toEqual(['body-too-large', 'body-too-large']);
      device.close();
      await server.close();
    });

    test('a push larger than one transaction is receipted whole', async () => {
      const device = await head();
      const visit = startVisit(device);
      for (let i = 0; i < 600; i++)
        answer(device, visit.inspectionId, `DR-A${String(i % 60).padStart(2, '0')}`, { note: `${i}` });
      const pushed = await device.push();
      expect(outcomes(pushed)).toEqual([]);
      expect(covered(readReceipts(pushed))).toBe(602);
    });

    test("two officers who did not see each other's answer are both kept", async () => {
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

type Outcomes = Receipt['outcomes'][number]['outcome'];

/** Every outcome that is not plainly applied, by number. */
function outcomes(pushed: Parameters<typeof readReceipts>[0]): (readonly [number, Outcomes])[] {
  return readReceipts(pushed).flatMap((receipt) =>
    receipt.outcomes.map(({ seq, outcome }) => [seq, outcome] as const),
  );
}

async function post(device: TestDevice, batch: Uint8Array): Promise<Parameters<typeof readReceipts>[0]> {
  return (await device.pushBytes(batch)).json() as Parameters<typeof readReceipts>[0];
}

function ranges(receipts: readonly Receipt[]): (readonly [number, number])[] {
  return receipts.map(({ from, to }) => [from, to] as const);
}

function covered(receipts: readonly Receipt[]): number {
  return receipts.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

function note(
  device: TestDevice,
  inspectionId: RecordId,
  findingId: RecordId,
): ReturnType<TestDevice['act']> {
  return device.act(noteFinding, {
    findingId,
    inspectionId,
    itemId: null,
    severity: 'minor',
    text: '记录',
    basis: '',
    dueOn: '2026-12-24' as CivilDate,
  });
}

function visitOf(device: TestDevice): Promise<{ readonly inspectionId: RecordId }> {
  const frame = JSON.parse(Buffer.from(device.acts[1]?.bytes ?? []).toString('utf8')) as { lane: RecordId };
  return Promise.resolve({ inspectionId: frame.lane });
}

function startArgs(
  institutionId: RecordId,
  inspectionId: RecordId = ulid() as RecordId,
  partner: OfficerId = 'partner' as OfficerId,
): Record<string, string> {
  return {
    inspectionId,
    institutionId,
    templateId: 'annual-practice-inspection',
    templateVersion: '1.0.0',
    partner,
    startedOn: '2026-11-24',
  };
}

export function attachmentOf(
  inspectionId: RecordId,
  sha256: string,
  sizeBytes = 10,
): Parameters<(typeof addAttachment)['lane']>[0]['attachment'] {
  const common = {
    itemId: 'DR-A01',
    purpose: 'evidence',
    mime: 'image/jpeg',
    widthPx: 10,
    heightPx: 10,
  } as const;
  return {
    ...common,
    id: ulid() as RecordId,
    recordId: inspectionId,
    sha256: sha256 as never,
    sizeBytes,
    takenAt: '2026-11-24T00:00:00.000Z' as never,
  };
}

export function idsOf(entries: readonly FeedEntry[], table: string): readonly string[] {
  return entries.filter((entry) => entry.table === table).map((entry) => entry.id);
}
