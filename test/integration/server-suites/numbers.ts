import { afterEach, describe, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreBackup } from '../../../server/app/restore.ts';
import { systemClock, systemRandom } from '../../../server/features/trust/world.ts';
import { Document } from '../../../shared/domain/documents/document.ts';
import { askNumbers, issueDocument, voidDocument } from '../../../shared/domain/documents/mutations.ts';
import { NumberBlock, RESTORE_RESERVE } from '../../../shared/domain/documents/numbers.ts';
import { openLog } from '../../../shared/domain/log/mutations.ts';
import { instantOf, type CivilDate } from '../../../shared/lib/dates.ts';
import type { LogId, RecordId } from '../../../shared/lib/ids.ts';
import { reissueAct } from '../../../shared/protocol/reissue.ts';
import { startTestServer } from '../../support/start-server.ts';
import { TestDevice, ulid, type WrittenAct } from '../../support/test-device.ts';
import { outcomes } from './outcomes.ts';
import { addOfficer, HEAD, useServer, type StorageUnderTest } from './world.ts';

type Taken = { readonly blockId: RecordId; readonly number: number } | null;

/** Every test counts in a row of its own. */
function freshSeries(): string {
  return `s${ulid().slice(-10).toLowerCase()}`;
}

function argsOf(series: string, taken: Taken): Parameters<(typeof issueDocument)['lane']>[0] {
  return {
    documentId: ulid() as RecordId,
    prefectureCode: '653100',
    kind: 'inspection-notice',
    templateVersion: '1',
    language: 'zh-ug',
    subjectId: 'T-1' as RecordId,
    taskId: null,
    institutionId: null,
    series,
    prefix: '喀司鉴检通',
    taken,
    facts: { institution: { zh: '某鉴定所', ug: 'باھالاش ئورنى' } },
    issuedOn: '2026-11-24' as CivilDate,
  };
}

function issue(device: TestDevice, series: string, taken: Taken = null): { act: WrittenAct; id: RecordId } {
  const args = argsOf(series, taken);
  return { act: device.act(issueDocument, args), id: args.documentId };
}

const ask = (device: TestDevice, series: string, count: number): WrittenAct =>
  device.act(askNumbers, { series, year: 2026, count });

/** Everything of the prefecture as a new device sees it. */
async function seen(
  device: TestDevice,
  series: string,
): Promise<{ readonly documents: readonly Document[]; readonly blocks: readonly NumberBlock[] }> {
  device.cursors = {};
  const { entries } = await device.pullAll();
  const records = (table: string): readonly unknown[] =>
    entries.flatMap((entry) => (entry.op === 'put' && entry.table === table ? [entry.record] : []));
  const documents = records('documents').map((record) => Document.parse(record));
  const blocks = records('numberBlocks').map((record) => NumberBlock.parse(record));
  return {
    documents: documents.filter((one) => one.number.series === series),
    blocks: blocks.filter((one) => one.series === series),
  };
}

const officials = (documents: readonly Document[]): readonly (number | null)[] =>
  documents.map((one) => one.number.official).toSorted((a, b) => (a ?? 0) - (b ?? 0));

export function numbersSuite(storage: StorageUnderTest): void {
  describe(`official numbers (${storage.name})`, () => {
    const world = useServer(storage);
    const afterwards: (() => Promise<void> | void)[] = [];
    afterEach(async () => {
      for (const clean of afterwards.splice(0).reverse()) await clean();
    });

    test('papers issued offline on two computers get the next numbers when the server runs them', async () => {
      const [a, b] = [await world.device({ roles: HEAD }), await world.device({ roles: HEAD })];
      const series = freshSeries();
      issue(a, series);
      issue(b, series);
      issue(a, series);
      expect(outcomes(await a.push())).toEqual([]);
      expect(outcomes(await b.push())).toEqual([]);
      const { documents } = await seen(b, series);
      expect(officials(documents)).toEqual([1, 2, 3]);
      expect(documents.map((one) => one.number.provisional)).toEqual([
        expect.stringMatching(/^临-/),
        expect.stringMatching(/^临-/),
        expect.stringMatching(/^临-/),
      ]);
    });

    test('what is lent to one log is given to nobody else, and a number is borne once', async () => {
      const [a, b] = [await world.device({ roles: HEAD }), await world.device({ roles: HEAD })];
      const series = freshSeries();
      ask(a, series, 5);
      await a.push();
      issue(b, series);
      await b.push();
      const { blocks } = await seen(a, series);
      expect(blocks).toMatchObject([{ logId: a.logId, from: 1, to: 5 }]);
      const blockId = blocks[0]?.id as RecordId;
      const first = issue(a, series, { blockId, number: 1 });
      const again = issue(a, series, { blockId, number: 1 });
      const beyond = issue(a, series, { blockId, number: 6 });
      expect(outcomes(await a.push(first.act.seq))).toEqual([
        [again.act.seq, refusedAs('number-taken')],
        [beyond.act.seq, refusedAs('number-not-lent')],
      ]);
      const stolen = issue(b, series, { blockId, number: 2 });
      expect(outcomes(await b.push(stolen.act.seq))).toEqual([
        [stolen.act.seq, refusedAs('number-not-lent')],
      ]);
      expect(officials((await seen(b, series)).documents)).toEqual([1, 6]);
    });

    test('a voided paper keeps its number', async () => {
      const device = await world.device({ roles: HEAD });
      const series = freshSeries();
      const { id } = issue(device, series);
      device.act(voidDocument, { documentId: id, on: '2026-11-24' as CivilDate, reason: '写错了机构' });
      issue(device, series);
      await device.push();
      const { documents } = await seen(device, series);
      expect(officials(documents)).toEqual([1, 2]);
      expect(documents.find((one) => one.id === id)).toMatchObject({
        state: 'voided',
        number: { official: 1 },
      });
    });

    test('numbers of a log that ended are dead, but a paper that bears one is taken when it is issued again', async () => {
      const device = await world.device({ roles: HEAD });
      const series = freshSeries();
      ask(device, series, 3);
      await device.push();
      const blockId = (await seen(device, series)).blocks[0]?.id as RecordId;
      const twin = device.copy();
      const lost = argsOf(series, { blockId, number: 1 });
      const original = twin.act(issueDocument, lost);
      const next = device.copy();
      [next.logId, next.acts] = [ulid() as LogId, []];
      next.token = device.token;
      next.act(openLog, { logId: next.logId, previous: null, reason: 'forked', lost: null });
      const dead = issue(next, series, { blockId, number: 2 });
      const { name, version: nameVersion } = issueDocument;
      next.act(reissueAct, {
        originals: [{ logId: device.logId, seq: original.seq, hash: original.hash }],
        lane: lost.documentId,
        name,
        nameVersion,
        args: lost,
        claimedAt: instantOf(1_790_000_000_000),
      });
      expect(outcomes(await next.push())).toEqual([[dead.act.seq, refusedAs('number-not-lent')]]);
      expect(officials((await seen(device, series)).documents)).toEqual([1]);
    });

    test('after a restore no number comes twice, and papers numbered since the backup keep theirs', async () => {
      const server = await startTestServer(await storage.options());
      let isOpen = true;
      const stop = async (): Promise<void> => {
        if (isOpen) await server.stop();
        isOpen = false;
      };
      const backup = await mkdtemp(join(tmpdir(), 'jd-numbers-'));
      const dataFolder = await mkdtemp(join(tmpdir(), 'jd-numbers-'));
      afterwards.push(stop, () => rm(server.folder, { recursive: true, force: true }));
      afterwards.push(() => rm(backup, { recursive: true, force: true }));
      afterwards.push(() => rm(dataFolder, { recursive: true, force: true }));
      const [a, b] = [new TestDevice(server), new TestDevice(server)];
      for (const device of [a, b]) {
        afterwards.push(() => device.close());
        await addOfficer(server, device, { roles: HEAD });
        await device.hello();
      }
      const [known, late] = [freshSeries(), freshSeries()];
      issue(a, known);
      await a.push();
      await server.admin({ op: 'backup', to: backup, withKeys: true, cutIngest: false });
      const asked = ask(a, known, 4);
      issue(a, late);
      await a.push(asked.seq);
      const blockId = (await seen(a, known)).blocks[0]?.id as RecordId;
      issue(a, known, { blockId, number: 3 });
      await stop();

      const options = await storage.options();
      const databaseUrl = options.storage?.kind === 'postgresql' ? options.storage.url : null;
      await restoreBackup({
        from: backup,
        dataFolder,
        databaseUrl,
        keysFrom: null,
        ingestFrom: null,
        trustFolder: null,
        filesFolder: null,
        clock: systemClock,
        random: systemRandom,
      });
      const again = await startTestServer({ ...options, folder: dataFolder });
      afterwards.push(() => again.close());
      const [aAgain, bAgain] = [a.at(again), b.at(again)];
      afterwards.push(() => {
        aAgain.close();
        bAgain.close();
      });
      for (const device of [aAgain, bAgain]) await device.hello();
      // The other computer comes first: what it gets must not be what the first one has on paper already.
      issue(bAgain, known);
      issue(bAgain, late);
      expect(outcomes(await bAgain.push())).toEqual([]);
      expect(outcomes(await aAgain.push(asked.seq))).toEqual([]);
      const { documents } = await seen(bAgain, known);
      expect(officials(documents)).toEqual([1, 3, RESTORE_RESERVE + 2]);
      const lateOnes = officials((await seen(bAgain, late)).documents);
      expect(Math.min(...lateOnes.map((one) => one ?? 0))).toBeGreaterThan(RESTORE_RESERVE);
      expect(new Set(lateOnes).size).toBe(2);
    });
  });
}

function refusedAs(kind: string): unknown {
  return { kind: 'refused', refusal: expect.objectContaining({ kind }) };
}
