import { defineConfig } from '@playwright/test';

/** The built app, one at a time: a test here is a person at one workstation. Run with `npm run e2e`. */
export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
});
