import { findingKind, type Finding } from '../../shared/domain/inspections/inspection.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import { decodeFrame } from '../../shared/protocol/frame.ts';
import { carriedBy } from '../../shared/protocol/reissue.ts';
import { Receipt, signingBytes } from '../../shared/protocol/receipt.ts';
import { keyOf } from '../../shared/sync/ports.ts';
import { standingOf } from '../../server/features/org/standing.ts';
import { verifyBytes } from '../../server/features/trust/keys.ts';
import { readEquation } from '../../renderer/data/counters.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { Life } from './scheduler.ts';
import { checkScreen } from './screen.ts';
import { tokensOf } from './sim-acts.ts';
import type { SimDevice } from './sim-device.ts';
import type { World } from './world.ts';

// What must hold once everybody has synced after the faults stopped.

interface ServerAct {
  readonly log_id: string;
  readonly seq: number;
  readonly hash: string;
  readonly state: string;
  readonly outcome: string;
  readonly frame: Uint8Array;
  readonly fork: boolean;
}

export async function checkWorld(world: World): Promise<void> {
  const acts = await serverActs(world);
  await checkReceipts(world, acts);
  await checkSaved(world, acts);
  await checkTokens(world, acts);
  for (const device of world.devices) {
    if (world.failure) return;
    await checkEquation(world, device, acts);
    if (!world.revoked.has(device.deviceId)) await checkReplica(world, device);
  }
}

async function serverActs(world: World): Promise<ReadonlyMap<string, ServerAct>> {
  const main = await world.base.database.query<Omit<ServerAct, 'fork'>>(
    'select log_id, seq, hash, state, outcome, frame from acts order by log_id, seq',
  );
  const forks = await world.base.database.query<Omit<ServerAct, 'fork'>>(
    `select log_id, seq, hash, case when withdrawn then 'withdrawn' else 'quarantined' end as state,
     '{"kind":"forked"}' as outcome, frame from forks order by log_id, seq, hash`,
  );
  const all = [
    ...main.map((act) => ({ ...act, fork: false })),
    ...forks.map((act) => ({ ...act, fork: true })),
  ];
  return new Map(all.map((act) => [`${act.log_id}:${act.seq}:${act.hash}`, act]));
}

/** Every receipt the server keeps verifies and ends at the chain value of an act it has. */
async function checkReceipts(world: World, acts: ReadonlyMap<string, ServerAct>): Promise<void> {
  const rows = await world.base.database.query<{ body: string; signature: string }>(
    'select body, signature from receipts',
  );
  for (const { body, signature } of rows) {
    if (!verifyBytes(world.base.trust.receiptPublicKey, signingBytes('jd-receipt-1', body), signature))
      world.fail('a receipt does not verify');
    const receipt = Receipt.parse(JSON.parse(body));
    if (!acts.has(`${receipt.logId}:${receipt.to}:${receipt.chain}`))
      world.fail(`a receipt for ${receipt.logId}:${receipt.to} names an act that is not here`);
  }
}

/** No act that was called saved is missing, unless every disk that held it was put back to an older backup. */
async function checkSaved(world: World, acts: ReadonlyMap<string, ServerAct>): Promise<void> {
  const held = await world.base.database.heldActs();
  for (const key of world.everSaved()) {
    if (acts.has(key) || world.physicallyLost.has(key)) continue;
    const isAfterALoss =
      held.has(key) && [...world.physicallyLost].some((lost) => lost.startsWith(key.slice(0, 26)));
    if (!isAfterALoss) world.fail(`saved act ${key} is lost`);
  }
}

/** Every act whose effect shows ran exactly as often as the server says: once where it is delivered, else never; in lane order. */
async function checkTokens(world: World, acts: ReadonlyMap<string, ServerAct>): Promise<void> {
  const ran = new Map<string, { logId: string; seq: number }>();
  const wanted = new Map<string, boolean>();
  const refusedLinks: string[] = [];
  const delivered = new Set<string>();
  for (const act of acts.values()) {
    const frame = decodeFrame(act.frame);
    const carried = frame.ok ? carriedBy(frame.value) : null;
    const args = carried?.args as { token?: string; needs?: string } | undefined;
    if (!frame.ok || args?.token === undefined || carried?.name === 'sim/move') continue;
    const outcome = JSON.parse(act.outcome) as { kind: string; kept?: string; refusal?: { kind: string } };
    const isRun = act.state === 'delivered' && !(outcome.kind === 'merged' && outcome.kept === 'theirs');
    if (act.state === 'delivered') delivered.add(args.token);
    if (isRun) {
      if (ran.has(args.token)) world.fail(`token ${args.token} was run by two acts`);
      ran.set(args.token, { logId: act.log_id, seq: act.seq });
    }
    wanted.set(args.token, (wanted.get(args.token) ?? false) || act.state === 'delivered');
    if (outcome.kind === 'refused' && outcome.refusal?.kind === 'token-missing' && args.needs !== undefined)
      refusedLinks.push(`${act.log_id}:${act.seq}|${args.needs}`);
  }
  for (const one of refusedLinks) {
    const [act, needs] = one.split('|') as [string, string];
    const runner = ran.get(needs);
    if (runner && act.startsWith(`${runner.logId}:`) && Number(act.split(':')[1]) > runner.seq)
      world.fail(`${act} was refused for want of ${needs}, which it came after`);
  }
  const records = await world.base.database.query<{ payload: string }>(
    `select payload from records where table_name = '${findingKind.table}'`,
  );
  const seen = new Map<string, number>();
  for (const { payload } of records) {
    const last = new Map<string, number>();
    const finding = JSON.parse(payload) as Finding;
    if (!/^(TALLY|LINK)/.test(finding.id)) continue;
    for (const token of tokensOf(finding)) {
      seen.set(token, (seen.get(token) ?? 0) + 1);
      const act = ran.get(token);
      if (!act) continue;
      if ((last.get(act.logId) ?? 0) > act.seq) world.fail(`token ${token} ran out of lane order`);
      last.set(act.logId, act.seq);
    }
  }
  for (const [token, isWanted] of wanted) {
    const times = seen.get(token) ?? 0;
    if (times !== (isWanted ? 1 : 0))
      world.fail(`token ${token} shows ${times} times, delivered: ${isWanted}`);
  }
}

/** Each act is in the state the server gives it, and the counters say so. */
async function checkEquation(
  world: World,
  device: SimDevice,
  acts: ReadonlyMap<string, ServerAct>,
): Promise<void> {
  const rows = await device.rows.outbox.toArray();
  const counted = { created: rows.length, delivered: 0, waiting: 0, quarantined: 0, withdrawn: 0 };
  for (const row of rows) {
    counted[row.state] += 1;
    const act = acts.get(`${row.logId}:${row.seq}:${row.hash}`);
    // Nothing refuses a tally: where it was forked it must have been issued again.
    const isOpenFork = row.state === 'quarantined' && (row.outcome ?? '').includes('"forked"');
    if (
      isOpenFork &&
      row.name === 'sim/tally' &&
      (row.closers ?? []).length === 0 &&
      !world.revoked.has(device.deviceId)
    )
      world.fail(`${device.name} left the forked act ${row.logId}:${row.seq} alone`);
    const name = `${device.name} ${row.logId}:${row.seq} (${row.name})`;
    if (!act) {
      const isAfterALoss = [...world.physicallyLost].some((lost) => lost.startsWith(row.logId));
      if (!isAfterALoss) world.fail(`${name} is ${row.state} here and unknown to the server`);
    } else if (act.state !== row.state)
      world.fail(`${name} is ${row.state} here, ${act.state} at the server: ${row.outcome} / ${act.outcome}`);
  }
  const shown = await readEquation(device.rows);
  if (canonicalJson(shown) !== canonicalJson(counted))
    world.fail(`${device.name} shows ${canonicalJson(shown)} and has ${canonicalJson(counted)}`);
}

/** The base here is what the server has in this device's scopes, byte for byte; the screen is the unrun acts on top of it. */
async function checkReplica(world: World, device: SimDevice): Promise<void> {
  const standing = await standingOf(world.base.database.for(new Life('check')), device.deviceId);
  const scopes = new Set<string>(standing?.scopes ?? []);
  const rows = await world.base.database.query<{
    prefecture: string;
    compartment: string;
    table_name: string;
    id: string;
    version: number;
    payload: string;
  }>('select prefecture, compartment, table_name, id, version, payload from records');
  const theirs = new Map<string, string>();
  for (const row of rows)
    if (scopes.has(`${row.prefecture}/${row.compartment}`))
      theirs.set(keyOf(row.table_name, row.id), `${row.version} ${row.payload}`);
  const store = device.storeOn(device.profile.db);
  const ours = new Map<string, string>();
  for (const table of recordRegistry.keys()) {
    for (const row of await device.rows.records(table).toArray()) {
      const base = await store.confirmed.read(table, row.id);
      if (base) ours.set(keyOf(table, row.id), `${base.version} ${canonicalJson(base.record)}`);
    }
    for (const row of await device.rows.confirmed.where('table').equals(table).toArray()) {
      const base = await store.confirmed.read(table, row.id);
      if (base) ours.set(keyOf(table, row.id), `${base.version} ${canonicalJson(base.record)}`);
    }
  }
  for (const [key, text] of theirs)
    if (ours.get(key) !== text)
      return world.fail(`${device.name} differs in ${key}: ${ours.get(key)} / ${text}`);
  for (const key of ours.keys()) if (!theirs.has(key)) return world.fail(`${device.name} still has ${key}`);
  if (await store.isShownStale()) world.fail(`${device.name} still shows what was closed`);
  await checkScreen(world, device);
}
