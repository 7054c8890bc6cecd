import { z } from 'zod';
import { Officer } from '../../shared/domain/org/officer.ts';
import { assert } from '../../shared/lib/assert.ts';
import type { Hex } from '../../shared/lib/bytes.ts';
import { epochMsOf, Instant, instantOf } from '../../shared/lib/dates.ts';
import { newUlid, type DeviceId, type LogId, OfficerId } from '../../shared/lib/ids.ts';
import { PortableJson } from '../../shared/lib/json.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { encodeBatch, type RunSignature } from '../../shared/protocol/batch.ts';
import { batchSigningBytes, genesis, nextHash } from '../../shared/protocol/chain.ts';
import { encodeFrame } from '../../shared/protocol/frame.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { Receipt } from '../../shared/protocol/receipt.ts';
import { acceptBatch } from '../features/acts/accept-batch.ts';
import type { Core } from '../features/core.ts';
import { submit } from '../features/org/apply-command.ts';
import { secretHashOf } from '../features/org/enrol.ts';
import { generatePrivateKey, publicKeyOf, signBytes, type PrivateKey } from '../features/trust/keys.ts';

export const LoadedAct = z.object({
  actor: OfficerId,
  name: z.string(),
  args: PortableJson,
  claimedAt: Instant,
});
export type LoadedAct = z.infer<typeof LoadedAct>;

export interface Load {
  readonly officers: readonly Officer[];
  readonly acts: readonly LoadedAct[];
}

export interface LoadResult {
  readonly officers: number;
  readonly applied: number;
  /** Kinds of refusal or hold, with how many acts met them. */
  readonly others: Readonly<Record<string, number>>;
}

const ACTS_PER_BATCH = 1000;

interface Importer {
  readonly deviceId: DeviceId;
  readonly logId: LogId;
  readonly keys: ReadonlyMap<string, PrivateKey>;
}

/**
 * Brings officers and acts in from a file or a generator by the same road as a device's: a device of its own, a certified key
 * for every officer, a chained and signed log, the same judgement. Its keys are forgotten and it is revoked at the end.
 */
export async function loadActs(core: Core, load: Load): Promise<LoadResult> {
  await submit(
    core,
    load.officers.map(
      (officer) => ({ kind: 'officer', officer: Officer.parse(officer), at: core.clock.now() }) as const,
    ),
  );
  const actors = new Set(load.acts.map((act) => act.actor));
  const importer = await enrolImporter(core, [...actors]);
  const others: Record<string, number> = {};
  let applied = 0;
  let head: { seq: number; hash: Hex } = { seq: 0, hash: genesis(importer.logId) };
  for (let at = 0; at < load.acts.length; at += ACTS_PER_BATCH) {
    const batch = writeBatch(importer, head, load.acts.slice(at, at + ACTS_PER_BATCH));
    const accepted = await acceptBatch(core, importer.deviceId, batch.bytes, core.clock.now());
    assert(accepted.ok && !accepted.value.pending, 'an imported batch follows the one before it');
    for (const { body } of accepted.value.receipts) {
      const receipt = Receipt.parse(JSON.parse(body));
      applied += receipt.to - receipt.from + 1;
      for (const { outcome } of receipt.outcomes) {
        if (outcome.kind === 'merged') continue;
        applied -= 1;
        const kind = outcome.kind === 'refused' ? outcome.refusal.kind : outcome.kind;
        others[kind] = (others[kind] ?? 0) + 1;
      }
    }
    head = batch.head;
  }
  await submit(core, [{ kind: 'revoke-device', deviceId: importer.deviceId, at: core.clock.now() }]);
  core.log.info({ officers: load.officers.length, applied, others }, 'acts loaded');
  return { officers: load.officers.length, applied, others };
}

async function enrolImporter(core: Core, actors: readonly OfficerId[]): Promise<Importer> {
  const at = core.clock.now();
  const deviceId = newUlid(core.clock, core.random) as DeviceId;
  const deviceSigningKey = publicKeyOf(generatePrivateKey('ed25519'));
  const deviceSealingKey = publicKeyOf(generatePrivateKey('x25519'));
  const keys = new Map<string, PrivateKey>();
  const expiresAt = instantOf(epochMsOf(at) + 60_000);
  const commands = actors.flatMap((officerId) => {
    const key = generatePrivateKey('ed25519');
    keys.set(officerId, key);
    const secretHash = secretHashOf(newUlid(core.clock, core.random));
    const officerSigningKey = publicKeyOf(key);
    const officerSealingKey = publicKeyOf(generatePrivateKey('x25519'));
    const enrolment = {
      secretHash,
      usedBy: sha256Hex(officerSigningKey),
      deviceId,
      deviceSigningKey,
      deviceSealingKey,
      officerId,
      officerSigningKey,
      officerSealingKey,
      at,
    };
    return [
      { kind: 'device-code', secretHash, officerId, expiresAt } as const,
      { kind: 'enrol', ...enrolment } as const,
    ];
  });
  await submit(core, commands);
  return { deviceId, logId: newUlid(core.clock, core.random) as LogId, keys };
}

function writeBatch(
  importer: Importer,
  head: { seq: number; hash: Hex },
  acts: readonly LoadedAct[],
): { readonly bytes: Uint8Array; readonly head: { seq: number; hash: Hex } } {
  const { logId } = importer;
  const frames: Uint8Array[] = [];
  const runs: { officerId: OfficerId; from: number; to: number; before: Hex; after: Hex }[] = [];
  let { seq, hash } = head;
  for (const act of acts) {
    const frame = frameOf(logId, seq + 1, act);
    frames.push(frame);
    const before = hash;
    hash = nextHash(before, frame);
    seq += 1;
    const last = runs.at(-1);
    if (last?.officerId === act.actor) Object.assign(last, { to: seq, after: hash });
    else runs.push({ officerId: act.actor, from: seq, to: seq, before, after: hash });
  }
  const signatures = runs.map((run) => signRun(importer, { logId, ...run }));
  const header = { logId, from: head.seq + 1, to: seq, before: head.hash, after: hash, signatures };
  return { bytes: encodeBatch({ header: { v: 1, ...header }, frames }), head: { seq, hash } };
}

function frameOf(logId: LogId, seq: number, act: LoadedAct): Uint8Array {
  const entry = mutationRegistry.get(act.name);
  const lane = entry?.mutation.laneOf(act.args) ?? null;
  assert(
    entry && lane !== null,
    `an act to load that nobody knows or whose arguments do not fit: ${act.name}`,
  );
  const { name, args, actor, claimedAt } = act;
  const nameVersion = entry.mutation.version;
  return encodeFrame({
    v: 1,
    logId,
    seq,
    lane,
    after: [],
    name,
    nameVersion,
    args,
    actor,
    claimedAt,
    elapsedMs: 0,
    bootId: 'import',
    baseVersion: null,
  });
}

function signRun(
  importer: Importer,
  run: { logId: LogId; officerId: OfficerId; from: number; to: number; before: Hex; after: Hex },
): RunSignature {
  const key = importer.keys.get(run.officerId);
  assert(key, 'every actor of the import has a key');
  const { logId, officerId, from, to, before, after } = run;
  return {
    officerId,
    from,
    to,
    before,
    after,
    signature: signBytes(key, batchSigningBytes({ logId, from, to, before, after })),
  };
}
