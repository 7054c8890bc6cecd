import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { templateKind } from '../../shared/domain/inspections/template.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../../shared/lib/ids.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import { runnable, type Mutation, type MutatorTx } from '../../shared/lib/mutation.ts';
import { MemoryTx } from './memory-tx.ts';
import type { SampleAct } from './samples.ts';

// Any valid log id: mutators copy it into answers, the server's own numbers replace it when the acts are loaded.
const DRAFT_LOG = '00000000000000000000000000' as LogId;

export interface ActOf {
  readonly actor: OfficerId;
  readonly prefectureCode: string;
  readonly claimedAt: Instant;
}

/** Acts as they are made. Each one is run at once, so that a sample nobody could have written is a bug here. */
export interface ActList {
  readonly records: MutatorTx;
  readonly acts: readonly SampleAct[];
  add<A extends JsonValue>(mutation: Mutation<A>, args: A, of: ActOf): Promise<void>;
}

export function newActList(template: { readonly id: string; readonly version: string }): ActList {
  const records = new MemoryTx();
  const acts: SampleAct[] = [];
  records.put(templateKind, {
    id: `${template.id}@${template.version}` as RecordId,
    prefectureCode: '650000',
    templateId: template.id,
    version: template.version,
    body: JSON.stringify(template),
    signature: '',
    keyId: '',
  });
  return {
    records,
    acts,
    add: async (mutation, args, of) => {
      if (!mutationRegistry.has(mutation.name)) throw new Error(`${mutation.name} is not registered`);
      const context = {
        act: { logId: DRAFT_LOG, seq: acts.length + 1 },
        actor: of.actor,
        claimedAt: of.claimedAt,
      };
      const outcome = await runnable(mutation).run(records, mutation.version, args, context);
      if (outcome.ok !== true)
        throw new Error(`sample ${mutation.name} was not applied: ${JSON.stringify(outcome)}`);
      acts.push({ ...of, name: mutation.name, nameVersion: mutation.version, args });
    },
  };
}
