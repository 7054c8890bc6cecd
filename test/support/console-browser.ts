import type { RunningServer } from '../../server/app/start-server.ts';
import { httpsCaller, type HttpsAnswer, type HttpsCaller } from './https-call.ts';

/** A browser without a screen: keeps cookies, follows redirects within the console, sends forms with their hidden token. */
export class ConsoleBrowser {
  readonly #caller: HttpsCaller;
  readonly #origin: string;
  readonly cookies = new Map<string, string>();
  /** The page that was read last. */
  text = '';
  path = '';
  /** The last cookie as it was set. */
  cookieRules = '';

  constructor(server: Pick<RunningServer, 'url' | 'caPem'>) {
    this.#caller = httpsCaller(server.url, server.caPem);
    this.#origin = server.url;
  }

  async open(path: string): Promise<HttpsAnswer> {
    return this.#follow(path, await this.#caller.call(path, { headers: this.#headers() }));
  }

  /** Sends a form; the token of the page read last goes with it. */
  async send(path: string, fields: Readonly<Record<string, string>>): Promise<HttpsAnswer> {
    const token = /name="token"\s+value="([0-9a-f]+)"/.exec(this.text)?.[1];
    const body = new URLSearchParams({ ...(token ? { token } : {}), ...fields }).toString();
    const headers = {
      ...this.#headers(),
      'content-type': 'application/x-www-form-urlencoded',
      origin: this.#origin,
    };
    return this.#follow(path, await this.#caller.call(path, { method: 'POST', headers, body }));
  }

  async signIn(login: string, password: string): Promise<HttpsAnswer> {
    await this.open('/console/sign-in');
    return this.send('/console/sign-in', { login, password });
  }

  /** What a person reads: the text of the page, spaces and isolates evened out. */
  read(): string {
    return this.text
      .replaceAll(/<(style|head)[\s\S]*?<\/\1>/g, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/[\u2066-\u2069]/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll(/\s+/g, ' ');
  }

  close(): void {
    this.#caller.close();
  }

  async #follow(path: string, answer: HttpsAnswer): Promise<HttpsAnswer> {
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      this.cookieRules = line;
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || line.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = answer.headers.location;
    if (answer.status === 303 && typeof location === 'string') return this.open(location);
    [this.text, this.path] = [answer.body.toString('utf8'), path];
    return answer;
  }

  #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'accept-language': 'zh-CN', ...(cookie === '' ? {} : { cookie }) };
  }
}
