import { BrowserWindow, type Session } from 'electron';
import type { MakePdf } from '../ipc/export-calls.ts';

/**
 * Prints markup from the window as a PDF: in a hidden window of its own, sandboxed, without preload, on the app's page `print.html`
 * under the same strict policy. The page has no script; the markup can load nothing but our own fonts.
 */
export function pdfPrinter(pageUrl: string, session: Session): MakePdf {
  return async (html, title) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    });
    try {
      await window.loadURL(pageUrl);
      const put = `document.body.innerHTML = ${JSON.stringify(html)}; document.title = ${JSON.stringify(title)};`;
      await window.webContents.executeJavaScript(`${put} document.fonts.ready.then(() => true)`);
      const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
      return new Uint8Array(pdf);
    } finally {
      window.destroy();
    }
  };
}
