import type { AppInfo, DeviceStatus, Session } from '../platform/facts.ts';
import type { Desk } from '../data/desk.ts';
import type { OpenDeskOutcome } from '../data/open-desk.ts';
import type { Bureau } from '../platform/bureau.ts';

// loading ─► damaged (key files unreadable: nothing is made anew)
//         ─► revoked (the region ended this device; also from open, told by the server)
//         ─► enrol ─ enrolled ─► opening ─► open ─ lock ─► locked ─ signed in ─► opening
//         ─► locked                  └─► trouble (the disk refused the journal) ─ again ─► opening
/** Where the window stands. Exactly one screen belongs to each. */
export type Phase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'damaged'; readonly info: AppInfo }
  | { readonly kind: 'enrol'; readonly info: AppInfo }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'locked'; readonly info: AppInfo; readonly status: DeviceStatus }
  | { readonly kind: 'opening' }
  | { readonly kind: 'trouble'; readonly reason: 'disk-full' | 'disk-error' }
  | { readonly kind: 'open'; readonly info: AppInfo; readonly status: DeviceStatus; readonly desk: Desk };

export interface ShellDeps {
  readonly bureau: Bureau;
  readonly openDesk: (session: Session, status: DeviceStatus, info: AppInfo) => Promise<OpenDeskOutcome>;
}

/** The window's way from start to an open desk and back to locked. One per window. */
export class Shell {
  readonly #deps: ShellDeps;
  readonly #listeners = new Set<() => void>();
  #phase: Phase = { kind: 'loading' };

  constructor(deps: ShellDeps) {
    this.#deps = deps;
  }

  getSnapshot = (): Phase => this.#phase;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Finds out where this computer stands; opens the desk by itself when the session outlived the window. */
  async start(): Promise<void> {
    const [info, status] = await Promise.all([
      this.#deps.bureau.call('app/info', null),
      this.#deps.bureau.call('device/status', null),
    ]);
    if (!status.keyFilesReadable) return this.#set({ kind: 'damaged', info });
    if (status.device === null || status.officers.length === 0) return this.#set({ kind: 'enrol', info });
    if (status.isRevoked) return this.#set({ kind: 'revoked' });
    const session = await this.#deps.bureau.call('keys/session', null);
    return session ? this.open(session) : this.#set({ kind: 'locked', info, status });
  }

  /** After a sign-in. The session's key bytes are overwritten by the desk. */
  async open(session: Session): Promise<void> {
    this.#set({ kind: 'opening' });
    const [info, status] = await Promise.all([
      this.#deps.bureau.call('app/info', null),
      this.#deps.bureau.call('device/status', null),
    ]);
    const outcome = await this.#deps.openDesk(session, status, info);
    if (outcome.kind === 'open') return this.#set({ kind: 'open', info, status, desk: outcome.desk });
    if (outcome.kind === 'locked') return this.#set({ kind: 'locked', info, status });
    return this.#set({ kind: 'trouble', reason: outcome.kind });
  }

  /** Closes the desk, then has the main process forget the keys. Harmless when nothing is open. */
  lock = async (): Promise<void> => {
    const phase = this.#phase;
    if (phase.kind !== 'open') return;
    this.#set({ kind: 'locked', info: phase.info, status: phase.status });
    await phase.desk.close();
    await this.#deps.bureau.call('keys/lock', null);
    await this.start();
  };

  /** The region ended this device's right to work: the desk closes, the keys lock for good, the screen says so. */
  lockRevoked = async (): Promise<void> => {
    const phase = this.#phase;
    if (phase.kind !== 'open') return;
    this.#set({ kind: 'revoked' });
    await phase.desk.close();
    await this.#deps.bureau.call('keys/lock-revoked', null);
  };

  /** Reads the device's status again; the open desk stays. */
  refresh = async (): Promise<void> => {
    const phase = this.#phase;
    if (phase.kind !== 'open') return;
    this.#set({ ...phase, status: await this.#deps.bureau.call('device/status', null) });
  };

  #set(phase: Phase): void {
    this.#phase = phase;
    for (const listener of this.#listeners) listener();
  }
}
