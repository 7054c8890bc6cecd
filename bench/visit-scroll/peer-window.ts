import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { build } from 'vite';
import { electronEnvironment, resolveElectron } from '../../scripts/electron-runtime.ts';
import { rootSwitches } from '../../scripts/system.ts';
import { measure, type Measured } from './measure.ts';

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body style="margin:0"><div id="root"></div>
<script type="module" src="./peer.js"></script></body></html>`;
const MAIN = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadFile(require('path').join(__dirname, 'index.html')));`;

/** The peer in a window of the same Electron. */
export async function measurePeer(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'jd-peer-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: import.meta.dirname,
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: folder,
        emptyOutDir: false,
        lib: {
          entry: join(import.meta.dirname, 'peer-form.tsx'),
          formats: ['es'],
          fileName: () => 'peer.js',
        },
      },
    });
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'main.cjs'), MAIN);
    await writeFile(join(folder, 'package.json'), '{"main":"main.cjs"}');
    const runtime = await resolveElectron();
    const app = await _electron.launch({
      executablePath: runtime.executablePath,
      args: [...rootSwitches(), `--user-data-dir=${join(folder, 'profile')}`, folder],
      env: { ...inherited(), ...electronEnvironment(runtime) },
    });
    try {
      const page = await app.firstWindow();
      await page.locator('.note').nth(59).waitFor({ state: 'attached' });
      return await measure(page, '#list', '.note');
    } finally {
      await app.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
