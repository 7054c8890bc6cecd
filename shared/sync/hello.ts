import { fromUtf8 } from '../lib/bytes.ts';
import type { Instant } from '../lib/dates.ts';
import type { DeviceId } from '../lib/ids.ts';
import { canonicalJson } from '../lib/json.ts';
import { HelloAnswer, type HelloRequest, type Stated } from '../protocol/hello.ts';
import { sinceWire } from '../protocol/protocol-version.ts';
import { Anchor } from '../protocol/receipt.ts';
import type { LocalStore, VerifySigned, Wire, WireFailure } from './ports.ts';
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
 * What the greeting says about the logs (design.md section 3, epoch). A new epoch: the server was restored and may lack what it
 * had receipted, so everything waits again and is asked anew. Ahead of us, or another history at our own number: this profile
 * was restored or copied, the current log cannot go on. Inside an exclusive section.
 */
export async function compareHeads(
  answer: Pick<HelloAnswer, 'logs' | 'epoch'>,
  store: LocalStore,
): Promise<{ readonly newLogReason: 'behind' | 'forked' | null; readonly requeued: number }> {
  const known = await store.greetedEpoch();
  const isRestored = known !== null && known !== answer.epoch;
  const requeued = isRestored ? await store.requeueAll(answer.epoch) : 0;
  if (!isRestored) await store.noteEpoch(answer.epoch);
  const log = (await store.logs()).at(-1);
  const head = answer.logs.find((one) => one.logId === log?.logId);
  if (!log || !head || head.seq === 0) return { newLogReason: null, requeued };
  if (head.seq > log.appliedSeq) return { newLogReason: 'behind', requeued };
  const isOurs = (await hashAt(store, log.logId, head.seq)) === head.hash;
  return { newLogReason: isOurs ? null : 'forked', requeued };
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
