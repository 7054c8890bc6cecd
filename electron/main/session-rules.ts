import type { Session, WebContents } from 'electron';

/** Denies the session everything a page can ask for, but the camera for our own page. */
export function lockDownSession(session: Session, trustedOrigin: string): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const isCamera =
      permission === 'media' &&
      'mediaTypes' in details &&
      details.mediaTypes?.every((type) => type === 'video') === true;
    answer(
      isCamera && isOwn(details.requestingUrl, trustedOrigin) && isOwn(contents.getURL(), trustedOrigin),
    );
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === 'media' && details.mediaType === 'video' && isOwn(origin, trustedOrigin),
  );
  // The page asks the main process for everything; whatever it tried to load by itself would meet nobody it believes.
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Whatever becomes a web page in this process: it goes nowhere, opens nothing and embeds nothing. */
export function lockDownContents(contents: WebContents, trustedOrigin: string): void {
  contents.on('will-navigate', (event) => {
    if (!isOwn(event.url, trustedOrigin)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function isOwn(url: string, trustedOrigin: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === trustedOrigin;
  } catch {
    return false;
  }
}
