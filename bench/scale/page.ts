import { figureSections, yearsOf } from '../../shared/domain/figures/sections.ts';
import {
  attachmentKind,
  answerKind,
  findingKind,
  inspectionKind,
} from '../../shared/domain/inspections/inspection.ts';
import type { Severity } from '../../shared/domain/inspections/template.ts';
import { rectificationKind } from '../../shared/domain/rectification/rectification.ts';
import { appraiserKind } from '../../shared/domain/registry/appraiser.ts';
import { institutionKind } from '../../shared/domain/registry/institution.ts';
import { addDays, type CivilDate } from '../../shared/lib/dates.ts';
import type { RecordBase, RecordKind } from '../../shared/lib/record-kind.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { BureauDb } from '../../renderer/data/bureau-db.ts';
import { fieldCipher } from '../../renderer/data/field-cipher.ts';
import { RecordCodec } from '../../renderer/data/record-codec.ts';
import { recordReader } from '../../renderer/data/record-reader.ts';
import { loadCounted } from '../../renderer/features/inspections/figures/figures-query.ts';
import { EVERYTHING, matchLines } from '../../renderer/features/inspections/rectify/matching.ts';
import { loadLines } from '../../renderer/features/inspections/rectify/rectify-query.ts';

// 300 institutions, 2,000 appraisers, five years of a visit each (1,500 visits, 20 answers and 4 findings of each kept), 30,000 photos.
const TODAY = '2026-11-25' as CivilDate;
const AT = '2026-01-01T00:00:00.000Z';
const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor'];

/** Always the same numbers: a linear congruence is enough for choosing among four things. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * n);
  };
}

interface Made {
  readonly kind: RecordKind;
  readonly record: RecordBase;
}

function* generate(): Generator<Made> {
  const roll = dice(20_261_125);
  const one = (kind: unknown, record: object): Made => ({
    kind: kind as RecordKind,
    record: { prefectureCode: '653100', ...record } as unknown as RecordBase,
  });
  for (let n = 0; n < 300; n++)
    yield one(institutionKind, {
      id: `I-${n}`,
      name: { zh: `喀什第${n}司法鉴定所`, ug: `قەشقەر ${n}-ئەدلىيە باھالاش ئورنى` },
      licenceNo: String(653_100_000 + n),
      state: 'in-practice',
      licenceIssuedOn: '2020-01-01',
      licenceValidTo: '2028-01-01',
    });
  for (let n = 0; n < 2000; n++)
    yield one(appraiserKind, {
      id: `A-${n}`,
      institutionId: `I-${roll(300)}`,
      state: 'practising',
      certificateValidTo: '2028-01-01',
    });
  for (let n = 0; n < 1500; n++) {
    const startedOn = addDays('2022-01-10' as CivilDate, roll(1780));
    const institutionId = `I-${n % 300}`;
    yield one(inspectionKind, {
      id: `V-${n}`,
      institutionId,
      state: 'sealed',
      startedOn,
      templateId: 'annual',
    });
    for (let item = 0; item < 20; item++)
      yield one(answerKind, {
        id: `V-${n}:DR-A${String(item).padStart(2, '0')}`,
        inspectionId: `V-${n}`,
        itemId: `DR-A${String(item).padStart(2, '0')}`,
        current: { value: { kind: 'choice', choice: 'yes' }, note: '', by: 'o-1', at: AT, act: 'log:1' },
        contested: [],
      });
    for (let photo = 0; photo < 20; photo++)
      yield one(attachmentKind, {
        id: `P-${n}-${photo}`,
        recordId: `V-${n}`,
        purpose: 'evidence',
        sizeBytes: 150_000,
        takenAt: AT,
      });
    for (let found = 0; found < 4; found++) {
      const itemId = `DR-A${String(roll(20)).padStart(2, '0')}`;
      const severity = SEVERITIES[roll(3)];
      const id = `F-${n}-${found}`;
      const text = '校准证书已过期，未按规定送检';
      const dueOn = addDays(startedOn, 30);
      yield one(findingKind, { id, inspectionId: `V-${n}`, itemId, severity, text, dueOn });
      const end = roll(4);
      const event = (kind: string, on: CivilDate): object => ({
        kind,
        on,
        at: AT,
        by: 'o-1',
        text: '',
        document: '',
      });
      yield one(rectificationKind, {
        id,
        institutionId,
        itemId,
        severity,
        text,
        state: end === 0 ? 'ordered' : end === 1 ? 'reported' : 'closed',
        orderedOn: startedOn,
        dueOn,
        extendedTo: null,
        extension: null,
        repeated: null,
        officers: ['o-1'],
        events: [
          event('ordered', startedOn),
          ...(end > 0 ? [event('reported', addDays(startedOn, 20 + roll(20)))] : []),
          ...(end > 1
            ? [event('accepted', addDays(startedOn, 42)), event('closed', addDays(startedOn, 43))]
            : []),
        ],
      });
    }
  }
}

async function timed<T>(work: () => Promise<T> | T): Promise<readonly [number, T]> {
  const began = performance.now();
  const value = await work();
  return [Math.round(performance.now() - began), value];
}

/** Fills a fresh database and measures; `phase` 2 runs in a window started anew, so that nothing is warm. */
export async function measureScale(
  phase: 1 | 2,
  rawKey: Uint8Array<ArrayBuffer>,
): Promise<Record<string, number>> {
  const db = new BureauDb('scale');
  const codec = new RecordCodec(await fieldCipher(rawKey), recordRegistry);
  if (phase === 1) {
    let records = 0;
    let batch: Made[] = [];
    const flush = async (): Promise<void> => {
      const tables = Map.groupBy(batch, ({ kind }) => kind.table);
      for (const [table, made] of tables) {
        const rows = made.map(async ({ record }) => {
          const { scope, columns, payload } = await codec.pack(table, record);
          return { ...columns, id: record.id, scope, version: 1, dirty: 0 as const, payload };
        });
        await db.records(table).bulkPut(await Promise.all(rows));
      }
      records += batch.length;
      batch = [];
    };
    for (const made of generate()) if (batch.push(made) === 4000) await flush();
    await flush();
    db.close();
    return { records };
  }
  const desk = { records: recordReader(db, codec) };
  const [open] = await timed(() => db.open());
  const [list, lines] = await timed(() => loadLines(desk));
  const [sort] = await timed(() => matchLines(lines, EVERYTHING, TODAY));
  const [search] = await timed(() => matchLines(lines, { ...EVERYTHING, typed: '喀什 校准' }, TODAY));
  const [visit] = await timed(() =>
    Promise.all([
      desk.records.list(answerKind, 'inspectionId', 'V-700'),
      desk.records.list(findingKind, 'inspectionId', 'V-700'),
      desk.records.list(attachmentKind, 'recordId', 'V-700'),
    ]),
  );
  const [figuresRead, counted] = await timed(() => loadCounted(desk));
  const [figuresCount] = await timed(() => figureSections(counted, yearsOf(counted, TODAY), TODAY));
  const [figuresAgain] = await timed(() => loadCounted(desk));
  const [peer] = await timed(() =>
    Promise.all(['institutions', 'rectifications'].map((table) => db.records(table).toArray())),
  );
  db.close();
  return {
    open,
    list,
    sort,
    search,
    visit,
    figuresRead,
    figuresCount,
    figuresAgain,
    peerRawRowsOfList: peer,
  };
}

Object.assign(globalThis, { measureScale });
