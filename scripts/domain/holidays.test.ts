import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootDir } from '../lib/paths.ts';
import { holidayYear } from './holidays.ts';

test('the holidays of 2026 are those of the notice', () => {
  const kept = readFileSync(join(rootDir, 'resources/domain/holidays-2026.json'), 'utf8');
  expect(JSON.parse(kept)).toEqual(holidayYear(2026));
});
