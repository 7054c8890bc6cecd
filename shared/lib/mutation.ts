import type { z } from 'zod';
import type { Instant } from './dates.ts';
import type { LogId, OfficerId, RecordId } from './ids.ts';
import type { JsonValue } from './json.ts';
import type { RecordBase, RecordKind, IndexValue } from './record-kind.ts';
import type { Result } from './result.ts';

/** The id of an act: its log and its gapless number in it. */
export interface ActRef {
  readonly logId: LogId;
  readonly seq: number;
}

/** What a mutator may know of the act that runs it. Nothing here is read from a clock while it runs. */
export interface ActContext {
  readonly act: ActRef;
  readonly actor: OfficerId;
  /** What the device's clock said; it may be wrong. Legal dates come from the arguments. */
  readonly claimedAt: Instant;
}

/** Records as a mutator sees them: one overlay over one snapshot, the same on the device and on the server. */
export interface MutatorTx {
  get<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): Promise<T | null>;
  /** All records of a kind whose clear column has this value, sorted by id in code-unit order. */
  list<T extends RecordBase>(kind: RecordKind<T>, column: string, value: IndexValue): Promise<readonly T[]>;
  put<T extends RecordBase>(kind: RecordKind<T>, record: T): void;
  remove<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): void;
}

/** A refusal: a closed `kind` and plain details. Its text for people is `refusals:<kind>` in locales/. */
export interface Refusal {
  readonly kind: string;
  readonly [detail: string]: JsonValue;
}

/** One field on which two acts disagree: what both started from, what this act wants, what stands there now. */
export interface FieldConflict {
  readonly field: string;
  readonly base: JsonValue;
  readonly mine: JsonValue;
  readonly theirs: JsonValue;
}

/** A disagreement a person must decide. The device only learns of it; the server makes the task (design.md section 2). */
export interface ConflictDraft {
  readonly table: string;
  readonly recordId: RecordId;
  readonly fields: readonly FieldConflict[];
}

/** What a mutator did when it did not refuse. `merged` names what was kept of two versions. */
export type Effect =
  | { readonly kind: 'applied' }
  | {
      readonly kind: 'merged';
      readonly kept: 'mine' | 'theirs' | 'both';
      readonly conflict?: ConflictDraft;
    };

export type MutationOutcome = Result<Effect, Refusal>;
export type AnyMutator<A> = (tx: MutatorTx, args: A, context: ActContext) => Promise<MutationOutcome>;

/**
 * A named act of an officer, written once and run on both sides. Harmless when repeated on the same records.
 * `upcast` turns the arguments of older versions into the newest; stored bytes are never changed (design.md section 2, versions).
 */
export interface Mutation<A = JsonValue> {
  readonly name: string;
  readonly version: number;
  readonly args: z.ZodType<A>;
  /** The primary record: a refused act holds only later acts of the same lane. */
  readonly lane: (args: A) => RecordId;
  readonly run: AnyMutator<A>;
  readonly upcast: (fromVersion: number, args: JsonValue) => JsonValue;
}

export function mutation<A>(
  definition: Omit<Mutation<A>, 'upcast'> & Partial<Pick<Mutation<A>, 'upcast'>>,
): Mutation<A> {
  return { upcast: (_from, args) => args, ...definition };
}

export const applied: MutationOutcome = { ok: true, value: { kind: 'applied' } };

export function merged(kept: 'mine' | 'theirs' | 'both', conflict?: ConflictDraft): MutationOutcome {
  return { ok: true, value: conflict ? { kind: 'merged', kept, conflict } : { kind: 'merged', kept } };
}

export function refuse(kind: string, details: Readonly<Record<string, JsonValue>> = {}): MutationOutcome {
  return { ok: false, error: { ...details, kind } };
}

/** A mutation with its argument type closed over: what runs an act that came from bytes. */
export interface RunnableMutation {
  readonly name: string;
  readonly version: number;
  /** Of the newest version. */
  readonly argsSchema: z.ZodType;
  /** The primary record of an act with these arguments of the newest version; null when they do not fit. */
  laneOf(args: JsonValue): RecordId | null;
  /** `args-unreadable` when the arguments do not fit the schema, `newer-version` when this app is too old for them. */
  run(
    tx: MutatorTx,
    nameVersion: number,
    args: JsonValue,
    context: ActContext,
  ): Promise<Result<Effect, Refusal> | ActUnreadable>;
}

export interface ActUnreadable {
  readonly ok: 'unreadable';
  readonly reason: 'args-unreadable' | 'newer-version';
}

export function runnable<A>(definition: Mutation<A>): RunnableMutation {
  return {
    name: definition.name,
    version: definition.version,
    argsSchema: definition.args,
    laneOf: (args) => {
      const parsed = definition.args.safeParse(args);
      return parsed.success ? definition.lane(parsed.data) : null;
    },
    run: async (tx, nameVersion, args, context) => {
      if (nameVersion > definition.version) return { ok: 'unreadable', reason: 'newer-version' };
      const current = nameVersion < definition.version ? definition.upcast(nameVersion, args) : args;
      const parsed = definition.args.safeParse(current);
      return parsed.success
        ? definition.run(tx, parsed.data, context)
        : { ok: 'unreadable', reason: 'args-unreadable' };
    },
  };
}
