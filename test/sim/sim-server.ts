import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { DeviceId } from '../../shared/lib/ids.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import { PullRequest } from '../../shared/protocol/pull.ts';
import type { WireAnswer } from '../../shared/sync/ports.ts';
import { newEpoch } from '../../server/app/first-start.ts';
import { rerunUnknown } from '../../server/app/rerun-unknown.ts';
import { acceptBatch } from '../../server/features/acts/accept-batch.ts';
import { receiptsFor } from '../../server/features/acts/for-version.ts';
import type { Core } from '../../server/features/core.ts';
import { pull } from '../../server/features/feed/pull.ts';
import { INGEST_FOLDER, recover } from '../../server/features/ingest/recover.ts';
import { hello } from '../../server/features/org/hello.ts';
import { deviceOf } from '../../server/features/org/session.ts';
import { standingOf } from '../../server/features/org/standing.ts';
import type { Trust } from '../../server/features/trust/trust-folder.ts';
import { openIngest, type IngestFile } from '../../server/store/ingest-file.ts';
import { silentLog } from '../support/silent-log.ts';
import type { Prng } from './prng.ts';
import { Life, type Scheduler } from './scheduler.ts';
import type { SimDatabase } from './sim-database.ts';

export type Route = 'hello' | 'push' | 'pull';

export interface ServerParts {
  readonly database: SimDatabase;
  readonly trust: Trust;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly random: Prng;
  readonly folder: string;
}

// No run sends pictures; whoever asks for one stops the run.
const noFiles = {} as Core['files'];
const CUT_OFF: WireAnswer = { kind: 'cut-off' };

/** One server process: the shipped features on a database that outlives it and an ingest file of its own. */
export class SimServer {
  readonly name: string;
  readonly #parts: ServerParts;
  #life: Life | null = null;
  #ingest: IngestFile | null = null;
  #core: Core | null = null;
  #starts = 0;

  constructor(name: string, parts: ServerParts) {
    this.name = name;
    this.#parts = parts;
  }

  /** Null while it is down or starting. */
  get core(): Core | null {
    return this.#core;
  }

  /** Takes up what a crash left, as server/app/open-core.ts does. `isDurable`: the database kept what it had committed. */
  async start(isDurable: boolean, isRestored = false): Promise<void> {
    const { database, trust, clock, random, scheduler } = this.#parts;
    const folder = join(this.#parts.folder, this.name);
    const life = new Life(`${this.name}.${++this.#starts}`);
    this.#life = life;
    const ingest = await scheduler.real(() => openIngest(join(folder, INGEST_FOLDER)));
    this.#ingest = ingest;
    const db = database.for(life);
    const core: Core = {
      db,
      trust,
      ingest: this.#gated(ingest, life),
      folder,
      filesFolder: folder,
      files: noFiles,
      trustFolder: folder,
      storage: 'pglite',
      attachmentsIn: 'folder',
      clock,
      random,
      log: silentLog,
    };
    await scheduler.attended(life, async () => {
      const recovery = await recover(core, isDurable);
      if (recovery.lostCommitted || isRestored) await newEpoch(core);
      await rerunUnknown(core);
    });
    this.#core = core;
  }

  get isUp(): boolean {
    return this.#core !== null;
  }

  /** Its disk is a new one: what it had received since the backup is gone. */
  async forgetIngest(): Promise<void> {
    const folder = join(this.#parts.folder, this.name);
    await this.#parts.scheduler.real(() => rm(folder, { recursive: true, force: true }));
  }

  async crash(): Promise<void> {
    const { scheduler, database } = this.#parts;
    this.#core = null;
    const life = this.#life;
    if (!life) return;
    this.#life = null;
    await scheduler.end(life);
    database.forget(life);
    await scheduler.settle();
    const ingest = this.#ingest;
    this.#ingest = null;
    if (ingest) await scheduler.real(() => ingest.close());
  }

  /** Answers as server/routes does. A process that dies on the way answers nothing. */
  async answer(route: Route, token: string, body: Uint8Array): Promise<WireAnswer> {
    const core = this.#core;
    const life = this.#life;
    if (!core || !life) return { kind: 'unreachable', code: 'ECONNREFUSED' };
    try {
      await this.#parts.scheduler.gate(life, `serves ${route}`);
      return await answerOf(core, route, token, body, core.clock.now());
    } catch (problem) {
      if (life.isOver) return CUT_OFF;
      throw problem;
    }
  }

  /** A batch that somebody carried here; what the server says about it travels back the same way. */
  async carried(deviceId: DeviceId, bytes: Uint8Array): Promise<WireAnswer> {
    const core = this.#core;
    const life = this.#life;
    if (!core || !life) return CUT_OFF;
    try {
      await this.#parts.scheduler.gate(life, 'serves carrier');
      return await pushed(core, deviceId, bytes, core.clock.now());
    } catch (problem) {
      if (life.isOver) return CUT_OFF;
      throw problem;
    }
  }

  #gated(ingest: IngestFile, life: Life): IngestFile {
    const { scheduler } = this.#parts;
    return {
      ...ingest,
      append: async (header, bytes) => {
        await scheduler.gate(life, 'ingest');
        const position = await scheduler.real(() => ingest.append(header, bytes));
        await scheduler.gate(life, 'ingested');
        return position;
      },
    };
  }
}

async function answerOf(
  core: Core,
  route: Route,
  token: string,
  body: Uint8Array,
  at: Instant,
): Promise<WireAnswer> {
  if (route === 'hello') {
    const greeted = await hello(core, JSON.parse(fromUtf8(body)) as { body: string; signature: string });
    return greeted.ok ? said(JSON.stringify(greeted.value)) : refused(greeted.error);
  }
  const deviceId = await deviceOf(core, `Bearer ${token}`);
  if (deviceId === null) return refused('session-expired');
  if (route === 'push') return pushed(core, deviceId, body, at);
  const standing = await standingOf(core.db, deviceId);
  if (!standing || standing.device.revoked_at !== null) return refused('device-revoked');
  const request = PullRequest.parse(JSON.parse(fromUtf8(body)));
  const page = await pull(core, deviceId, standing.scopes, request);
  return said(textOf(page));
}

async function pushed(core: Core, deviceId: DeviceId, bytes: Uint8Array, at: Instant): Promise<WireAnswer> {
  const accepted = await acceptBatch(core, deviceId, bytes, at);
  return accepted.ok
    ? said(
        JSON.stringify({
          v: 3,
          ...accepted.value,
          receipts: receiptsFor(core.trust, 3, accepted.value.receipts),
        }),
      )
    : refused(accepted.error.kind);
}

function textOf(page: { readonly entries: readonly string[]; readonly rest: string }): string {
  return `{"entries":[${page.entries.join(',')}],${page.rest.slice(1)}`;
}

function said(text: string): WireAnswer {
  const body = utf8(text);
  return { kind: 'answer', body, sentBytes: 1, receivedBytes: body.length };
}

function refused(error: string): WireAnswer {
  const status = error === 'session-expired' ? 401 : 403;
  return { kind: 'http', status, error, retryAfterSeconds: null };
}
