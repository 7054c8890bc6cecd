import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Officer } from '../../shared/domain/org/officer.ts';
import { startApp, type RunningApp } from './driver/app-process.ts';
import { enrol, signIn } from './driver/enrol.ts';
import { isConserved, shownEquation, type Equation } from './driver/figures.ts';
import { syncNow } from './driver/frame.ts';
import { wordsOf, type Words } from './driver/words.ts';
import type { EmbeddedServer } from './embedded-server.ts';

/** One workstation of the demo: its profile, its running app, who works at it. */
export class DemoDevice {
  readonly profileDir: string;
  readonly t: Words = wordsOf('zh-CN');
  #app: RunningApp | null = null;

  constructor(workDir: string, name: string) {
    this.profileDir = join(workDir, `profile-${name}`);
  }

  get app(): RunningApp {
    if (!this.#app) throw new Error('the app is not running');
    return this.#app;
  }

  get page(): RunningApp['page'] {
    return this.app.page;
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#app = await startApp({ profileDir: this.profileDir, env });
  }

  /** First start: one officer, one code; the password chosen there also opens the desk. */
  async enrolFirst(server: EmbeddedServer, officer: Officer): Promise<void> {
    await this.start();
    await enrol(this.page, this.t, {
      address: server.address,
      code: await server.createCode(officer.id),
      password: passwordOf(officer),
    });
    await this.page.getByRole('contentinfo').waitFor();
  }

  signIn(officer: Officer): Promise<void> {
    return signIn(this.page, this.t, { name: officer.name.zh, password: passwordOf(officer) });
  }

  /** Harmless when it does not run. */
  async killHard(): Promise<void> {
    await this.#app?.killHard();
    this.#app = null;
  }

  async close(): Promise<void> {
    await this.#app?.close();
    this.#app = null;
  }

  equation(): Promise<Equation> {
    return shownEquation(this.page, this.t);
  }

  /** Runs rounds until the screen says that the server is reachable and nothing waits any more. */
  async untilDelivered(limitMs: number): Promise<Equation> {
    const until = Date.now() + limitMs;
    await syncNow(this.page, this.t);
    for (;;) {
      const equation = await this.equation();
      const isOnline =
        (await this.page.getByRole('contentinfo').getByText(this.t('app:status.online')).count()) > 0;
      if (isOnline && isConserved(equation) && equation.waiting === 0) return equation;
      if (Date.now() > until)
        throw new Error(`still waiting after ${limitMs} ms: ${JSON.stringify(equation)}`);
      await sleep(200);
    }
  }
}

/** Of the demo's invented officers only. */
export function passwordOf(officer: Officer): string {
  return `demo-${officer.id}-口令`;
}
