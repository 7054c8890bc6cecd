import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerItem, startInspection } from '../../shared/domain/inspections/mutations.ts';
import { answerId, answerKind, inspectionKind } from '../../shared/domain/inspections/inspection.ts';
import { withdrawActs } from '../../shared/domain/log/mutations.ts';
import { instantOf, type CivilDate } from '../../shared/lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../../shared/lib/ids.ts';
import { canonicalJson, type JsonValue } from '../../shared/lib/json.ts';
import { genesis } from '../../shared/protocol/chain.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import type { Outcome } from '../../shared/protocol/outcome.ts';
import type { FeedEntry, LogProgress } from '../../shared/protocol/pull.ts';
import { signingBytes, type Signed, type SigningPurpose } from '../../shared/protocol/receipt.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import type { VerifySigned } from '../../shared/sync/ports.ts';
import { toBase64, utf8 } from '../../shared/lib/bytes.ts';
import type { Scope } from '../../shared/protocol/scope.ts';
import { ActWriter } from '../../shared/sync/act-writer.ts';
import { newWireSession } from '../../shared/sync/wire-session.ts';
import { pull } from '../../shared/sync/pull.ts';
import { hashAt } from '../../shared/sync/push.ts';
import { recoverFromJournal } from '../../shared/sync/recover.ts';
import { takeReceipt } from '../../shared/sync/receipts.ts';
import { MemoryJournal } from './memory-journal.ts';
import { BureauDb } from '../../renderer/data/bureau-db.ts';
import { readEquation } from '../../renderer/data/counters.ts';
import { DexieStore } from '../../renderer/data/dexie-store.ts';
import { fieldCipher } from '../../renderer/data/field-cipher.ts';
import { RecordCodec } from '../../renderer/data/record-codec.ts';
import { verifyWith } from '../../renderer/data/verify-signed.ts';

const LOG = '01JD0000000000000000000000' as LogId;
const VISIT = '01JD0000000000000000000001' as RecordId;
const [LEAD, PARTNER] = ['O-1', 'O-2'] as [OfficerId, OfficerId];
const SCOPE = '653100/ordinary' as Scope;
const KEY_ID = 'receipt-1';

// WebCrypto, so that the same suite runs in Node and in the real Electron runtime.
const region = crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
const verify: VerifySigned = async (purpose, statement) => {
  const publicKey = toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', (await region).publicKey)));
  return verifyWith(() => [{ keyId: KEY_ID, publicKey }])(purpose, statement);
};

async function signed(purpose: SigningPurpose, body: JsonValue): Promise<Signed> {
  const text = canonicalJson(body);
  const signature = await crypto.subtle.sign(
    'Ed25519',
    (await region).privateKey,
    signingBytes(purpose, text),
  );
  return { body: text, keyId: KEY_ID, signature: toBase64(new Uint8Array(signature)) };
}

const words = { zh: '喀什某鉴定所', ug: 'قەشقەر باھالاش ئورنى' };
const institution = {
  id: 'INS-1',
  prefectureCode: '653100',
  countyCode: '653101',
  name: words,
  address: words,
  licenceNo: '653100001',
  creditCode: '91653100MA00000000',
  sponsorKind: 'hospital',
  head: words,
  phone: '0998-0000000',
  categories: ['forensic-medicine'],
  licenceIssuedOn: '2022-01-01',
  licenceValidTo: '2027-01-01',
  staff: { fullTime: 5, partTime: 0, assistants: 1 },
  state: 'in-practice',
};
const template = {
  id: 'annual-practice-inspection@1.0.0',
  prefectureCode: '650000',
  templateId: 'annual-practice-inspection',
  version: '1.0.0',
  body: '{}',
  signature: 'AA==',
  keyId: 'publish-1',
};

function put(
  table: string,
  record: JsonValue & { readonly id: string },
  position: number,
  version = 1,
): FeedEntry {
  return { op: 'put', scope: SCOPE, position, table, id: record.id as RecordId, version, record };
}

/** The rules of the local store, run against real IndexedDB in Electron and against one in memory in Node. */
export function describeStore(open: (name: string) => BureauDb = (name) => new BureauDb(name)): void {
  let db: BureauDb;
  let store: DexieStore;
  let journal: MemoryJournal;
  let writer: ActWriter;
  let databases = 0;

  async function openStore(name: string): Promise<void> {
    db = open(name);
    const cipher = await fieldCipher(new Uint8Array(32).fill(5));
    store = new DexieStore(db, new RecordCodec(cipher, recordRegistry), cipher);
    await store.addLog(LOG);
  }

  beforeEach(async () => {
    await openStore(`test-${++databases}`);
    journal = new MemoryJournal(LOG);
    const clock = { now: () => instantOf(1_790_000_000_000) };
    const fail = (error: unknown) => {
      throw error;
    };
    writer = new ActWriter(
      { store, journal, clock, exclusive: (work) => work(), onCommitFailed: fail },
      { logId: LOG, seq: 0 },
      new Map(),
    );
    await pulled([put('institutions', institution, 1), put('templates', template, 2)], {
      ranUpTo: 0,
      unrun: [],
    });
  });

  afterEach(() => db.close());

  async function pulled(
    entries: readonly FeedEntry[],
    progress: Omit<LogProgress, 'logId'>,
    amendments: readonly Signed[] = [],
    reset = false,
  ): Promise<void> {
    const answer = {
      v: 1,
      epoch: 'e1',
      entries,
      cursors: { [SCOPE]: 9 },
      more: false,
      logs: [{ logId: LOG, ...progress }],
      amendments,
      reset,
      serverTime: instantOf(1_790_000_000_000),
    };
    const body = new TextEncoder().encode(JSON.stringify(answer));
    const wire = {
      hello: () => Promise.reject(new Error('unused')),
      call: async () => ({ kind: 'answer' as const, body, sentBytes: 1, receivedBytes: body.length }),
    };
    const outcome = await pull({
      store,
      wire,
      session: newWireSession(),
      verify,
      exclusive: (work) => work(),
      registry: mutationRegistry,
      writer,
      onProgress: () => undefined,
      isCancelled: () => false,
      removalAnswer: async () => 'accepted',
    });
    expect(outcome).toEqual({ kind: 'pulled', entries: entries.length });
  }

  const start = () =>
    writer.act(
      startInspection,
      {
        inspectionId: VISIT,
        institutionId: 'INS-1' as RecordId,
        templateId: template.templateId,
        templateVersion: '1.0.0',
        partner: PARTNER,
        startedOn: '2026-09-28' as CivilDate,
      },
      LEAD,
    );
  const answer = (choice: 'yes' | 'no', itemId = 'DR-A01') =>
    writer.act(
      answerItem,
      { inspectionId: VISIT, itemId, value: { kind: 'choice', choice }, note: '', seen: null },
      LEAD,
    );

  function receiptFor(
    from: number,
    to: number,
    outcomes: readonly { readonly seq: number; readonly outcome: Outcome }[] = [],
  ): Promise<Signed> {
    return signed('jd-receipt-1', {
      v: 1,
      logId: LOG,
      from,
      to,
      chain: journal.entries[to - 1]?.hash ?? '',
      outcomes: outcomes as never,
      epoch: 'e1',
      receivedAt: instantOf(1_790_000_000_000),
    });
  }

  test('S1: a refused act creates nothing: no frame, no outbox row, no count', async () => {
    expect(await answer('yes')).toEqual({
      kind: 'refused',
      refusal: { kind: 'inspection-missing', id: VISIT },
    });
    expect([journal.entries.length, await readEquation(db)]).toEqual([
      0,
      { created: 0, delivered: 0, waiting: 0, quarantined: 0, withdrawn: 0 },
    ]);
  });

  test('S2: a full disk saves nothing and says so; the same act goes through once there is room', async () => {
    await start();
    journal.isDiskFull = true;
    expect(await answer('yes')).toEqual({ kind: 'not-saved', reason: 'disk-full' });
    journal.isDiskFull = false;
    expect((await answer('yes')).kind).toBe('saved');
    expect(await readEquation(db)).toMatchObject({ created: 2, waiting: 2 });
  });

  test('S4: acts that reached the journal and not the database are run again at start, once', async () => {
    await start();
    await answer('no');
    const entries = journal.entries.slice();
    await openStore(`test-${++databases}`);
    await store.stage([put('institutions', institution, 1), put('templates', template, 2)], {
      reset: false,
      epoch: 'e1',
      cursors: {},
    });
    await store.swap({
      reset: false,
      lostScopes: [],
      epoch: 'e1',
      cursors: {},
      ran: [],
      replayed: new Map(),
      refusals: [],
      changes: [],
    });
    const read = async (_logId: LogId, from: number) => entries.filter((entry) => entry.seq >= from);
    expect(await recoverFromJournal(LOG, 0, read, store, mutationRegistry)).toBe(2);
    expect(await recoverFromJournal(LOG, 0, read, store, mutationRegistry)).toBe(2);
    expect(await readEquation(db)).toMatchObject({ created: 2, waiting: 2 });
    expect((await store.state.read(answerKind.table, answerId(VISIT, 'DR-A01')))?.record).toMatchObject({
      current: { value: { choice: 'no' } },
    });
  });

  test('S5: a receipt that the region did not sign moves nothing', async () => {
    await start();
    const forged = { ...(await receiptFor(1, 1)), signature: 'AA==' };
    expect(await takeReceipt(forged, store, verify)).toEqual({
      ok: false,
      error: { kind: 'receipt-unverified' },
    });
    expect(await readEquation(db)).toMatchObject({ delivered: 0, waiting: 1 });
  });

  test('S5: a receipt of another history of this log moves nothing', async () => {
    await start();
    const other = await signed('jd-receipt-1', {
      v: 1,
      logId: LOG,
      from: 1,
      to: 1,
      chain: 'ab'.repeat(32),
      outcomes: [],
      epoch: 'e1',
      receivedAt: instantOf(0),
    });
    expect(await takeReceipt(other, store, verify)).toEqual({
      ok: false,
      error: { kind: 'receipt-other-history', logId: LOG, seq: 1 },
    });
  });

  test('S6: a receipt moves counters, twice as little as once, and leaves the screen to the next pull', async () => {
    await start();
    await answer('yes');
    const receipt = await receiptFor(1, 2);
    await takeReceipt(receipt, store, verify);
    await takeReceipt(receipt, store, verify);
    expect(await readEquation(db)).toEqual({
      created: 2,
      delivered: 2,
      waiting: 0,
      quarantined: 0,
      withdrawn: 0,
    });
    expect((await store.replaySet()).map((act) => act.ref.seq)).toEqual([1, 2]);
  });

  test('S8: after the pull that carries what the server ran, the base is shown and nothing is replayed', async () => {
    await start();
    await answer('yes');
    const visit = (await store.state.read(inspectionKind.table, VISIT))?.record as unknown as JsonValue & {
      id: string;
    };
    await pulled([put('inspections', visit, 3)], { ranUpTo: 1, unrun: [] });
    expect((await store.replaySet()).map((act) => act.ref.seq)).toEqual([2]);
    expect((await db.records('inspections').get(VISIT))?.dirty).toBe(0);
    expect((await db.records('answers').get(answerId(VISIT, 'DR-A01')))?.dirty).toBe(1);
  });

  test('S9: an act the server refused leaves the screen with the next pull and stays in quarantine', async () => {
    await start();
    await answer('yes');
    await takeReceipt(
      await receiptFor(1, 2, [
        { seq: 2, outcome: { kind: 'refused', refusal: { kind: 'inspection-sealed', id: VISIT } } },
      ]),
      store,
      verify,
    );
    const visit = (await store.state.read(inspectionKind.table, VISIT))?.record as unknown as JsonValue & {
      id: string;
    };
    await pulled([put('inspections', visit, 3)], { ranUpTo: 2, unrun: [] });
    expect(await store.state.read(answerKind.table, answerId(VISIT, 'DR-A01'))).toBeNull();
    expect(await readEquation(db)).toEqual({
      created: 2,
      delivered: 1,
      waiting: 0,
      quarantined: 1,
      withdrawn: 0,
    });
  });

  test('S11: withdrawing closes a quarantined act once the withdrawal itself is delivered', async () => {
    await start();
    await answer('yes');
    await takeReceipt(
      await receiptFor(1, 2, [{ seq: 2, outcome: { kind: 'held', for: { kind: 'authority' } } }]),
      store,
      verify,
    );
    await writer.act(withdrawActs, { logId: LOG, seqs: [2], reason: 'entered by mistake' }, LEAD);
    expect(await readEquation(db)).toEqual({
      created: 3,
      delivered: 1,
      waiting: 1,
      quarantined: 1,
      withdrawn: 0,
    });
    await takeReceipt(await receiptFor(3, 3), store, verify);
    expect(await readEquation(db)).toEqual({
      created: 3,
      delivered: 2,
      waiting: 0,
      quarantined: 0,
      withdrawn: 1,
    });
    expect((await store.replaySet()).map((act) => act.ref.seq)).toEqual([1, 3]);
  });

  test('S7: an amendment with the highest number wins, in whatever order they come', async () => {
    await start();
    await takeReceipt(
      await receiptFor(1, 1, [{ seq: 1, outcome: { kind: 'held', for: { kind: 'authority' } } }]),
      store,
      verify,
    );
    const amendment = (number: number, outcome: Outcome) =>
      signed('jd-amendment-1', {
        v: 1,
        logId: LOG,
        seq: 1,
        number,
        outcome: outcome as never,
        at: instantOf(0),
      });
    await pulled([], { ranUpTo: 1, unrun: [1] }, [
      await amendment(2, { kind: 'applied' }),
      await amendment(1, { kind: 'held', for: { kind: 'signature' } }),
    ]);
    expect(await readEquation(db)).toMatchObject({ delivered: 1, quarantined: 0 });
  });

  test('S13: after a reset, what the server no longer has is gone and unrun work stands on top of what it has', async () => {
    await start();
    await pulled(
      [put('templates', template, 1), put('institutions', institution, 2)],
      { ranUpTo: 0, unrun: [] },
      [],
      true,
    );
    expect((await store.state.read(inspectionKind.table, VISIT))?.record).toMatchObject({
      state: 'in-progress',
    });
    await pulled([put('templates', template, 1)], { ranUpTo: 0, unrun: [] }, [], true);
    expect(await store.state.read('institutions', 'INS-1' as RecordId)).toBeNull();
    expect(await store.state.read(inspectionKind.table, VISIT)).toBeNull();
    expect((await db.outbox.get([LOG, 1]))?.localRefusal).toContain('institution-missing');
    expect(await readEquation(db)).toMatchObject({ created: 1, waiting: 1 });
  });

  test('S11: a withdrawal closes its act whichever of the two is receipted first, also in one receipt', async () => {
    await start();
    await answer('yes');
    await writer.act(withdrawActs, { logId: LOG, seqs: [2], reason: 'entered by mistake' }, LEAD);
    const heldAnswer = [{ seq: 2, outcome: { kind: 'held', for: { kind: 'authority' } } as const }];
    const closed = { created: 3, delivered: 2, waiting: 0, quarantined: 0, withdrawn: 1 };
    await takeReceipt(await receiptFor(1, 3, heldAnswer), store, verify);
    expect(await readEquation(db)).toEqual(closed);

    await store.requeueAll('e1');
    await takeReceipt(await receiptFor(3, 3), store, verify);
    await takeReceipt(await receiptFor(1, 2, heldAnswer), store, verify);
    expect(await readEquation(db)).toEqual(closed);
  });

  test('S23: after a restore everything waits again and stands on the base; a receipt of the old epoch moves nothing', async () => {
    await store.noteEpoch('e1');
    await start();
    const old = await receiptFor(1, 1);
    await takeReceipt(old, store, verify);
    await pulled([], { ranUpTo: 1, unrun: [] });
    expect(await store.replaySet()).toEqual([]);

    expect(await store.requeueAll('e2')).toBe(1);
    expect(await readEquation(db)).toMatchObject({ created: 1, delivered: 0, waiting: 1 });
    expect((await store.replaySet()).map((act) => act.ref.seq)).toEqual([1]);
    await takeReceipt(old, store, verify);
    expect(await readEquation(db)).toMatchObject({ delivered: 0, waiting: 1 });
  });

  test('S13: a pull that was cut off goes on after the last page kept', async () => {
    const page = { reset: false, epoch: 'e1', cursors: { [SCOPE]: 12 } };
    await store.stage([put('institutions', { ...institution, id: 'INS-2' }, 12)], page);
    expect(await store.staging()).toEqual(page);
    await pulled([put('institutions', { ...institution, id: 'INS-3' }, 13)], { ranUpTo: 0, unrun: [] });
    const ids = ['INS-1', 'INS-2', 'INS-3'] as RecordId[];
    for (const id of ids) expect(await store.state.read('institutions', id)).not.toBeNull();
    expect(await store.staging()).toBeNull();
  });

  const base = { reset: false, lostScopes: [] };
  const swapIn = (over: Partial<Parameters<DexieStore['swap']>[0]>) =>
    store.swap({
      ...base,
      epoch: 'e1',
      cursors: {},
      ran: [],
      replayed: new Map(),
      refusals: [],
      changes: [],
      ...over,
    });
  const other = '653200/ordinary' as Scope;
  const progress = { reset: false, epoch: 'e1', cursors: {} };

  test('S21: a lost right takes the copies of its scope, never unrun work, and nothing of other scopes', async () => {
    await start();
    await store.stage(
      [{ ...put('institutions', { ...institution, id: 'INS-2' }, 1), scope: other }],
      progress,
    );
    await swapIn({});
    await swapIn({ lostScopes: [SCOPE] });
    expect(await store.confirmed.read('institutions', 'INS-1' as RecordId)).toBeNull();
    expect(await store.confirmed.read('institutions', 'INS-2' as RecordId)).not.toBeNull();
    expect((await store.replaySet()).map((act) => act.ref.seq)).toEqual([1]);
    expect(await readEquation(db)).toMatchObject({ created: 1, waiting: 1 });
  });

  const left = (scope: Scope, version: number): FeedEntry => ({
    op: 'left',
    scope,
    position: 7,
    table: 'institutions',
    id: 'INS-1' as RecordId,
    version,
  });

  test('S30: a record that moved on twice between two pulls is gone, whichever scope tells', async () => {
    await store.stage([left(SCOPE, 2), left(other, 3)], progress);
    await swapIn({});
    expect(await store.confirmed.read('institutions', 'INS-1' as RecordId)).toBeNull();
  });

  test('S30: leaving an old scope says nothing against a newer copy in another one', async () => {
    const moved = { ...put('institutions', institution, 8, 4), scope: other };
    await store.stage([moved], progress);
    await swapIn({});
    await store.stage([left(SCOPE, 4)], progress);
    expect(await store.incoming(base).read('institutions', 'INS-1' as RecordId)).not.toBeNull();
    await swapIn({});
    expect((await store.confirmed.read('institutions', 'INS-1' as RecordId))?.version).toBe(4);
  });

  test('S31: what a pull would take away is counted beforehand, without scopes that were lost', async () => {
    expect(await store.removals(base)).toEqual({ removed: 0, of: 2 });
    expect(await store.removals({ ...base, lostScopes: [SCOPE] })).toEqual({ removed: 0, of: 0 });
    await store.stage([left(SCOPE, 2)], progress);
    expect(await store.removals(base)).toEqual({ removed: 1, of: 2 });
    expect(await store.removals({ ...base, reset: true })).toEqual({ removed: 2, of: 2 });
  });

  test('S85: a database that was lost goes on after the anchor of a trimmed journal', async () => {
    const other = '01JD0000000000000000000009' as LogId;
    const anchor = { logId: other, seq: 40, hash: genesis(other) };
    await store.addLog(other);
    expect(await store.beginsAfter(other)).toBeNull();
    await store.beginAfter(anchor);
    expect(await store.beginsAfter(other)).toEqual(anchor);
    expect((await store.logs()).find((log) => log.logId === other)).toEqual({
      logId: other,
      appliedSeq: 40,
      receiptedUpTo: 40,
    });
    expect(await hashAt(store, other, 40)).toBe(anchor.hash);
  });

  test('the raw rows hold no word of a record', async () => {
    await start();
    const rows = JSON.stringify(
      [await db.records('institutions').toArray(), await db.outbox.toArray()],
      (_k, v: unknown) => (v instanceof Uint8Array ? latin1(v) : v),
    );
    expect(rows).not.toContain('喀什');
    expect(rows).not.toContain(latin1(utf8('喀什某鉴定所')));
  });
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
