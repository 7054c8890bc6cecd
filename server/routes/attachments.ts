import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HeldRequest, RepairRequest } from '../../shared/protocol/attachment-calls.ts';
import type { Signed } from '../../shared/protocol/receipt.ts';
import { claimHeld, readReceived, visibleAttachment } from '../features/attachments/attachments.ts';
import { openUploads } from '../features/attachments/uploads.ts';
import { errorBody, sendJson, statusOf } from './answers.ts';
import { parseBody, RouteRefusal } from './bodies.ts';
import { requireReader, type RouteDeps } from './route-deps.ts';

const FILES = '/v1/files';
const SWEEP_MS = 24 * 3_600_000;

/** Uploads by tus, their receipts, and downloads: all authorised by the record that names the attachment, never by hash. */
export function attachmentRoutes(app: FastifyInstance, { core }: RouteDeps): void {
  const uploads = openUploads(core, FILES, (kind) => ({
    status_code: statusOf(kind),
    body: JSON.stringify(errorBody(kind)),
  }));
  const sweep = setInterval(() => void uploads.removeExpired().catch(() => undefined), SWEEP_MS);
  sweep.unref();
  app.addHook('onReady', async () => void (await uploads.removeExpired()));
  app.addHook('onClose', async () => clearInterval(sweep));

  // tus reads the stream itself.
  app.addContentTypeParser(
    'application/offset+octet-stream',
    (_request: FastifyRequest, _payload: unknown, done: (problem: null) => void) => done(null),
  );

  for (const url of [FILES, `${FILES}/*`]) {
    app.route({
      method: ['POST', 'PATCH', 'HEAD', 'DELETE'],
      url,
      handler: async (request, reply) => {
        const { deviceId } = await requireReader(core, request);
        const uploadId = (request.params as { '*'?: string })['*'];
        if (uploadId !== undefined && !uploads.isOwn(deviceId, uploadId)) throw new RouteRefusal('not-found');
        if (uploadId !== undefined && request.method === 'HEAD') await uploads.finishWhole(uploadId);
        reply.hijack();
        await uploads.tus.handle(request.raw, reply.raw);
      },
    });
  }

  const requireOwn = async (request: FastifyRequest<{ Params: { uploadId: string } }>): Promise<string> => {
    const { deviceId } = await requireReader(core, request);
    if (!uploads.isOwn(deviceId, request.params.uploadId)) throw new RouteRefusal('not-found');
    return request.params.uploadId;
  };

  app.post<{ Params: { uploadId: string } }>(`${FILES}/:uploadId/repair`, async (request, reply) => {
    const uploadId = await requireOwn(request);
    const comparison = await uploads.compare(uploadId, parseBody(RepairRequest, request.body).pieces);
    if (!comparison) throw new RouteRefusal('not-found');
    return sendJson(request, reply, comparison);
  });

  app.put<{ Params: { uploadId: string; index: string } }>(
    `${FILES}/:uploadId/pieces/:index`,
    async (request, reply) => {
      const uploadId = await requireOwn(request);
      const { index } = request.params;
      if (!/^\d{1,4}$/.test(index) || !(await uploads.replacePiece(uploadId, Number(index), request.raw)))
        throw new RouteRefusal('bad-request');
      return reply.code(204).send();
    },
  );

  app.post('/v1/attachments/held', async (request, reply) => {
    const { deviceId, standing } = await requireReader(core, request);
    const receipts: Signed[] = [];
    for (const asked of parseBody(HeldRequest, request.body).attachments) {
      const receipt = await claimHeld(core, standing, { deviceId, ...asked });
      if (receipt) receipts.push(receipt);
    }
    return sendJson(request, reply, { receipts });
  });

  app.get<{ Params: { attachmentId: string } }>(
    '/v1/attachments/:attachmentId/receipt',
    async (request, reply) => {
      const { standing } = await requireReader(core, request);
      const attachment = await visibleAttachment(core, standing, request.params.attachmentId);
      if (!attachment) throw new RouteRefusal('attachment-not-readable');
      const received = await readReceived(core, attachment.id);
      if (!received) throw new RouteRefusal('not-found');
      return sendJson(request, reply, received.receipt);
    },
  );

  app.get<{ Params: { attachmentId: string } }>(
    '/v1/attachments/:attachmentId/content',
    async (request, reply) => {
      const { standing } = await requireReader(core, request);
      const attachment = await visibleAttachment(core, standing, request.params.attachmentId);
      if (!attachment) throw new RouteRefusal('attachment-not-readable');
      const place = (await readReceived(core, attachment.id))?.place;
      if (!place || !(await core.files.has(place))) throw new RouteRefusal('not-found');
      const headers = {
        'content-type': attachment.mime,
        'content-length': attachment.sizeBytes,
        'cache-control': 'no-store',
      };
      return reply.headers(headers).send(Readable.from(core.files.read(place)));
    },
  );
}
