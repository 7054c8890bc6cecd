import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootDir } from '../lib/paths.ts';

const TEST_NAME = /\btest\(\s*['"`]((?:S\d+(?:, )?)+):/g;

test('every rule of docs/sync.md is shown by a test that names it, and no test names a rule that is not there', () => {
  const text = readFileSync(join(rootDir, 'docs/sync.md'), 'utf8');
  const rules = [...text.matchAll(/^- \*\*(S\d+)\*\*/gm)].map((match) => match[1]);
  const files = globSync(['{shared,renderer,electron,server}/**/*.test.ts', 'test/**/*.ts'], {
    cwd: rootDir,
  });
  const cited = files.flatMap((file) =>
    [...readFileSync(join(rootDir, file), 'utf8').matchAll(TEST_NAME)].flatMap(
      (match) => match[1]?.split(', ') ?? [],
    ),
  );
  expect([...new Set(cited)].toSorted()).toEqual(rules.toSorted());
});
