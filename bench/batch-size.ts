import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { LogId, OfficerId } from '../shared/lib/ids.ts';
import { instantOf } from '../shared/lib/dates.ts';
import { toBase64, utf8 } from '../shared/lib/bytes.ts';
import { encodeBatch } from '../shared/protocol/batch.ts';
import { genesis, nextHash } from '../shared/protocol/chain.ts';
import { encodeFrame } from '../shared/protocol/frame.ts';
import { packBatch, packedQuality } from '../shared/protocol/packed.ts';
import { actsOfVisit, Chance, documentOf, floorOfVisits, someVisits, type Visit } from './link/workload.ts';

const VISITS = 100;
const LOG = '01K5D0ABCDEFGHJKMNPQRSTVWX' as LogId;
const [ACTOR, PARTNER] = ['O-653100-1' as OfficerId, 'O-653100-2' as OfficerId];

function batchBytes(visits: readonly Visit[]): { readonly bytes: Uint8Array; readonly acts: number } {
  const chance = new Chance(3);
  const before = genesis(LOG);
  let hash = before;
  const frames = visits
    .flatMap((visit) => actsOfVisit(visit, PARTNER))
    .map(({ mutation, args, atMs }, i) => {
      const bytes = encodeFrame({
        v: 1,
        logId: LOG,
        seq: i + 1,
        lane: mutation.lane(args as never),
        after: [],
        name: mutation.name,
        nameVersion: mutation.version,
        args: args as never,
        actor: ACTOR,
        claimedAt: instantOf(atMs),
        // The two clocks of a machine drift by a millisecond now and then.
        elapsedMs: atMs - 1_790_000_000_000 + chance.below(2),
        bootId: 'b4c9d0e1f2a34b5c8d6e7f8091a2b3c4',
        baseVersion: null,
      });
      hash = nextHash(hash, bytes);
      return bytes;
    });
  const run = { officerId: ACTOR, from: 1, to: frames.length, before, after: hash };
  const signature = toBase64(chance.random.bytes(64));
  const header = {
    v: 1 as const,
    logId: LOG,
    from: 1,
    to: frames.length,
    before,
    after: hash,
    signatures: [{ ...run, signature }],
  };
  return { bytes: encodeBatch({ header, frames }), acts: frames.length };
}

/** The peer: what a document store sends, the whole visit again for each touch, gzip -6 over all of them. */
function documentBytes(visits: readonly Visit[]): Uint8Array {
  const documents = visits.flatMap((visit) =>
    visit.answers.map((_, i) =>
      JSON.stringify({
        _id: visit.id,
        _rev: `${String(i + 1)}-${nextHash(genesis(LOG), utf8(visit.id + String(i))).slice(0, 32)}`,
        ...documentOf({ ...visit, answers: visit.answers.slice(0, i + 1) }, null),
      }),
    ),
  );
  return utf8(documents.join('\n'));
}

function brotli(bytes: Uint8Array, quality: number): number {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: 22,
  };
  return brotliCompressSync(bytes, { params }).length;
}

/** Compressed bytes of some weeks of visits: our batch, packed and as wire version 1 sent it, whole documents, and the floor. */
export function benchBatchSize(): Record<string, number> {
  const visits = someVisits(VISITS, 1);
  const { bytes, acts } = batchBytes(visits);
  const startMs = performance.now();
  const packed = packBatch(bytes);
  const ours = brotli(packed, packedQuality(packed.length));
  const tookMs = performance.now() - startMs;
  const plain = brotli(bytes, 9);
  const documents = gzipSync(documentBytes(visits), { level: 6 }).length;
  const floor = floorOfVisits(visits);
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    acts,
    bytesPerAct: round(ours / acts),
    oursToFloor: round(ours / floor),
    plainToFloor: round(plain / floor),
    documentsToFloor: round(documents / floor),
    documentsToOurs: round(documents / ours),
    packingMsPerAct: round(tookMs / acts),
  };
}
