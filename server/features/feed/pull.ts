import { Hex } from '../../../shared/lib/bytes.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { canonicalJson } from '../../../shared/lib/json.ts';
import type { PageText } from '../../../shared/protocol/packed.ts';
import { sinceWire } from '../../../shared/protocol/protocol-version.ts';
import type { CursorVector, LogProgress, PullRequest } from '../../../shared/protocol/pull.ts';
import type { Signed } from '../../../shared/protocol/receipt.ts';
import type { Scope } from '../../../shared/protocol/scope.ts';
import { readFeedFloor, type FeedFloor } from '../../store/feed-retention.ts';
import { readFeedPage, scopePositions, type FeedGate } from '../../store/feed-store.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import { amendmentsFor } from '../acts/for-version.ts';
import { signedOf } from '../acts/statements.ts';
import { backupMarkFor } from '../backup/marks.ts';
import type { Core } from '../core.ts';
import type { Trust } from '../trust/trust-folder.ts';
import { recordPulled } from '../org/contacts.ts';
import { blindGate } from './blind-gate.ts';

interface Page {
  readonly entries: readonly string[];
  readonly cursors: CursorVector;
  readonly more: boolean;
}

/**
 * One page of what changed for a device, as the text of a PullAnswer (stored payloads are passed on unparsed). Every page is
 * read in one snapshot; the last one is complete for all scopes in that snapshot, so progress and amendments belong to it.
 * An unknown epoch, or a cursor beyond what this server ever gave, starts from nothing (`reset`).
 */
export async function pull(
  core: Core,
  deviceId: DeviceId,
  scopes: readonly Scope[],
  request: PullRequest,
): Promise<PageText> {
  const { isLast, ...text } = await feedPage(core, deviceId, scopes, request);
  if (isLast) await recordPulled(core.db, deviceId, core.clock.now());
  return text;
}

/** The same page without counting as a pull: a stick that carries it may never arrive. */
export function feedPage(
  core: Core,
  deviceId: DeviceId,
  scopes: readonly Scope[],
  request: PullRequest,
): Promise<PageText & { readonly isLast: boolean }> {
  const snapshot = core.db.transaction().setIsolationLevel('repeatable read');
  return snapshot.execute(async (tx) => {
    const epoch = (await readMeta(tx, 'epoch')) ?? '';
    const positions = await scopePositions(tx, scopes);
    const floor = await readFeedFloor(tx);
    const reset = isForeignCursor(request, epoch, positions) || isBelow(request.cursors, floor);
    const gate = await blindGate(tx, deviceId, scopes);
    const page = await readPage(tx, scopes, reset ? {} : request.cursors, request.pageBytes, gate);
    const logs = page.more ? [] : await progressOf(tx, deviceId, request);
    const amendments = page.more ? [] : await amendmentsOf(core.trust, tx, deviceId, request);
    const frame = {
      v: request.v,
      epoch,
      // Complete in this snapshot: a cursor stands at the end of its feed, also where the last entries were old tombstones.
      cursors: page.more
        ? { ...page.cursors, ...begunAnew(request, reset, floor) }
        : { ...page.cursors, ...Object.fromEntries(positions) },
      more: page.more,
      logs,
      amendments,
      reset,
      serverTime: core.clock.now(),
      ...(page.more ? {} : await newMark(core, tx, deviceId, request, epoch)),
    };
    const rest = canonicalJson(frame as unknown as JsonValue);
    return { entries: page.entries, rest, isLast: !page.more };
  });
}

/**
 * In the cursors of a page that is not the last: this pull began from nothing, so its cursors may lie where tombstones are
 * gone, since it never held what they removed. Devices of every version hand the cursors of a page back as they are.
 */
const BEGUN_ANEW = 'begun-anew';

function begunAnew(request: PullRequest, reset: boolean, floor: FeedFloor): CursorVector {
  const isAnew = reset || Object.keys(request.cursors).length === 0 || BEGUN_ANEW in request.cursors;
  return isAnew && Object.keys(floor).length > 0 ? { [BEGUN_ANEW]: 1 } : {};
}

/** A device that was away longer than tombstones are kept. Position 0 holds nothing that could have been removed. */
function isBelow(cursors: CursorVector, floor: FeedFloor): boolean {
  if (BEGUN_ANEW in cursors) return false;
  return Object.entries(cursors).some(([scope, cursor]) => cursor > 0 && cursor < (floor[scope] ?? 0));
}

async function newMark(
  core: Core,
  tx: Tx,
  id: DeviceId,
  request: PullRequest,
  epoch: string,
): Promise<{ readonly backup?: Signed }> {
  if (request.v < 3) return {};
  const mark = await backupMarkFor(core, tx, { id, epoch, seen: request.backupSeen });
  return mark === null ? {} : { backup: mark };
}

function isForeignCursor(
  request: PullRequest,
  epoch: string,
  positions: ReadonlyMap<Scope, number>,
): boolean {
  const given = Object.entries(request.cursors);
  if (given.length === 0) return request.epoch !== null && request.epoch !== epoch;
  if (request.epoch !== epoch) return true;
  return given.some(([scope, cursor]) => cursor > (positions.get(scope as Scope) ?? cursor));
}

async function readPage(
  tx: Tx,
  scopes: readonly Scope[],
  from: CursorVector,
  pageBytes: number,
  gate: FeedGate,
): Promise<Page> {
  const entries: string[] = [];
  const cursors: Record<string, number> = {};
  let left = pageBytes;
  let more = false;
  for (const scope of scopes) {
    cursors[scope] = from[scope] ?? 0;
    if (left <= 0) {
      more ||= (await readFeedPage(tx, scope, cursors[scope], 1, gate)).entries.length > 0;
      continue;
    }
    const page = await readFeedPage(tx, scope, cursors[scope], left, gate);
    entries.push(...page.entries);
    cursors[scope] = page.position;
    left -= page.bytes;
    more ||= page.more;
  }
  return { entries, cursors, more };
}

async function progressOf(tx: Tx, deviceId: DeviceId, request: PullRequest): Promise<LogProgress[]> {
  const progress: LogProgress[] = [];
  for (const log of await ownLogs(tx, deviceId, request.logs)) {
    const query = tx
      .selectFrom('acts')
      .select(['seq', 'outcome'])
      .where('log_id', '=', log.log_id)
      .where('state', '=', 'quarantined');
    const rows = await query.orderBy('seq').execute();
    // Refused and unreadable acts were judged for good; what is held may still run.
    const unrun = rows
      .filter((row) => (JSON.parse(row.outcome) as { kind: string }).kind === 'held')
      .map((row) => row.seq);
    const history = sinceWire(3, request.v, () => ({ hash: Hex.parse(log.head_hash) }));
    progress.push({ logId: log.log_id as LogId, ranUpTo: log.head_seq, unrun, ...history });
  }
  return progress;
}

async function amendmentsOf(
  trust: Trust,
  tx: Tx,
  deviceId: DeviceId,
  request: PullRequest,
): Promise<Signed[]> {
  const amendments: Signed[] = [];
  for (const log of await ownLogs(tx, deviceId, request.logs)) {
    const after = request.amendmentsAfter[log.log_id] ?? 0;
    if (log.last_amendment <= after) continue;
    const query = tx
      .selectFrom('amendments')
      .selectAll()
      .where('log_id', '=', log.log_id)
      .where('number', '>', after);
    const signed = (await query.orderBy('number').execute()).map(signedOf);
    amendments.push(...amendmentsFor(trust, request.v, signed));
  }
  return amendments;
}

async function ownLogs(
  db: Db | Tx,
  deviceId: DeviceId,
  asked: readonly LogId[],
): Promise<{ log_id: string; head_seq: number; head_hash: string; last_amendment: number }[]> {
  if (asked.length === 0) return [];
  const query = db
    .selectFrom('logs')
    .select(['log_id', 'head_seq', 'head_hash', 'last_amendment'])
    .where('device_id', '=', deviceId);
  return query.where('log_id', 'in', asked).orderBy('log_id').execute();
}
