import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toBase64, toHex } from '../../../shared/lib/bytes.ts';
import { canonicalJson, type JsonValue } from '../../../shared/lib/json.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Tx } from '../../store/open-database.ts';
import type { LogRow } from '../../store/tables.ts';
import type { Core } from '../core.ts';

// One line of canonical JSON each: a header with the region's key manifest, then per log its acts with exact bytes, chain value
// and present outcome, its receipts and amendments as they were signed, then a signed end with the hash of all lines before it.

const ROWS_PER_READ = 200;

/**
 * Writes every act of the workstations on which an officer of the prefecture is enrolled. Frames are the bytes that were signed:
 * what is sealed in them stays sealed. The file appears whole or not at all.
 */
export async function exportActs(
  core: Core,
  prefectureCode: string,
  to: string,
): Promise<{ readonly logs: number; readonly acts: number }> {
  const count = { logs: 0, acts: 0 };
  await core.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) =>
      pipeline(
        Readable.from(signedLines(core, lines(core, tx, prefectureCode, count), count)),
        createWriteStream(`${to}.part`, { mode: 0o600, flush: true }),
      ),
    );
  await rename(`${to}.part`, to);
  core.log.info({ prefectureCode, ...count }, 'acts exported');
  return count;
}

async function* signedLines(
  core: Core,
  content: AsyncIterable<JsonValue>,
  count: { logs: number; acts: number },
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const one of content) {
    const line = `${canonicalJson(one)}\n`;
    hash.update(line);
    yield line;
  }
  const statement = { v: 1, sha256: toHex(hash.digest()), ...count };
  yield `${canonicalJson({ kind: 'end', ...core.trust.sign('jd-export-1', statement) })}\n`;
}

async function* lines(
  core: Core,
  tx: Tx,
  prefectureCode: string,
  count: { logs: number; acts: number },
): AsyncGenerator<JsonValue> {
  yield {
    kind: 'jd-export',
    v: 1,
    prefectureCode,
    at: core.clock.now(),
    epoch: (await readMeta(tx, 'epoch')) ?? '',
    manifest: { ...core.trust.manifest },
  };
  for (const log of await logsOf(tx, prefectureCode)) {
    count.logs += 1;
    yield { kind: 'log', logId: log.log_id, deviceId: log.device_id, seq: log.head_seq, hash: log.head_hash };
    for await (const act of acts(tx, log.log_id)) {
      count.acts += 1;
      yield act;
    }
    yield* statements(tx, log.log_id);
  }
}

async function logsOf(tx: Tx, prefectureCode: string): Promise<readonly LogRow[]> {
  const devices = tx
    .selectFrom('device_officers')
    .innerJoin('officers', 'officers.id', 'device_officers.officer_id')
    .select('device_officers.device_id')
    .where('officers.prefecture', '=', prefectureCode);
  return tx.selectFrom('logs').selectAll().where('device_id', 'in', devices).orderBy('log_id').execute();
}

async function* acts(tx: Tx, logId: string): AsyncGenerator<JsonValue> {
  for (let after = 0; ;) {
    const query = tx.selectFrom('acts').selectAll().where('log_id', '=', logId).where('seq', '>', after);
    const rows = await query.orderBy('seq').limit(ROWS_PER_READ).execute();
    for (const row of rows) {
      after = row.seq;
      const { seq, hash, state, signed, received_at: receivedAt } = row;
      const outcome = JSON.parse(row.outcome) as JsonValue;
      yield { kind: 'act', logId, seq, hash, state, signed, receivedAt, outcome, frame: toBase64(row.frame) };
    }
    if (rows.length < ROWS_PER_READ) return;
  }
}

async function* statements(tx: Tx, logId: string): AsyncGenerator<JsonValue> {
  const receipts = await tx
    .selectFrom('receipts')
    .selectAll()
    .where('log_id', '=', logId)
    .orderBy('to_seq')
    .execute();
  for (const { body, signature, key_id: keyId } of receipts)
    yield { kind: 'receipt', body, signature, keyId };
  const amendments = await tx
    .selectFrom('amendments')
    .selectAll()
    .where('log_id', '=', logId)
    .orderBy('number')
    .execute();
  for (const { body, signature, key_id: keyId } of amendments)
    yield { kind: 'amendment', body, signature, keyId };
}
