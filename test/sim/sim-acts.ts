import { z } from 'zod';
import { findingKind, type Finding } from '../../shared/domain/inspections/inspection.ts';
import { instantOf, type CivilDate } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import { RecordId as RecordIdSchema } from '../../shared/lib/ids.ts';
import {
  applied,
  mutation,
  refuse,
  runnable,
  type Mutation,
  type MutatorTx,
} from '../../shared/lib/mutation.ts';
import {
  mutationRegistry,
  type MutationRegistry,
  type RegisteredMutation,
} from '../../shared/protocol/mutation-registry.ts';

// Acts that exist only here. Unlike the acts of officers they show it when they ran twice, not at all, or in another order:
// each adds its token to the text of a record.

const TallyArgs = z.strictObject({ id: RecordIdSchema, prefectureCode: z.string(), token: z.string() });
type TallyArgs = z.infer<typeof TallyArgs>;
const LinkArgs = z.strictObject({ ...TallyArgs.shape, on: RecordIdSchema, needs: z.string() });

export function tokensOf(finding: Pick<Finding, 'text'> | null): readonly string[] {
  return (finding?.text ?? '').split(' ').filter((token) => token !== '' && token !== '-');
}

async function addToken(tx: MutatorTx, { id, prefectureCode, token }: TallyArgs): Promise<void> {
  const before = await tx.get(findingKind, id);
  const record: Finding = before ?? {
    id,
    prefectureCode,
    inspectionId: 'TALLY' as RecordId,
    itemId: null,
    severity: 'minor',
    text: '-',
    basis: '',
    dueOn: '2026-12-31' as CivilDate,
    by: 'TALLY' as OfficerId,
    at: instantOf(0),
  };
  tx.put(findingKind, { ...record, text: `${record.text} ${token}` });
}

function tallyNamed(name: string): Mutation<TallyArgs> {
  return mutation({
    name,
    version: 1,
    args: TallyArgs,
    lane: (args) => args.id,
    run: async (tx, args) => {
      await addToken(tx, args);
      return applied;
    },
  });
}

export const tally = tallyNamed('sim/tally');
/** Devices know it from the start, servers only after their update. */
export const future = tallyNamed('sim/future');

/** Runs only where another record already has a token: what it came after must have run. */
export const link = mutation({
  name: 'sim/link',
  version: 1,
  args: LinkArgs,
  lane: (args) => args.id,
  run: async (tx, args) => {
    if (!tokensOf(await tx.get(findingKind, args.on)).includes(args.needs))
      return refuse('token-missing', { token: args.needs });
    await addToken(tx, args);
    return applied;
  },
});

/** Moves a record to another prefecture, on the server alone: the region's desk does not hold it. */
export const move = mutation({
  name: 'sim/move',
  version: 1,
  args: z.strictObject({ id: RecordIdSchema, prefectureCode: z.string() }),
  lane: (args) => `move:${args.id}` as RecordId,
  run: async (tx, args) => {
    const before = await tx.get(findingKind, args.id);
    if (before) tx.put(findingKind, { ...before, prefectureCode: args.prefectureCode });
    return applied;
  },
});

const entry = <A>(one: Mutation<A>): readonly [string, RegisteredMutation] => [
  one.name,
  { right: 'use-log', mutation: runnable(one) },
];
const KNOWN = [entry(tally), entry(link), entry(move)];
const FUTURE = entry(future);

/** What the desks of a run know. */
export const deskRegistry: MutationRegistry = new Map([...mutationRegistry, ...KNOWN, FUTURE]);

/** What the servers of a run know: the shipped registry itself, with the acts of this file beside it. */
export function setServerRegistry(isUpdated: boolean): void {
  const shipped = mutationRegistry as Map<string, RegisteredMutation>;
  for (const [name, known] of KNOWN) shipped.set(name, known);
  if (isUpdated) shipped.set(...FUTURE);
  else shipped.delete(FUTURE[0]);
}
