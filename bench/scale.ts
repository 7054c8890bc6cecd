import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { build } from 'vite';
import { electronEnvironment, resolveElectron } from '../scripts/electron-runtime.ts';
import { prepareSystem, rootSwitches, startDisplay } from '../scripts/system.ts';

const PAGE = `<!doctype html><meta charset="utf-8"><script type="module" src="./page.js"></script>`;
const MAIN = `const { app, BrowserWindow, protocol, net } = require('electron');
const { pathToFileURL } = require('node:url');
const { join } = require('node:path');
protocol.registerSchemesAsPrivileged([{ scheme: 'bench', privileges: { standard: true, secure: true } }]);
app.whenReady().then(() => {
  protocol.handle('bench', (request) => net.fetch(pathToFileURL(join(__dirname, new URL(request.url).pathname)).href));
  void new BrowserWindow({ width: 1366, height: 768 }).loadURL('bench://scale/index.html');
});`;
const KEY = Array.from({ length: 32 }, (_, at) => at);

/**
 * Five years of a large prefecture in the database of the app, in Electron: 300 institutions, 2,000 appraisers, 1,500 visits with
 * answers, findings, rectifications and 30,000 photo records, encrypted as the app does. Filled in one run of the window, measured in
 * three more, each started anew. Milliseconds.
 */
export async function* benchScale(): AsyncGenerator<object> {
  const runtime = await resolveElectron();
  prepareSystem(runtime);
  const display = await startDisplay();
  const folder = await mkdtemp(join(tmpdir(), 'jd-bench-scale-'));
  const inWindow = async (phase: 1 | 2): Promise<unknown> => {
    const app = await _electron.launch({
      executablePath: runtime.executablePath,
      args: [...rootSwitches(), `--user-data-dir=${join(folder, 'profile')}`, folder],
      env: { ...inherited(), ...electronEnvironment(runtime) },
    });
    try {
      const page = await app.firstWindow();
      await page.waitForFunction('globalThis.measureScale');
      return await page.evaluate(`measureScale(${phase}, new Uint8Array(${JSON.stringify(KEY)}))`);
    } finally {
      await app.close();
    }
  };
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: join(import.meta.dirname, 'scale'),
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: folder,
        emptyOutDir: false,
        lib: {
          entry: join(import.meta.dirname, 'scale', 'page.ts'),
          formats: ['es'],
          fileName: () => 'page.js',
        },
      },
    });
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'main.cjs'), MAIN);
    await writeFile(join(folder, 'package.json'), '{"main":"main.cjs"}');
    yield { filled: await inWindow(1) };
    for (let round = 0; round < 3; round++) yield { round, ms: await inWindow(2) };
  } finally {
    await display.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
