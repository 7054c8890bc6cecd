import type { FastifyInstance } from 'fastify';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { AdminRequest, runAdmin } from '../features/org/admin.ts';
import { sendJson } from './answers.ts';
import { parseBody, RouteRefusal } from './bodies.ts';
import type { RouteDeps } from './route-deps.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Orders of the command line on the same machine, which proves itself with the secret in the trust folder. */
export function adminRoutes(app: FastifyInstance, { core }: RouteDeps): void {
  const expected = sha256Hex(`Bearer ${core.trust.adminSecret}`);
  app.post('/v1/admin', async (request, reply) => {
    // Hashes are compared, so that the time taken tells nothing about the secret.
    const isAdmin = LOOPBACK.has(request.ip) && sha256Hex(request.headers.authorization ?? '') === expected;
    if (!isAdmin) throw new RouteRefusal('not-found');
    return sendJson(request, reply, await runAdmin(core, parseBody(AdminRequest, request.body)));
  });
}
