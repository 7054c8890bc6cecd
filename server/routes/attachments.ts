import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { attachmentFiles } from '../features/attachments/attachment-file.ts';
import { readReceipt, visibleAttachment } from '../features/attachments/attachments.ts';
import { openUploads } from '../features/attachments/uploads.ts';
import { errorBody, sendJson, statusOf } from './answers.ts';
import { RouteRefusal } from './bodies.ts';
import { requireReader, type RouteDeps } from './route-deps.ts';

const FILES = '/v1/files';

/** Uploads by tus, their receipts, and downloads: all authorised by the record that names the attachment, never by hash. */
export function attachmentRoutes(app: FastifyInstance, { core }: RouteDeps): void {
  const files = attachmentFiles(core.filesFolder, core.trust.storageKey, core.ingest.id);
  const uploads = openUploads(core, files, FILES, (kind) => ({
    status_code: statusOf(kind),
    body: JSON.stringify(errorBody(kind)),
  }));
  app.addHook('onReady', async () => void (await uploads.removeExpired()));

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

  app.get<{ Params: { attachmentId: string } }>(
    '/v1/attachments/:attachmentId/receipt',
    async (request, reply) => {
      const { standing } = await requireReader(core, request);
      const attachment = await visibleAttachment(core, standing, request.params.attachmentId);
      if (!attachment) throw new RouteRefusal('attachment-not-readable');
      const receipt = await readReceipt(core, attachment.id);
      if (!receipt) throw new RouteRefusal('not-found');
      return sendJson(request, reply, receipt);
    },
  );

  app.get<{ Params: { attachmentId: string } }>(
    '/v1/attachments/:attachmentId/content',
    async (request, reply) => {
      const { standing } = await requireReader(core, request);
      const attachment = await visibleAttachment(core, standing, request.params.attachmentId);
      if (!attachment) throw new RouteRefusal('attachment-not-readable');
      if (!(await readReceipt(core, attachment.id)) || !(await files.has(attachment.id)))
        throw new RouteRefusal('not-found');
      const headers = {
        'content-type': attachment.mime,
        'content-length': attachment.sizeBytes,
        'cache-control': 'no-store',
      };
      return reply.headers(headers).send(Readable.from(files.read(attachment.id)));
    },
  );
}
