import type { FastifyInstance } from 'fastify';
import { AdminRequest, runAdmin } from '../features/org/admin.ts';
import { isAdmin } from './admin-secret.ts';
import { sendJson } from './answers.ts';
import { parseBody, RouteRefusal } from './bodies.ts';
import { isLoopback } from './loopback.ts';
import type { RouteDeps } from './route-deps.ts';

/** Orders of the command line on the same machine, which proves itself with the secret in the trust folder. */
export function adminRoutes(app: FastifyInstance, { core }: RouteDeps): void {
  app.post('/v1/admin', async (request, reply) => {
    if (!isLoopback(request.ip) || !isAdmin(core, request)) throw new RouteRefusal('not-found');
    return sendJson(request, reply, await runAdmin(core, parseBody(AdminRequest, request.body)));
  });
}
