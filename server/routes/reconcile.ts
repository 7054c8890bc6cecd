import type { FastifyInstance } from 'fastify';
import { ReconcileRequest } from '../../shared/protocol/reconcile.ts';
import { reconcile } from '../features/reconcile/reconcile.ts';
import { sendJson } from './answers.ts';
import { parseBody } from './bodies.ts';
import { checkVersion, requireReader, type RouteDeps } from './route-deps.ts';

/** What the region has of one week of this device's own logs. */
export function reconcileRoutes(app: FastifyInstance, { core }: RouteDeps): void {
  app.post('/v1/reconcile', async (request, reply) => {
    checkVersion(request.body);
    const asked = parseBody(ReconcileRequest, request.body);
    const { deviceId } = await requireReader(core, request);
    return sendJson(request, reply, {
      v: asked.v,
      statement: await reconcile(core, deviceId, asked),
    });
  });
}
