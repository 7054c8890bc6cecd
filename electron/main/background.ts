import { Notification, type BrowserWindow } from 'electron';

export interface BackgroundParts {
  readonly window: () => BrowserWindow | null;
  readonly quit: () => void;
  /** The session ends before anybody sees the window again: whoever closed it had left. */
  readonly lock: () => void;
}

// open ─ closed with work on the line ─► hidden (says so) ─ delivered or locked ─► the app ends
//                                              └─ started again ─► open, locked
/** Sync lives in the window (decision 0005): while work is still leaving, a closed window only hides. */
export class Background {
  private readonly parts: BackgroundParts;
  private notice: { readonly title: string; readonly body: string } | null = null;
  private isHidden = false;
  private isQuitting = false;

  constructor(parts: BackgroundParts) {
    this.parts = parts;
  }

  /** What still has to leave, in words for the desktop; null: nothing. */
  set(notice: { readonly title: string; readonly body: string } | null): void {
    this.notice = notice;
    if (notice === null && this.isHidden) this.parts.quit();
  }

  /** Somebody ends the app on purpose, or the computer goes down: nothing holds it. */
  quitting(): void {
    this.isQuitting = true;
  }

  guard(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.isQuitting || this.notice === null) return;
      event.preventDefault();
      this.isHidden = true;
      window.hide();
      showNotice(this.notice.title, this.notice.body, () => this.show());
    });
  }

  show(): void {
    const window = this.parts.window();
    if (window === null) return;
    if (this.isHidden) {
      this.isHidden = false;
      this.parts.lock();
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }
}

/** A notice of the desktop, where there is one to show it. */
export function showNotice(title: string, body: string, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notice = new Notification({ title, body });
  notice.on('click', onClick);
  notice.show();
}
