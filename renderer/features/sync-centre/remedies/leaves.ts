import type { JsonValue } from '../../../../shared/lib/json.ts';

/** One thing in an act's arguments that a person may put right. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly key: string;
  readonly value: string | number;
}

// What ties an act to its records, its file or its moment is not put right by hand: then it is another act.
const FIXED =
  /(^id$|Id$|Ids$|^act$|^seen$|^keep$|^kind$|^sha256$|^mime$|Px$|sizeBytes|^from$|^field$|Hash$|At$|^signature$|^prefectureCode$|^templateVersion$|^purpose$)/;

/** The words and figures of an act, in their order, without what ties it to other things. */
export function leavesOf(
  args: JsonValue,
  path: readonly (string | number)[] = [],
  key = '',
): readonly Leaf[] {
  if (typeof args === 'string' || typeof args === 'number')
    return path.length > 0 && !FIXED.test(key) ? [{ path, key, value: args }] : [];
  if (args === null || typeof args === 'boolean') return [];
  if (Array.isArray(args)) return args.flatMap((one, i) => leavesOf(one, [...path, i], key));
  return Object.entries(args).flatMap(([name, value]) =>
    FIXED.test(name)
      ? []
      : leavesOf(value, [...path, name], name === 'zh' || name === 'ug' ? `${key}.${name}` : name),
  );
}

/** The arguments with one leaf changed; everything else is the same. */
export function withLeaf(args: JsonValue, path: readonly (string | number)[], value: JsonValue): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(args)) return args.map((one, i) => (i === step ? withLeaf(one, rest, value) : one));
  if (typeof args !== 'object' || args === null) return args;
  return Object.fromEntries(
    Object.entries(args).map(([name, one]) => [name, name === step ? withLeaf(one, rest, value) : one]),
  );
}
