import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootDir } from '../lib/paths.ts';
import { errorsText } from './errors.ts';

test('docs/errors.md is what the catalogue gives', () => {
  expect(readFileSync(join(rootDir, 'docs/errors.md'), 'utf8')).toBe(errorsText());
});
