import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { answerId } from '../shared/domain/inspections/inspection.ts';
import { TemplateBody } from '../shared/domain/inspections/template.ts';
import { utf8 } from '../shared/lib/bytes.ts';
import { instantOf } from '../shared/lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../shared/lib/ids.ts';
import { encodeBatch } from '../shared/protocol/batch.ts';
import { genesis, nextHash } from '../shared/protocol/chain.ts';
import { encodeFrame } from '../shared/protocol/frame.ts';

const VISITS = 10;
const LOG = '01JD0000000000000000000000' as LogId;
const ACTOR = 'O-653100-1' as OfficerId;

interface Touch {
  readonly visit: RecordId;
  readonly itemId: string;
  readonly choice: 'yes' | 'no' | 'na';
}

/** Ten visits of sixty answers: every touch is an act. */
function touches(): readonly Touch[] {
  const template = TemplateBody.parse(
    JSON.parse(
      readFileSync(
        new URL('../resources/domain/templates/annual-practice-inspection.json', import.meta.url),
        'utf8',
      ),
    ),
  );
  return Array.from(
    { length: VISITS },
    (_, no) => `01JD00000000000000000${String(no).padStart(5, '0')}` as RecordId,
  ).flatMap((visit, v) =>
    template.items.map((item, i) => ({
      visit,
      itemId: item.id,
      choice: (['yes', 'yes', 'yes', 'no', 'na'] as const)[(i * 7 + v) % 5] ?? 'yes',
    })),
  );
}

function batchBytes(all: readonly Touch[]): Uint8Array {
  let hash = genesis(LOG);
  const before = hash;
  const frames = all.map(({ visit, itemId, choice }, i) => {
    const bytes = encodeFrame({
      v: 1,
      logId: LOG,
      seq: i + 1,
      lane: answerId(visit, itemId),
      after: [],
      name: 'inspection/answer',
      nameVersion: 1,
      args: { inspectionId: visit, itemId, value: { kind: 'choice', choice }, note: '', seen: null },
      actor: ACTOR,
      claimedAt: instantOf(1_790_000_000_000 + i * 9_137),
      elapsedMs: 5_000_000 + i * 9_137,
      bootId: 'b4c9d0e1f2a34b5c8d6e7f8091a2b3c4',
      baseVersion: null,
    });
    hash = nextHash(hash, bytes);
    return bytes;
  });
  const signature = {
    officerId: ACTOR,
    from: 1,
    to: all.length,
    before,
    after: hash,
    signature: 'A'.repeat(86) + '==',
  };
  return encodeBatch({
    header: { v: 1, logId: LOG, from: 1, to: all.length, before, after: hash, signatures: [signature] },
    frames,
  });
}

/** The peer: what a document store sends, the whole visit again for each touch, gzip -6 over all of them. */
function documentBytes(all: readonly Touch[]): Uint8Array {
  const answers = new Map<string, Record<string, string>>();
  const documents = all.map(({ visit, itemId, choice }, i) => {
    const document = { ...answers.get(visit), [itemId]: choice };
    answers.set(visit, document);
    return JSON.stringify({
      _id: visit,
      _rev: `${i + 1}-${nextHash(genesis(LOG), utf8(String(i))).slice(0, 32)}`,
      answers: document,
    });
  });
  return utf8(documents.join('\n'));
}

/** The floor: the fields that changed and nothing else. */
function patchBytes(all: readonly Touch[]): Uint8Array {
  return utf8(
    all
      .map(({ visit, itemId, choice }, i) => `${visit} ${itemId} ${choice} ${1_790_000_000_000 + i * 9_137}`)
      .join('\n'),
  );
}

/** Compressed bytes per touch of a week's answers: our batch, whole documents, and the floor, in one run. */
export function benchBatchSize(): Record<string, number> {
  const all = touches();
  const brotli = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_LGWIN]: 22,
    },
  };
  const ours = brotliCompressSync(batchBytes(all), brotli).length;
  const documents = gzipSync(documentBytes(all), { level: 6 }).length;
  const floor = gzipSync(patchBytes(all), { level: 6 }).length;
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    acts: all.length,
    bytesPerAct: round(ours / all.length),
    oursToFloor: round(ours / floor),
    documentsToFloor: round(documents / floor),
    documentsToOurs: round(documents / ours),
  };
}
