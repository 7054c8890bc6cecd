import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { preview } from '@vitest/browser-preview';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');
const never = ['**/node_modules/**', 'out/**', 'dist/**', 'test/e2e/**'];

// Found while a test runs, a dependency makes Vite reload the page and the test fails: name them beforehand.
const browserDependencies = [
  '@noble/hashes/hkdf.js',
  '@noble/hashes/hmac.js',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  'canonicalize',
  'dayjs',
  'dexie',
  'dexie-react-hooks',
  'fast-check',
  'react',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  'zod',
  'zustand',
];

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            '{shared,electron,server,renderer,scripts}/**/*.test.{ts,tsx}',
            'test/support/**/*.test.ts',
          ],
          exclude: [...never, '**/*.browser.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        root,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/integration/**/*.test.ts'],
          exclude: [...never, '**/*.browser.test.ts'],
          globalSetup: ['test/support/reachable-postgres.ts'],
          setupFiles: ['test/support/reachable-postgres-hook.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        root,
        plugins: [react()],
        cacheDir: 'node_modules/.vite/browser-tests',
        optimizeDeps: { include: browserDependencies },
        server: { fs: { allow: [root] } },
        test: {
          name: 'browser',
          include: ['**/*.browser.test.{ts,tsx}'],
          exclude: never,
          globalSetup: ['test/support/electron-runtime.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: false,
            provider: preview(),
            screenshotFailures: false,
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
