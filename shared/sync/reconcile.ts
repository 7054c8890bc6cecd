import { fromUtf8, utf8 } from '../lib/bytes.ts';
import type { DeviceId } from '../lib/ids.ts';
import type { IsoWeek } from '../lib/iso-week.ts';
import { canonicalJson } from '../lib/json.ts';
import type { LogHead } from '../protocol/hello.ts';
import { ReconcileAnswer, ReconcileStatement } from '../protocol/reconcile.ts';
import type { HelloFailure } from './hello.ts';
import type { LocalStore, VerifySigned, Wire, WireAnswer } from './ports.ts';
import { hashAt } from './push.ts';
import { askInKnownVersion, type WireSession } from './wire-session.ts';

export interface AskWeekDeps {
  readonly deviceId: DeviceId;
  readonly store: Pick<LocalStore, 'logs' | 'outboxEntry' | 'beginsAfter'>;
  readonly wire: Wire;
  readonly session: WireSession;
  readonly verify: VerifySigned;
  /** Greets the server; null when it answered. */
  readonly greet: () => Promise<HelloFailure | null>;
}

export type AskWeekOutcome =
  { readonly kind: 'stated'; readonly statement: ReconcileStatement } | HelloFailure;

/** Asks the region what it has of one week of this device's logs. Only a signed statement about this device and week counts. */
export async function askWeek(week: IsoWeek, deps: AskWeekDeps): Promise<AskWeekOutcome> {
  const asked = { week, receipted: await receiptedHeads(deps.store) };
  const ask = (): Promise<WireAnswer> =>
    askInKnownVersion(deps.session, (v) => deps.wire.call('reconcile', utf8(canonicalJson({ ...asked, v }))));
  let answered = await ask();
  if (answered.kind === 'http' && answered.error === 'session-expired') {
    const failure = await deps.greet();
    if (failure) return failure;
    answered = await ask();
  }
  if (answered.kind !== 'answer') return answered;
  const answer = ReconcileAnswer.safeParse(parseJson(fromUtf8(answered.body)));
  if (!answer.success) return { kind: 'not-understood' };
  if (!(await deps.verify('jd-reconcile-1', answer.data.statement))) return { kind: 'receipt-unverified' };
  const statement = ReconcileStatement.safeParse(parseJson(answer.data.statement.body));
  if (!statement.success) return { kind: 'not-understood' };
  const isAnswer = statement.data.deviceId === deps.deviceId && statement.data.week === week;
  return isAnswer ? { kind: 'stated', statement: statement.data } : { kind: 'receipt-unverified' };
}

async function receiptedHeads(store: AskWeekDeps['store']): Promise<LogHead[]> {
  const heads: LogHead[] = [];
  for (const { logId, receiptedUpTo } of await store.logs())
    heads.push({ logId, seq: receiptedUpTo, hash: await hashAt(store, logId, receiptedUpTo) });
  return heads;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
