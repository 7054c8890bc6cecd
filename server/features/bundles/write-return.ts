import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import { utf8, type Hex } from '../../../shared/lib/bytes.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import type { ReturnFacts, Statements } from '../../../shared/protocol/bundle-content.ts';
import { bundleFileName, newBundleId } from '../../../shared/protocol/bundle-header.ts';
import type { LogHead } from '../../../shared/protocol/hello.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../../shared/protocol/protocol-version.ts';
import { pageText } from '../../../shared/protocol/packed.ts';
import { PullAnswer, type CursorVector, type PullRequest } from '../../../shared/protocol/pull.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import { countWritten, keepBundleRow } from '../../store/bundles-store.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { DeviceRow } from '../../store/tables.ts';
import type { Core } from '../core.ts';
import { feedPage } from '../feed/pull.ts';
import { standingOf, type Standing } from '../org/standing.ts';
import { writeBundle } from './bundle-writer.ts';

/** About one sealed part per page once it is packed. */
const PAGE_BYTES = 2_000_000;

/** What the device stated in its bundle; a snapshot states nothing and starts from nothing. */
export interface Asked {
  readonly kind: 'return' | 'snapshot';
  readonly v: number;
  readonly answers: string | null;
  readonly epoch: string | null;
  readonly cursors: CursorVector;
  readonly amendmentsAfter: Readonly<Record<string, number>>;
  readonly manifestVersion: number;
}

/** Where a page leads. */
const Moved = PullAnswer.pick({ epoch: true, cursors: true }).loose();

/** An epoch no server ever has: what is pulled for it starts from nothing and replaces what the device holds. */
const NO_EPOCH = 'snapshot';

/**
 * Writes what a device would have been answered over the line into a bundle for it alone: receipts, progress, amendments, and
 * the feed from where it stood until now. Returns the file's name in `folder`.
 */
export async function writeReturn(
  core: Core,
  device: DeviceRow,
  asked: Asked,
  statements: Statements,
  folder: string,
): Promise<string> {
  const deviceId = device.id as DeviceId;
  const standing = await standingOf(core.db, deviceId);
  if (!standing) throw new Error('the device was known a moment ago');
  const bundleId = newBundleId(core.random);
  const at = core.clock.now();
  const name = await freeName(core, standing, asked.kind, folder);
  const logs = await headsOf(core, deviceId);
  const { kind, answers } = asked;
  const isSnapshot = kind === 'snapshot';
  const epoch = (await readMeta(core.db, 'epoch')) ?? '';
  const nonce = answers ?? bundleId;
  const facts: ReturnFacts = {
    epoch,
    askedEpoch: asked.epoch,
    fromCursors: isSnapshot ? {} : asked.cursors,
    logs,
    serverTime: at,
    anchor: core.trust.sign('jd-anchor-1', { v: 1, at, nonce }),
    manifest: asked.manifestVersion < core.trust.manifestVersion ? core.trust.manifest : null,
  };
  const bundle = { kind, bundleId, deviceId, sealingKey: device.sealing_key, createdAt: at, answers };
  await writeBundle(core, bundle, join(folder, name), async (put) => {
    await put('facts', facts as unknown as JsonValue);
    await put('statements', statements as unknown as JsonValue);
    // A revoked device may still push, nothing more: it learns what became of its acts and reads nothing.
    if (device.revoked_at === null)
      for await (const page of pages(core, deviceId, standing, asked, logs)) await put('page', utf8(page));
  });
  await keepBundleRow(core.db, { bundle_id: bundleId, device_id: deviceId, kind, at, acts: 0, files: 0 });
  core.log.info({ deviceId, bundleId, kind }, 'bundle written');
  return name;
}

async function* pages(
  core: Core,
  deviceId: DeviceId,
  standing: Standing,
  asked: Asked,
  logs: readonly LogHead[],
): AsyncGenerator<string> {
  const isSnapshot = asked.kind === 'snapshot';
  let request: PullRequest = {
    v: Math.min(Math.max(asked.v, PROTOCOL_FLOOR), PROTOCOL_VERSION),
    epoch: isSnapshot ? NO_EPOCH : asked.epoch,
    cursors: isSnapshot ? {} : asked.cursors,
    logs: logs.map((log) => log.logId),
    amendmentsAfter: asked.amendmentsAfter,
    pageBytes: PAGE_BYTES,
  };
  for (;;) {
    const read = await feedPage(core, deviceId, standing.scopes, request);
    yield pageText(read);
    if (read.isLast) return;
    const page = Moved.parse(JSON.parse(read.rest));
    request = { ...request, epoch: page.epoch, cursors: page.cursors };
  }
}

async function headsOf(core: Core, deviceId: DeviceId): Promise<LogHead[]> {
  const query = core.db.selectFrom('logs').select(['log_id', 'head_seq', 'head_hash']);
  const rows = await query.where('device_id', '=', deviceId).orderBy('log_id').execute();
  return rows.map((row) => ({
    logId: row.log_id as LogId,
    seq: row.head_seq,
    hash: row.head_hash as Hex,
  }));
}

async function freeName(
  core: Core,
  standing: Standing,
  kind: Asked['kind'],
  folder: string,
): Promise<string> {
  const prefectureCode = standing.officers[0]?.prefectureCode ?? REGION_CODE;
  const deviceId = standing.device.id;
  for (let number = (await countWritten(core.db, deviceId)) + 1; ; number++) {
    const name = bundleFileName({ kind, prefectureCode, deviceId, at: core.clock.now(), number });
    if (!existsSync(join(folder, name))) return name;
  }
}
