import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootDir } from '../lib/paths.ts';
import { glossaryText } from './glossary.ts';

test('docs/glossary.md is what the published terms give', () => {
  expect(readFileSync(join(rootDir, 'docs/glossary.md'), 'utf8')).toBe(glossaryText());
});
