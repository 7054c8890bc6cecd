import {
  conflictKind,
  type Conflict,
  type ConflictField,
  type VersionAuthor,
} from '../../../shared/domain/conflicts/conflict.ts';
import { amendPolicies, same, valueOf } from '../../../shared/domain/registry/amend.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import type { ConflictDraft } from '../../../shared/lib/mutation.ts';
import type { RecordBase, RecordKind } from '../../../shared/lib/record-kind.ts';
import { authorsOf, noteAuthor } from '../../store/judgement-store.ts';
import type { RecordChange } from '../../store/record-session.ts';
import type { FieldAuthorRow } from '../../store/tables.ts';
import type { Bench } from './bench.ts';
import { actKeyOf } from './act-key.ts';
import type { Hearing } from './hearing.ts';
import type { Case } from './right-when-made.ts';

const KIND = conflictKind as unknown as RecordKind;

/**
 * What a change of the register brings with it: who wrote each field is kept, open conflicts follow what stands in the record, and
 * a disagreement becomes a task. Returns the changes of conflict tasks, for the same transaction.
 */
export async function registerEffects(
  hearing: Hearing,
  bench: Bench,
  subject: Pick<Case, 'frame' | 'receivedAt'>,
  changes: readonly RecordChange[],
  draft: ConflictDraft | null,
): Promise<readonly RecordChange[]> {
  const tasks: RecordChange[] = [];
  const author = authorOf(bench, subject);
  for (const change of changes) {
    if (change.op !== 'put' || !amendPolicies.has(change.kind.table)) continue;
    const before = await hearing.records.get(change.kind, change.record.id);
    if (before) tasks.push(...(await follow(hearing, subject, author, before, change, changes)));
  }
  if (draft)
    tasks.push({ op: 'put', kind: KIND, record: await taskOf(hearing, subject, author, draft, changes) });
  return tasks;
}

async function follow(
  hearing: Hearing,
  { frame }: Pick<Case, 'frame'>,
  author: VersionAuthor,
  before: RecordBase,
  { kind, record }: Extract<RecordChange, { op: 'put' }>,
  changes: readonly RecordChange[],
): Promise<readonly RecordChange[]> {
  const fields = Object.keys(amendPolicies.get(kind.table)?.fields ?? {});
  const moved = new Set(fields.filter((field) => !same(valueOf(before, field), valueOf(record, field))));
  for (const field of moved)
    await noteAuthor(hearing.tx, {
      table_name: kind.table,
      record_id: record.id,
      field,
      log_id: frame.logId,
      seq: frame.seq,
      actor: frame.actor,
      claimed_at: frame.claimedAt,
      device: author.device,
    });
  const decided = new Set(
    changes.flatMap((one) => (one.op === 'put' && one.kind.table === KIND.table ? [one.record.id] : [])),
  );
  const open = (await hearing.records.list(KIND, 'recordId', record.id)) as readonly Conflict[];
  return open
    .filter((conflict) => conflict.state === 'open' && !decided.has(conflict.id))
    .filter((conflict) => conflict.fields.some(({ field }) => moved.has(field)))
    .map((conflict) => {
      const followed = conflict.fields.map((line) =>
        moved.has(line.field) ? { ...line, theirs: valueOf(record, line.field), theirsBy: author } : line,
      );
      return { op: 'put', kind: KIND, record: { ...conflict, fields: followed } as Conflict };
    });
}

async function taskOf(
  hearing: Hearing,
  { frame, receivedAt }: Pick<Case, 'frame' | 'receivedAt'>,
  mineBy: VersionAuthor,
  draft: ConflictDraft,
  changes: readonly RecordChange[],
): Promise<Conflict> {
  const authors = await authorsOf(hearing.tx, draft.table, draft.recordId);
  const id = actKeyOf(frame) as RecordId;
  const kind = amendPolicies.get(draft.table)?.kind;
  const changed = changes.find((change) => change.op === 'put' && change.record.id === draft.recordId);
  const stored = kind && (await hearing.records.get(kind, draft.recordId));
  const record = changed?.op === 'put' ? changed.record : stored;
  // The session must have met the task's place before it is written.
  await hearing.records.get(KIND, id);
  const fields = draft.fields.map((line): ConflictField => ({
    ...line,
    theirsBy: written(authors.get(line.field)),
  }));
  return {
    id,
    prefectureCode: record?.prefectureCode ?? '',
    state: 'open',
    table: draft.table,
    recordId: draft.recordId,
    mineBy,
    fields,
    raisedAt: receivedAt,
    decision: null,
  };
}

function authorOf(bench: Bench, { frame }: Pick<Case, 'frame'>): VersionAuthor {
  return { by: frame.actor, at: frame.claimedAt, act: actKeyOf(frame), device: bench.deviceLabel };
}

function written(row: FieldAuthorRow | undefined): VersionAuthor | null {
  if (!row) return null;
  const act = `${row.log_id}:${row.seq}`;
  return { by: row.actor as OfficerId, at: row.claimed_at as Instant, act, device: row.device };
}
