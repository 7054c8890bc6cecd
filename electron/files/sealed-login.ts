import { z } from 'zod';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import type { ProxyLogin } from '../../shared/ipc/link-calls.ts';
import type { Cipher } from './cipher.ts';
import type { SmallFiles } from './small-files.ts';

const PATH = 'link-login.jdk';
const CONTEXT = 'proxy-login';
const Stored = z.strictObject({ user: z.string(), password: z.string() });

/**
 * User name and password for a proxy: sealed under the data key, readable only while somebody is signed in. Before the
 * first sign-in (enrolment through such a proxy) they are in memory only, and are sealed as soon as there is a key.
 */
export class SealedLogin {
  private readonly files: SmallFiles;
  private readonly cipher: () => Cipher | null;
  private unsealed: ProxyLogin | null = null;

  constructor(files: SmallFiles, cipher: () => Cipher | null) {
    this.files = files;
    this.cipher = cipher;
  }

  async read(): Promise<ProxyLogin | null> {
    if (this.unsealed !== null) {
      const { unsealed } = this;
      await this.seal(unsealed).catch(() => undefined);
      return unsealed;
    }
    const cipher = this.cipher();
    const sealed = cipher === null ? null : await this.files.read(PATH).catch(() => null);
    const plain = sealed === null ? null : (cipher?.open(sealed, CONTEXT) ?? null);
    if (plain === null) return null;
    const parsed = Stored.safeParse(JSON.parse(fromUtf8(plain)));
    return parsed.success ? parsed.data : null;
  }

  /** Throws what the disk says. */
  async write(login: ProxyLogin | null): Promise<void> {
    this.unsealed = login;
    if (login !== null) return this.seal(login);
    await this.files.remove(PATH);
  }

  private async seal(login: ProxyLogin): Promise<void> {
    const cipher = this.cipher();
    if (cipher === null) return;
    await this.files.write(PATH, cipher.seal(utf8(JSON.stringify(login)), CONTEXT));
    this.unsealed = null;
  }
}
