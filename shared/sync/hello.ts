import { fromUtf8 } from '../lib/bytes.ts';
import type { Instant } from '../lib/dates.ts';
import type { DeviceId } from '../lib/ids.ts';
import { canonicalJson } from '../lib/json.ts';
import { HelloAnswer, type HelloRequest, type Stated } from '../protocol/hello.ts';
import { sinceWire } from '../protocol/protocol-version.ts';
import { Anchor } from '../protocol/receipt.ts';
import type { ActChange, LocalStore, VerifySigned, Wire, WireFailure } from './ports.ts';
import { hashAt } from './push.ts';
import { askInKnownVersion, type WireSession } from './wire-session.ts';

export interface HelloFacts {
  readonly deviceId: DeviceId;
  readonly appVersion: string;
  readonly nonce: string;
  readonly sentAt: Instant;
  readonly manifestVersion: number;
  readonly stated: Stated;
}

export type HelloFailure = WireFailure | { readonly kind: 'receipt-unverified' };

/** Greets the server: proves the device, states where each log stands, learns where the server stands. */
export async function hello(
  facts: HelloFacts,
  store: LocalStore,
  wire: Wire,
  verify: VerifySigned,
  session: WireSession,
): Promise<{ readonly kind: 'greeted'; readonly answer: HelloAnswer } | HelloFailure> {
  const logs = [];
  for (const log of await store.logs())
    logs.push({
      logId: log.logId,
      seq: log.appliedSeq,
      hash: await hashAt(store, log.logId, log.appliedSeq),
    });
  const request: Omit<HelloRequest, 'v'> = {
    deviceId: facts.deviceId,
    clientNonce: facts.nonce,
    sentAt: facts.sentAt,
    appVersion: facts.appVersion,
    logs,
    epoch: await store.epoch(),
    manifestVersion: facts.manifestVersion,
  };
  const answered = await askInKnownVersion(session, (v) =>
    wire.hello(canonicalJson({ ...request, v, ...sinceWire(3, v, () => ({ stated: facts.stated })) })),
  );
  if (answered.kind !== 'answer') return answered;
  const answer = parse(answered.body);
  if (!answer) return { kind: 'not-understood' };
  if (!(await verify('jd-anchor-1', answer.anchor)) || !anchorIsFor(answer.anchor.body, facts.nonce))
    return { kind: 'receipt-unverified' };
  return { kind: 'greeted', answer };
}

/**
 * What the server's heads mean (design.md section 3, epoch). Behind what it receipted: it was restored, those acts wait
 * again. Ahead of us, or another history at our own number: this profile was restored or copied, a new log is needed.
 */
export async function compareHeads(
  answer: HelloAnswer,
  store: LocalStore,
): Promise<{ readonly newLogReason: 'behind' | 'forked' | null; readonly requeued: number }> {
  let requeued = 0;
  let newLogReason: 'behind' | 'forked' | null = null;
  const logs = await store.logs();
  const current = logs.at(-1)?.logId;
  for (const log of logs) {
    const server = answer.logs.find((head) => head.logId === log.logId);
    const serverSeq = server?.seq ?? 0;
    if (server && serverSeq > log.appliedSeq) {
      if (log.logId === current) newLogReason = 'behind';
      continue;
    }
    if (server && serverSeq > 0 && (await hashAt(store, log.logId, serverSeq)) !== server.hash) {
      if (log.logId === current) newLogReason = 'forked';
      continue;
    }
    if (serverSeq < log.receiptedUpTo)
      requeued += await requeue(store, log.logId, serverSeq, log.receiptedUpTo);
  }
  return { newLogReason, requeued };
}

async function requeue(
  store: LocalStore,
  logId: HelloAnswer['logs'][number]['logId'],
  from: number,
  to: number,
): Promise<number> {
  const changes: ActChange[] = [];
  for (let seq = from + 1; seq <= to;) {
    const part = (await store.outboxFrom(logId, seq, 256_000)).filter((entry) => entry.seq <= to);
    const last = part.at(-1);
    if (!last) break;
    for (const entry of part)
      changes.push({ ref: { logId, seq: entry.seq }, state: 'waiting', outcome: null, amendment: 0 });
    seq = last.seq + 1;
  }
  await store.changeActs(changes, [{ logId, upTo: from }]);
  return changes.length;
}

function parse(body: Uint8Array): HelloAnswer | null {
  try {
    return HelloAnswer.safeParse(JSON.parse(fromUtf8(body))).data ?? null;
  } catch {
    return null;
  }
}

/** A signed time is only worth something when it answers this very question. */
function anchorIsFor(body: string, nonce: string): boolean {
  try {
    return Anchor.safeParse(JSON.parse(body)).data?.nonce === nonce;
  } catch {
    return false;
  }
}
