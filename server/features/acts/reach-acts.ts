import type { ActRef } from '../../../shared/lib/mutation.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { readAct } from '../../store/acts-store.ts';
import type { Bench } from './bench.ts';
import type { Hearing } from './hearing.ts';
import { rightWhenMade, type Case } from './right-when-made.ts';
import type { OpenAct } from './open-acts.ts';

/** How an act stands that another act names. */
export type Reached =
  | { readonly kind: 'open'; readonly ref: ActRef; readonly bench: Bench; readonly act: OpenAct }
  | { readonly kind: 'delivered' | 'closed' | 'forked'; readonly ref: ActRef };

/** `to-come`: the server does not have it yet. `never`: it names itself or what comes after it. */
export async function reach(
  hearing: Hearing,
  frame: Pick<Frame, 'logId' | 'seq'>,
  ref: ActRef,
): Promise<Reached | 'to-come' | 'never'> {
  const isOwnLog = ref.logId === frame.logId;
  if (isOwnLog && ref.seq >= frame.seq) return 'never';
  if (hearing.isClosing(ref)) return { kind: 'closed', ref };
  const bench = await hearing.bench(ref.logId);
  if (!bench) return 'to-come';
  const act = bench.open.get(ref.seq);
  if (act) return { kind: 'open', ref, bench, act };
  // In an own log the act is this device's other copy of the number, if there is one.
  if (await hasFork(hearing, ref)) return { kind: 'forked', ref };
  const row = await readAct(hearing.tx, ref.logId, ref.seq);
  if (row) return { kind: row.state === 'withdrawn' ? 'closed' : 'delivered', ref };
  // Logged in this transaction and run at once: its row is written at the end.
  return isOwnLog ? { kind: 'delivered', ref } : 'to-come';
}

/** Whether the actor, as head of a section or bureau, answers for an act: of an officer of the same prefecture. */
export async function mayAnswerFor(
  hearing: Hearing,
  bench: Bench,
  subject: Pick<Case, 'frame' | 'receivedAt'>,
  named: Extract<Reached, { kind: 'open' }>,
): Promise<boolean> {
  const right = await rightWhenMade(hearing, bench, subject, 'answer-for-acts');
  if (right.kind !== 'throughout') return false;
  return right.prefectures.includes(await hearing.homeOf(named.bench, named.act.actor));
}

/** The other copies of forked numbers are closed where they are kept; they have no amendments. */
export async function withdrawForks(hearing: Hearing, acts: readonly Reached[]): Promise<void> {
  for (const { kind, ref } of acts) {
    if (kind !== 'forked') continue;
    await hearing.tx
      .updateTable('forks')
      .set({ withdrawn: true })
      .where('log_id', '=', ref.logId)
      .where('seq', '=', ref.seq)
      .execute();
  }
}

async function hasFork(hearing: Hearing, { logId, seq }: ActRef): Promise<boolean> {
  const query = hearing.tx.selectFrom('forks').select('seq').where('log_id', '=', logId);
  return (await query.where('seq', '=', seq).executeTakeFirst()) !== undefined;
}
