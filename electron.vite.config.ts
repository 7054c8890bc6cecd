import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

// The oldest runtime in use: electron 45 is pinned, the development fallback is 42 (docs/decisions/0001-toolchain.md).
const nodeTarget = 'node24.15';
const chromeTarget = 'chrome148';

/** The renderer is served from the fixed origin app://bureau/, where absolute asset paths hold on every route. */
function fixedOrigin(): Plugin {
  return { name: 'jianding:fixed-origin', config: () => ({ base: '/' }) };
}

/** Chromium always takes woff2; the .woff twins that @fontsource lists beside them would add megabytes to the app. */
function woff2Only(): Plugin {
  return {
    name: 'jianding:woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!/@fontsource[^?]*\.css(\?|$)/.test(id)) return null;
      return { code: code.replaceAll(/,\s*url\([^)]+\.woff\)\s*format\(['"]woff['"]\)/g, ''), map: null };
    },
  };
}

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      // Everything is bundled: a package is out/ and Electron, without the server's share of node_modules.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: { main: join(root, 'electron/main/main.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        input: { preload: join(root, 'electron/preload/preload.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    publicDir: false,
    plugins: [react(), fixedOrigin(), woff2Only()],
    server: { fs: { allow: [root] } },
    build: {
      target: chromeTarget,
      minify: true,
      // Fonts and images stay files: the content security policy allows no data: fonts.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: join(root, 'renderer/index.html'), print: join(root, 'renderer/print.html') },
      },
    },
  },
});
