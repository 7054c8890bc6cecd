import { z } from 'zod';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { epochMsOf, instantOf, Instant } from '../../shared/lib/dates.ts';
import {
  AuthorityEvent,
  BureauAuthority,
  FIRST_LINK_PLAN,
  LinkPlan,
  ProxySettings,
} from '../../shared/ipc/link-calls.ts';
import type { SmallFiles } from './small-files.ts';

const PATH = 'link.json';
/** Enough to see who trusted what over years; each is a line of about 200 bytes. */
const MAX_HISTORY = 50;
/** The server's time moves this far before it is written again: it tells years from years, not minutes. */
const TIME_STEP_MS = 6 * 3_600_000;

/** The line of this installation. Holds no password and no name of a person. */
const LinkFile = z.object({
  proxy: ProxySettings,
  authority: z.strictObject({ ...BureauAuthority.shape, pem: z.string() }).nullable(),
  authorityHistory: z.array(AuthorityEvent),
  plan: LinkPlan,
  /** The latest time an answer of our server gave. */
  serverTime: Instant.nullable(),
});
export type LinkFile = z.infer<typeof LinkFile>;

const FIRST: LinkFile = {
  proxy: { mode: 'system', address: '', pacUrl: '', pacText: '' },
  authority: null,
  authorityHistory: [],
  plan: FIRST_LINK_PLAN,
  serverTime: null,
};

/** Proxy, the bureau's own authority, schedule and budget. What is damaged or missing is as at the first start. */
export class LinkStore {
  private readonly files: SmallFiles;
  private current: LinkFile = FIRST;

  constructor(files: SmallFiles) {
    this.files = files;
  }

  async load(): Promise<void> {
    try {
      const bytes = await this.files.read(PATH);
      if (bytes !== null)
        this.current = LinkFile.parse({ ...FIRST, ...(JSON.parse(fromUtf8(bytes)) as object) });
    } catch {
      this.current = FIRST;
    }
  }

  get(): LinkFile {
    return this.current;
  }

  /** Throws what the disk says; then nothing has changed. */
  async write(change: Partial<LinkFile>): Promise<void> {
    const next = { ...this.current, ...change };
    next.authorityHistory = next.authorityHistory.slice(-MAX_HISTORY);
    await this.files.write(PATH, utf8(JSON.stringify(next)));
    this.current = next;
  }

  /** An answer that came over a believed certificate carried this time; a lost write costs nothing. */
  noteServerTime(atMs: number): void {
    const known = this.current.serverTime === null ? 0 : epochMsOf(this.current.serverTime);
    if (!Number.isFinite(atMs) || atMs - known < TIME_STEP_MS) return;
    this.current = { ...this.current, serverTime: instantOf(atMs) };
    void this.files.write(PATH, utf8(JSON.stringify(this.current))).catch(() => undefined);
  }

  serverMs(): number | null {
    return this.current.serverTime === null ? null : epochMsOf(this.current.serverTime);
  }
}
