import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BUNDLE_UPLOADS, CarryRequest, type CarryAnswer } from '../../shared/protocol/carry.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol-version.ts';
import { openArrivals, type Arrival } from '../features/bundles/arrivals.ts';
import { errorBody, sendJson, statusOf } from './answers.ts';
import { parseBody, RouteRefusal } from './bodies.ts';
import { checkVersion, requireReader, type RouteDeps } from './route-deps.ts';

const PIECE_BYTES = 1024 * 1024;

/** Bundles of other devices, carried over the session of one that has a line. The carrier reads nothing of them. */
export function bundleRoutes(app: FastifyInstance, { core }: RouteDeps): void {
  const arrivals = openArrivals(core, BUNDLE_UPLOADS, (kind) => ({
    status_code: statusOf(kind),
    body: JSON.stringify(errorBody(kind)),
  }));
  app.addHook('onReady', async () => void (await arrivals.tus.cleanUpExpiredUploads()));

  for (const url of [BUNDLE_UPLOADS, `${BUNDLE_UPLOADS}/*`]) {
    app.route({
      method: ['POST', 'PATCH', 'HEAD', 'DELETE'],
      url,
      handler: async (request, reply) => {
        const { deviceId } = await requireReader(core, request);
        const uploadId = (request.params as { '*'?: string })['*'];
        if (uploadId !== undefined && !arrivals.isOwn(deviceId, uploadId))
          throw new RouteRefusal('not-found');
        reply.hijack();
        await arrivals.tus.handle(request.raw, reply.raw);
      },
    });
  }

  app.post('/v1/bundles', async (request, reply) => {
    checkVersion(request.body);
    const { uploadId } = parseBody(CarryRequest, request.body);
    await requireOwn(request, uploadId);
    return sendJson(request, reply, answerOf(await arrivals.take(uploadId)));
  });

  app.get<{ Params: { uploadId: string }; Querystring: { from?: string } }>(
    '/v1/bundles/:uploadId/return',
    async (request, reply) => {
      const { uploadId } = request.params;
      await requireOwn(request, uploadId);
      const from = Number(request.query.from ?? '0');
      if (!Number.isSafeInteger(from) || from < 0) throw new RouteRefusal('bad-request');
      const piece = await arrivals.returnPiece(uploadId, from, PIECE_BYTES);
      if (piece === null) throw new RouteRefusal('not-found');
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'no-store')
        .send(Buffer.from(piece));
    },
  );

  async function requireOwn(request: FastifyRequest, uploadId: string): Promise<void> {
    const { deviceId } = await requireReader(core, request);
    if (!arrivals.isOwn(deviceId, uploadId)) throw new RouteRefusal('not-found');
  }
}

function answerOf(arrival: Arrival): CarryAnswer {
  const v = PROTOCOL_VERSION;
  switch (arrival.kind) {
    case 'unknown':
      throw new RouteRefusal('not-found');
    case 'failed':
      throw new RouteRefusal('server-error');
    case 'taking':
      return { v, kind: 'taking' };
    case 'done': {
      if (!arrival.result.ok) return { v, kind: 'refused', refusal: arrival.result.error };
      const { acts, files, isKnown, returnFile, returnBytes } = arrival.result.value;
      return { v, kind: 'taken', acts, files, isKnown, returnFile, returnBytes };
    }
  }
}
