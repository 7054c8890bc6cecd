import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import type { ErrorKind } from '../../shared/protocol/errors.ts';
import { problemFields } from '../features/core.ts';
import { errorBody, refuse, statusOf } from '../routes/answers.ts';
import { attachmentRoutes } from '../routes/attachments.ts';
import { acceptBodies, RouteRefusal } from '../routes/bodies.ts';
import { consoleRoutes } from '../routes/console/console.ts';
import { bundleRoutes } from '../routes/bundles.ts';
import { enrolmentRoutes } from '../routes/enrolment.ts';
import type { RouteDeps } from '../routes/route-deps.ts';
import { reconcileRoutes } from '../routes/reconcile.ts';
import { adminRoutes } from '../routes/admin.ts';
import { metricsRoutes } from '../routes/metrics-route.ts';
import { syncRoutes } from '../routes/sync.ts';

export interface ServerDeps extends RouteDeps {
  /** Longest body in bytes, compressed and decompressed; a device cuts its batches far below. */
  readonly bodyLimitBytes: number;
}

export interface HttpsServer {
  /** Port 0 takes a free one; `address` tells which. */
  listen(host: string, port: number): Promise<void>;
  address(): { readonly host: string; readonly port: number };
  /** Takes no new requests, lets running ones end. */
  close(): Promise<void>;
}

// A push is answered in far less; an upload that is cut goes on later where it ended.
const CLOSE_GRACE_MS = 15_000;

/** The regional server over HTTPS, built from its parts; it does not listen yet. */
export async function buildServer(deps: ServerDeps): Promise<HttpsServer> {
  const { core } = deps;
  const { keyPem, certPem, caPem } = core.trust.tls;
  const app = Fastify({
    https: { key: keyPem, cert: `${certPem}\n${caPem}`, minVersion: 'TLSv1.2' },
    logger: false,
    bodyLimit: deps.bodyLimitBytes,
    forceCloseConnections: 'idle',
    // A week's photos over 128 kbit/s take long; the tus layer resumes whatever is cut.
    requestTimeout: 0,
    keepAliveTimeout: 120_000,
  }) as unknown as FastifyInstance;
  acceptBodies(app, deps.bodyLimitBytes);
  answerErrors(app, deps);
  logRequests(app, deps);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      Object.assign(new RouteRefusal('too-many-requests'), {
        retryAfterSeconds: Math.ceil(context.ttl / 1000),
      }),
  });
  await app.register(async (scope) => {
    enrolmentRoutes(scope, deps);
    syncRoutes(scope, deps);
    adminRoutes(scope, deps);
    metricsRoutes(scope, deps);
    attachmentRoutes(scope, deps);
    reconcileRoutes(scope, deps);
    bundleRoutes(scope, deps);
  });
  // A scope of its own: forms and pages, beside the devices' JSON.
  await app.register((scope) => consoleRoutes(scope, deps));
  return {
    listen: async (host, port) => void (await app.listen({ host, port })),
    address: () => {
      const { address, port } = app.server.address() as AddressInfo;
      return { host: address, port };
    },
    close: () => closeGently(app),
  };
}

/** Connections are let go as soon as their request is answered; whatever is still at it after the grace is cut. */
async function closeGently(app: FastifyInstance): Promise<void> {
  const https = app.server as unknown as Server;
  const letGo = setInterval(() => https.closeIdleConnections(), 50);
  const cut = setTimeout(() => https.closeAllConnections(), CLOSE_GRACE_MS);
  try {
    await app.close();
  } finally {
    clearInterval(letGo);
    clearTimeout(cut);
  }
}

function answerErrors(app: FastifyInstance, { core }: ServerDeps): void {
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found'));
  app.setErrorHandler((problem, request, reply) => {
    const kind = kindOf(problem);
    if (kind === 'server-error')
      core.log.error({ ...problemFields(problem), route: request.routeOptions.url }, 'request failed');
    if (kind !== 'too-many-requests' && kind !== 'server-busy') return refuse(reply, kind);
    const seconds = retryAfterOf(problem);
    return reply
      .code(statusOf(kind))
      .header('retry-after', String(seconds))
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(errorBody(kind, seconds)));
  });
}

/** Method, route pattern, status, time: never a URL, which may carry ids, nor a body. */
function logRequests(app: FastifyInstance, { core, metrics }: ServerDeps): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    core.log.info(
      {
        method,
        route: routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    metrics.answered(routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
}

function kindOf(problem: unknown): ErrorKind {
  if (problem instanceof RouteRefusal) return problem.kind;
  const status = problem instanceof Error && 'statusCode' in problem ? problem.statusCode : 500;
  if (status === 413) return 'body-too-large';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad-request' : 'server-error';
}

function retryAfterOf(problem: unknown): number {
  return problem instanceof Error && 'retryAfterSeconds' in problem ? Number(problem.retryAfterSeconds) : 60;
}
