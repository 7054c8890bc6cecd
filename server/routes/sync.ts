import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PullRequest } from '../../shared/protocol/pull.ts';
import { acceptBatch } from '../features/acts/accept-batch.ts';
import { receiptsFor } from '../features/acts/for-version.ts';
import { pull } from '../features/feed/pull.ts';
import { refuse, sendJson, sendPage } from './answers.ts';
import { parseBody, RouteRefusal } from './bodies.ts';
import type { Room } from './push-gate.ts';
import { checkVersion, requireDevice, requireReader, wireVersionOf, type RouteDeps } from './route-deps.ts';

/** Push and pull. */
export function syncRoutes(app: FastifyInstance, { core, gate }: RouteDeps): void {
  const rooms = new WeakMap<FastifyRequest, Room>();

  // Before a byte of the body is read: who it is, and whether there is room for it.
  const atTheDoor = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await requireDevice(core, request);
    const announced = Number(request.headers['content-length'] ?? Number.NaN);
    const isSmaller = (request.headers['content-encoding'] ?? 'identity') !== 'identity';
    const room = gate.admit(Number.isFinite(announced) ? announced : null, isSmaller);
    rooms.set(request, room);
    reply.raw.once('close', room.release);
  };

  app.post('/v1/push', { onRequest: atTheDoor }, async (request, reply) => {
    const receivedAt = core.clock.now();
    const v = wireVersionOf(request);
    const deviceId = await requireDevice(core, request);
    if (!(request.body instanceof Uint8Array)) throw new RouteRefusal('malformed-batch');
    const { body } = request;
    rooms.get(request)?.settle(body.length);
    const accepted = await gate.run(deviceId, () => acceptBatch(core, deviceId, body, receivedAt));
    if (!accepted.ok) {
      core.log.warn({ deviceId, kind: accepted.error.kind }, 'push refused');
      return refuse(reply, accepted.error.kind);
    }
    const { receipts, pending, head } = accepted.value;
    core.log.info(
      { deviceId, logId: head.logId, head: head.seq, receipts: receipts.length, pending },
      'push',
    );
    return sendJson(request, reply, { v, ...accepted.value, receipts: receiptsFor(core.trust, v, receipts) });
  });

  app.post('/v1/pull', async (request, reply) => {
    checkVersion(request.body);
    const asked = parseBody(PullRequest, request.body);
    const { deviceId, standing } = await requireReader(core, request);
    return sendPage(request, reply, await pull(core, deviceId, standing.scopes, asked));
  });
}
