import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../server/app/start-server.ts';
import { silentLog } from '../../test/support/silent-log.ts';
import { SERVER_ADDRESS } from './slow-link.ts';

/** What the client needs to know of the server it meets on the link. */
export interface OurServer {
  readonly port: number;
  readonly caPem: string;
  /** Enrolment codes as an officer would type them. */
  readonly codes: readonly string[];
}

// The real regional server with its own storage (PGlite), on the far side of the link.
const server = await startServer({
  dataFolder: await mkdtemp(join(tmpdir(), 'jd-bench-')),
  host: SERVER_ADDRESS,
  port: 0,
  databaseUrl: null,
  log: silentLog,
  limits: { enrolPerMinute: 1000, helloPerMinute: 1000, consoleSignInPerMinute: 1000 },
});
const codes: string[] = [];
for (const [zh, ug] of [
  ['甲检查员', 'بىرىنچى تەكشۈرگۈچى'],
  ['乙检查员', 'ئىككىنچى تەكشۈرگۈچى'],
] as const) {
  const officer = await server.admin({
    op: 'create-officer',
    officerId: null,
    prefectureCode: '653100',
    name: { zh, ug },
    roles: ['section-head'],
    certificateNo: null,
    active: true,
  });
  if (officer.kind !== 'officer-created') throw new Error(officer.kind);
  const code = await server.admin({ op: 'create-device-code', officerId: officer.officerId, validDays: 14 });
  if (code.kind !== 'device-code') throw new Error(code.kind);
  codes.push(code.code);
}
process.send?.({ port: server.port, caPem: server.caPem, codes } satisfies OurServer);
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
