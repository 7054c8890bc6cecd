// The Electron side of the browser tests: one sandboxed window, closed when the tests or their process end.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

const url = process.argv.at(-1);
const keepOpen = join(process.env.BROWSER_TEST_PROFILE, 'keep-open');
const owner = Number(process.env.BROWSER_TEST_OWNER);

function isOwnerAlive() {
  try {
    process.kill(owner, 0);
    return true;
  } catch {
    return false;
  }
}

app.on('window-all-closed', () => app.exit(0));
setInterval(() => {
  if (!existsSync(keepOpen) || !isOwnerAlive()) app.exit(0);
}, 100);

// Not awaited at the top level: Electron is ready only after this module has been evaluated.
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1300,
    height: 720,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false,
    },
  });
  return window.loadURL(url);
});
