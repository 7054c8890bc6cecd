import {
  answerKind,
  findingKind,
  inspectionKind,
  type Inspection,
} from '../../../../../shared/domain/inspections/inspection.ts';
import { civilDateOf } from '../../../../../shared/lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../../../../../shared/lib/ids.ts';
import type { Mutation, MutatorTx } from '../../../../../shared/lib/mutation.ts';
import type { IndexValue, RecordBase, RecordKind } from '../../../../../shared/lib/record-kind.ts';
import type { ActOutcome, Desk } from '../../../../data/desk.ts';
import type { VisitContentView } from '../../visit/visit-query.ts';

const VISIT = 'PREVIEW' as RecordId;

/** A visit in memory, so that the preview answers with the product's own acts and nothing is written. */
export class PreviewRecords {
  readonly #tables = new Map<string, ReadonlyMap<RecordId, RecordBase>>();
  readonly #listeners = new Set<() => void>();
  readonly #desk: Pick<Desk, 'clock' | 'officerId' | 'prefectureCode'>;
  #seq = 0;
  #content: VisitContentView;

  constructor(desk: Pick<Desk, 'clock' | 'officerId' | 'prefectureCode'>) {
    this.#desk = desk;
    this.#tx().put(inspectionKind, this.#visit());
    this.#content = this.#read();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly content = (): VisitContentView => this.#content;

  readonly act = async <A>(mutation: Mutation<A>, args: A): Promise<ActOutcome> => {
    this.#seq += 1;
    const act = { logId: VISIT as string as LogId, seq: this.#seq };
    const at = this.#desk.clock.now();
    const outcome = await mutation.run(this.#tx(), args, { act, actor: this.#desk.officerId, claimedAt: at });
    if (!outcome.ok) return { kind: 'refused', refusal: outcome.error };
    this.#content = this.#read();
    for (const listener of this.#listeners) listener();
    return { kind: 'saved', act, at, merged: false };
  };

  #visit(): Inspection {
    const now = this.#desk.clock.now();
    return {
      id: VISIT,
      prefectureCode: this.#desk.prefectureCode,
      institutionId: VISIT,
      templateId: VISIT,
      templateVersion: '',
      state: 'in-progress',
      officers: [this.#desk.officerId, VISIT as string as OfficerId],
      startedOn: civilDateOf(now),
      startedAt: now,
      signatures: [],
      sealedAt: null,
      contentHash: null,
    };
  }

  #read(): VisitContentView {
    const answers = this.#all(answerKind);
    return {
      inspection: this.#all(inspectionKind)[0] ?? this.#visit(),
      answers: new Map(answers.map((answer) => [answer.itemId, answer])),
      findings: Map.groupBy(this.#all(findingKind), (finding) => finding.itemId ?? ''),
      photos: new Map(),
      attachments: [],
      visitId: VISIT,
      parties: null,
      attestation: null,
      sections: new Map(),
    };
  }

  #all<T extends RecordBase>({ table }: RecordKind<T>): readonly T[] {
    return [...(this.#tables.get(table)?.values() ?? [])] as readonly RecordBase[] as readonly T[];
  }

  #tx(): MutatorTx {
    const change = (table: string, id: RecordId, record: RecordBase | null): void => {
      const next = new Map(this.#tables.get(table));
      if (record) next.set(id, record);
      else next.delete(id);
      this.#tables.set(table, next);
    };
    return {
      get: async <T extends RecordBase>(kind: RecordKind<T>, id: RecordId) =>
        this.#all(kind).find((record) => record.id === id) ?? null,
      list: async <T extends RecordBase>(kind: RecordKind<T>, column: string, value: IndexValue) =>
        this.#all(kind).filter((record) => kind.columns[column]?.(record) === value),
      put: (kind, record) => change(kind.table, record.id, record),
      remove: (kind, id) => change(kind.table, id, null),
    };
  }
}
