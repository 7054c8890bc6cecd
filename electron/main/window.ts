import { BrowserWindow } from 'electron';

export interface WindowParts {
  readonly title: string;
  readonly preloadPath: string;
  readonly url: string;
  readonly icon: string | null;
}

/** The one window: sandboxed, isolated, without Node. 1366 × 768 is the commonest screen in the bureaus. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    title: parts.title,
    show: false,
    autoHideMenuBar: true,
    ...(parts.icon === null ? {} : { icon: parts.icon }),
    webPreferences: {
      preload: parts.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // Sync and statutory clocks go on while another program covers the window.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(parts.url);
  return window;
}
