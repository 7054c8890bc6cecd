import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Exclusion } from '../../shared/domain/draw/draw-picks.ts';
import { DrawEntryId, idTwice, MAX_WEIGHT, type PoolEntry } from '../../shared/domain/draw/pool.ts';
import { fromUtf8 } from '../../shared/lib/bytes.ts';

/** What keeps a command from doing its work, for people: a code and a sentence. */
export class BadInput extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const PoolFile = z.array(
  z.strictObject({ id: DrawEntryId, weight: z.int().min(1).max(MAX_WEIGHT).default(1) }),
);
const InspectorsFile = z.array(
  z.strictObject({ id: DrawEntryId, conflicts: z.array(DrawEntryId).default([]) }),
);

/** `[{id, weight?}]`; a missing weight is 1. */
export async function readPoolFile(path: string): Promise<PoolEntry[]> {
  const pool = parsed(PoolFile, path, await readText(path), '[{"id": "…", "weight": 1 to 100 (optional)}]');
  refuseTwice(path, pool);
  return pool;
}

export interface InspectorsRead {
  readonly inspectors: readonly PoolEntry[];
  readonly exclusions: readonly Exclusion[];
}

/** `[{id, conflicts?: [institutionId]}]`; only conflicts with an institution of this pool matter. */
export async function readInspectorsFile(path: string, pool: readonly PoolEntry[]): Promise<InspectorsRead> {
  const read = parsed(
    InspectorsFile,
    path,
    await readText(path),
    '[{"id": "…", "conflicts": ["institution id"] (optional)}]',
  );
  refuseTwice(path, read);
  const institutions = new Set(pool.map((entry) => entry.id));
  return {
    inspectors: read.map(({ id }) => ({ id, weight: 1 })),
    exclusions: read.flatMap(({ id, conflicts }) =>
      conflicts
        .filter((institutionId) => institutions.has(institutionId))
        .map((institutionId) => ({ institutionId, inspectorId: id, reason: 'conflict' })),
    ),
  };
}

export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput('file-unreadable', `${path} cannot be read (${code})`);
  }
}

async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  try {
    return fromUtf8(bytes).replace(/^\uFEFF/, '');
  } catch {
    throw new BadInput('file-not-utf8', `${path} is not UTF-8 text; save it as UTF-8 and try again`);
  }
}

function parsed<T>(schema: z.ZodType<T>, path: string, text: string, shape: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadInput(
      'file-not-json',
      `${path} is not JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.length ? `entry ${issue.path.join('.')}` : 'the file';
  throw new BadInput('file-shape', `${path}: ${where}: ${issue?.message ?? ''}. Expected ${shape}`);
}

function refuseTwice(path: string, entries: readonly { readonly id: string }[]): void {
  const id = idTwice(entries.map((entry) => entry.id));
  if (id !== null) throw new BadInput('id-twice', `${path}: the id ${id} stands there twice`);
}
