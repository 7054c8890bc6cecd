import { request } from 'node:https';
import { AdminAnswer, runAdmin, type AdminRequest } from '../features/org/admin.ts';
import { readAdminAccess, trustPlaces, type TrustPlaces } from '../features/trust/trust-folder.ts';
import type { ServerConfig } from './config.ts';
import { holderOf } from './data-folder.ts';
import { openLog } from './logger.ts';
import { openCore } from './open-core.ts';

/** The server of this folder is starting or stopping: it holds the folder and does not listen. */
export class ServerNotListening extends Error {
  constructor(pid: number) {
    super(`process ${pid} holds the data folder and does not answer yet; try again in a moment`);
  }
}

/** Gives an order to the running server of a data folder, or carries it out here when none runs. */
export async function order(config: ServerConfig, admin: AdminRequest): Promise<AdminAnswer> {
  const holder = holderOf(config.dataFolder);
  if (holder) {
    if (holder.port === 0) throw new ServerNotListening(holder.pid);
    return ask(trustPlaces(config.dataFolder, config.trustFolder ?? null), holder.port, admin);
  }
  const { core, close } = await openCore({ ...config, log: openLog('warn') });
  try {
    return await runAdmin(core, admin);
  } finally {
    await close();
  }
}

function ask(places: TrustPlaces, port: number, admin: AdminRequest): Promise<AdminAnswer> {
  const { secret, caPem } = readAdminAccess(places);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        servername: 'localhost',
        port,
        path: '/v1/admin',
        method: 'POST',
        ca: caPem,
        headers,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          try {
            if (answer.statusCode !== 200) throw new Error(`the server answered ${answer.statusCode}`);
            resolve(AdminAnswer.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
          } catch (problem) {
            reject(problem);
          }
        });
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify(admin));
  });
}
