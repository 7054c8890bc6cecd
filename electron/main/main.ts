import { join } from 'node:path';
import { inspect } from 'node:util';
import { app, dialog, Menu, powerMonitor, protocol, session, type BrowserWindow } from 'electron';
import ug from '../../locales/ug-CN/shell.json' with { type: 'json' };
import zh from '../../locales/zh-CN/shell.json' with { type: 'json' };
import { eventSender } from '../ipc/events.ts';
import { registerOnIpc } from '../ipc/register.ts';
import { nodeRandom } from '../keys/node-random.ts';
import { APP_SCHEME, serveApp } from './app-protocol.ts';
import { Background, showNotice } from './background.ts';
import { buildServices, type Services } from './build-services.ts';
import { APP_ORIGIN } from './csp.ts';
import { electronKeystore } from './electron-keystore.ts';
import { readEnvironment } from './environment.ts';
import {
  FILES_VERSION,
  judgeProfile,
  readProfileNote,
  writeProfileNote,
  type ProfileVerdict,
} from './profile-guard.ts';
import { pdfPrinter } from './print-pdf.ts';
import { lockDownContents, lockDownSession } from './session-rules.ts';
import { openShellLog } from './shell-log.ts';
import { openWindow } from './window.ts';

// The few words shown before there is a window: i18n-dynamic: shell:*
// Start: one instance ─► the profile fits this app ─► session locked down ─► services ─► window.
// End: the window closes ─► what is being written is written, keys are overwritten ─► exit.

const isRelease = app.isPackaged;
const environment = readEnvironment(process.env, isRelease);
const userData = app.getPath('userData');
const trustedOrigin = environment.rendererUrl === null ? APP_ORIGIN : new URL(environment.rendererUrl).origin;
let window: BrowserWindow | null = null;
const emit = eventSender(() => window?.webContents ?? null);
const background = new Background({
  window: () => window,
  quit: () => app.quit(),
  lock: () => emit('app/suspended', { suspended: true }),
});

protocol.registerSchemesAsPrivileged([APP_SCHEME]);
// Nothing but our own traffic leaves this machine: no component updates, no field trials, no spelling dictionaries.
for (const feature of ['disable-background-networking', 'disable-component-update', 'no-pings'])
  app.commandLine.appendSwitch(feature);
if (environment.isGpuDisabled) app.disableHardwareAcceleration();

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    tellDeveloper(error);
    // Without its services the app is an empty window: say so and end, the files stay as they are.
    dialog.showErrorBox(zh.product, `${zh.start.failed}\n\n${ug.start.failed}`);
    app.exit(1);
  });
} else {
  app.quit();
}

/** What broke, with its text; a release says nothing, since the text may quote an officer. */
function tellDeveloper(error: unknown): void {
  if (!isRelease) process.stderr.write(`${inspect(error)}\n`);
}

async function start(): Promise<void> {
  const note = {
    appVersion: app.getVersion(),
    electronMajor: Number.parseInt(process.versions.electron, 10),
    filesVersion: FILES_VERSION,
  };
  const verdict = judgeProfile(readProfileNote(userData), note);
  if (verdict !== 'fits') return refuseProfile(verdict);
  writeProfileNote(userData, note);
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, trustedOrigin));
  app.on('second-instance', () => background.show());
  await app.whenReady();
  await run();
}

/** Chromium gets an empty folder instead of the profile while the officer reads why the app ends. */
async function refuseProfile(verdict: Exclude<ProfileVerdict, 'fits'>): Promise<void> {
  app.setPath('sessionData', join(app.getPath('temp'), `jianding-refused-${process.pid}`));
  await app.whenReady();
  const words =
    verdict === 'newer-runtime'
      ? [zh.profile.newerRuntime, ug.profile.newerRuntime]
      : [zh.profile.newerFiles, ug.profile.newerFiles];
  dialog.showMessageBoxSync({
    type: 'warning',
    title: zh.product,
    message: `${zh.profile.title}\n${ug.profile.title}`,
    detail: words.join('\n\n'),
    buttons: [`${zh.profile.close} ${ug.profile.close}`],
  });
  app.exit(3);
}

async function run(): Promise<void> {
  const log = openShellLog(userData, isRelease);
  log('start', {
    app: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    isRelease,
  });
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }])
      : null,
  );
  lockDownSession(session.defaultSession, trustedOrigin);
  serveApp(protocol, join(import.meta.dirname, '../renderer'), nodeRandom);

  const keystore = electronKeystore();
  const info = {
    appVersion: app.getVersion(),
    electronVersion: process.versions.electron,
    keystore: keystore.kind,
    isRelease,
  };
  const services = await buildServices({
    userData,
    keystore,
    app: { info, trial: environment.trial },
    emit,
    askForPlace: async (suggestedName) => {
      const where = { defaultPath: join(app.getPath('documents'), suggestedName) };
      const asked = window ? await dialog.showSaveDialog(window, where) : await dialog.showSaveDialog(where);
      return asked.canceled ? null : asked.filePath;
    },
    makePdf: pdfPrinter(`${environment.rendererUrl ?? APP_ORIGIN}/print.html`, session.defaultSession),
    chooseFolder: async () => {
      if (window === null) return null;
      const chosen = await dialog.showOpenDialog(window, {
        properties: ['openDirectory', 'createDirectory'],
      });
      return chosen.filePaths[0] ?? null;
    },
    notify: (title, body) => showNotice(title, body, () => background.show()),
    setBackground: (notice) => background.set(notice),
  });
  const stopCalls = registerOnIpc(
    {
      trustedOrigin,
      onProblem: (problem, call, code) => log(problem, { call, code }),
      onBug: tellDeveloper,
    },
    services.handlers,
  );

  const tellSuspended = (suspended: boolean) => (): void => emit('app/suspended', { suspended });
  powerMonitor.on('suspend', tellSuspended(true));
  powerMonitor.on('resume', () => {
    void services.renewConnections();
    tellSuspended(false)();
  });
  app.on('render-process-gone', (_event, _contents, details) =>
    log('render-process-gone', { reason: details.reason, code: details.exitCode }),
  );
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => background.quitting());
  endWell(services, stopCalls, log);

  window = openWindow({
    title: zh.product,
    preloadPath: join(import.meta.dirname, '../preload/preload.cjs'),
    url: environment.rendererUrl ?? `${APP_ORIGIN}/`,
    icon: null,
  });
  background.guard(window);
  window.on('closed', () => (window = null));
}

/**
 * Quitting waits until nothing is being written any more. Then the process exits by itself: a second `app.quit()` does
 * not end an app whose windows are gone while a debugger is attached (Playwright).
 */
function endWell(services: Services, stopCalls: () => void, log: ReturnType<typeof openShellLog>): void {
  let isEnding = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    void services.close().finally(() => {
      stopCalls();
      log('end');
      app.exit(0);
    });
  });
}
