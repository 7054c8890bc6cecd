import { expect, test } from 'vitest';
import { recordRegistry } from '../protocol/record-registry.ts';
import { SCHEMA_STEPS, SCHEMA_VERSION } from './schema.ts';
import { sha256Hex } from '../lib/sha256.ts';

test('every kind of record has a table with exactly its clear columns', () => {
  const stores = SCHEMA_STEPS.reduce<Record<string, string>>((all, step) => ({ ...all, ...step.stores }), {});
  for (const kind of recordRegistry.values()) {
    expect(stores[kind.table]?.split(', ').toSorted()).toEqual(
      ['id', 'dirty', ...Object.keys(kind.columns)].toSorted(),
    );
  }
});

test('the newest step is the schema version, and released steps do not change', () => {
  expect(SCHEMA_STEPS.at(-1)?.version).toBe(SCHEMA_VERSION);
  // A change of a step that is already out needs a new step, not a new hash here. The newest may grow until it is out.
  expect(SCHEMA_STEPS.slice(0, -1).map((step) => sha256Hex(JSON.stringify(step)))).toMatchInlineSnapshot(`
    [
      "e7cf128e0fccff075ab2b5990f2dbb9485636965753563e0bafc3837ef206948",
      "bfaa1a50bd6c068901a0252c32e9d193db2c1ba239fa0c624a0cf10f5fc8d0b7",
    ]
  `);
});
