import type { FastifyInstance } from 'fastify';
import { isAdmin } from './admin-secret.ts';
import { RouteRefusal } from './bodies.ts';
import { isLoopback } from './loopback.ts';
import type { RouteDeps } from './route-deps.ts';

/** In Prometheus' text format, for this machine, or for whoever has the admin secret. */
export function metricsRoutes(app: FastifyInstance, { core, metrics }: RouteDeps): void {
  app.get('/v1/metrics', async (request, reply) => {
    if (!isLoopback(request.ip) && !isAdmin(core, request)) throw new RouteRefusal('not-found');
    return reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.text());
  });
}
