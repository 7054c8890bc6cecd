import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer, type StartOptions } from '../../server/app/start-server.ts';
import type { AdminAnswer } from '../../server/features/org/admin.ts';
import type { Role } from '../../shared/domain/org/officer.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { freshServerFolder } from './server-folder.ts';
import { silentLog } from './silent-log.ts';

export interface TestServerOptions extends Partial<
  Pick<
    StartOptions,
    | 'clock'
    | 'random'
    | 'limits'
    | 'bodyLimitBytes'
    | 'log'
    | 's3'
    | 'port'
    | 'trustFolder'
    | 'filesFolder'
    | 'push'
  >
> {
  /** `postgresql` needs the URL of an empty database. */
  readonly storage?: { readonly kind: 'pglite' } | { readonly kind: 'postgresql'; readonly url: string };
  /** An existing data folder, to start a server again on what another left. */
  readonly folder?: string;
}

export interface NewOfficer {
  readonly prefectureCode?: string;
  readonly roles?: readonly Role[];
  readonly name?: { readonly zh: string; readonly ug: string };
  readonly active?: boolean;
  readonly officerId?: OfficerId;
}

export interface TestServer extends RunningServer {
  readonly folder: string;
  createOfficer(officer?: NewOfficer): Promise<OfficerId>;
  /** The code as an officer would type it. */
  createCode(officerId: OfficerId, validDays?: number): Promise<string>;
  /** Closes the server and keeps its folder. */
  stop(): Promise<void>;
  /** Closes the server and deletes its folder. */
  close(): Promise<void>;
}

// Far above what a test asks for; the tests of the limits set their own.
const LIMITS = { enrolPerMinute: 10_000, helloPerMinute: 10_000, consoleSignInPerMinute: 10_000 };

/** The real regional server on a free port, over HTTPS, in this process. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { storage = { kind: 'pglite' }, folder: given, ...rest } = options;
  const folder =
    given ??
    (storage.kind === 'pglite' ? await freshServerFolder() : await mkdtemp(join(tmpdir(), 'jd-server-')));
  const databaseUrl = storage.kind === 'postgresql' ? storage.url : null;
  const server = await startServer({
    dataFolder: folder,
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    log: silentLog,
    limits: LIMITS,
    ...rest,
  });
  return {
    ...server,
    folder,
    createOfficer: async (officer = {}) => {
      const {
        prefectureCode = '653100',
        roles = ['inspector'],
        name = { zh: '某检查员', ug: 'تەكشۈرگۈچى' },
        active = true,
        officerId = null,
      } = officer;
      const answer = await server.admin({
        op: 'create-officer',
        officerId,
        prefectureCode,
        name,
        roles: [...roles],
        certificateNo: null,
        active,
      });
      return expectAnswer(answer, 'officer-created').officerId;
    },
    createCode: async (officerId, validDays = 14) =>
      expectAnswer(await server.admin({ op: 'create-device-code', officerId, validDays }), 'device-code')
        .code,
    stop: () => server.close(),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function expectAnswer<K extends AdminAnswer['kind']>(
  answer: AdminAnswer,
  kind: K,
): Extract<AdminAnswer, { kind: K }> {
  if (answer.kind !== kind) throw new Error(`the server answered ${JSON.stringify(answer)}`);
  return answer as Extract<AdminAnswer, { kind: K }>;
}
