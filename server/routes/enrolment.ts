import type { FastifyInstance } from 'fastify';
import { EnrolLookRequest, EnrolRequest } from '../../shared/protocol/enrol.ts';
import { SignedHello } from '../../shared/protocol/hello.ts';
import { SignedPing } from '../../shared/protocol/ping.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol-version.ts';
import { enrol, lookAtCode } from '../features/org/enrol.ts';
import { hello } from '../features/org/hello.ts';
import { ping } from '../features/org/ping.ts';
import { readMeta } from '../store/meta-store.ts';
import { refuse, sendJson } from './answers.ts';
import { parseBody } from './bodies.ts';
import { checkVersion, type RouteDeps } from './route-deps.ts';

/** What is answered before there is a session: health, the region's keys, enrolment, the greeting. */
export function enrolmentRoutes(app: FastifyInstance, { core, limits }: RouteDeps): void {
  const perMinute = (max: number): { config: { rateLimit: { max: number; timeWindow: number } } } => ({
    config: { rateLimit: { max, timeWindow: 60_000 } },
  });

  app.get('/v1/health', async (request, reply) =>
    sendJson(request, reply, {
      ok: true,
      v: PROTOCOL_VERSION,
      epoch: (await readMeta(core.db, 'epoch')) ?? '',
    }),
  );

  app.get('/v1/manifest', (request, reply) =>
    sendJson(request, reply, { v: PROTOCOL_VERSION, manifest: core.trust.manifest }),
  );

  app.post('/v1/enrol/look', perMinute(limits.enrolPerMinute), async (request, reply) => {
    checkVersion(request.body);
    const found = await lookAtCode(core, parseBody(EnrolLookRequest, request.body));
    return found.ok ? sendJson(request, reply, found.value) : refuse(reply, found.error);
  });

  app.post('/v1/enrol', perMinute(limits.enrolPerMinute), async (request, reply) => {
    checkVersion(request.body);
    const enrolled = await enrol(core, parseBody(EnrolRequest, request.body));
    return enrolled.ok ? sendJson(request, reply, enrolled.value) : refuse(reply, enrolled.error);
  });

  app.post('/v1/hello', perMinute(limits.helloPerMinute), async (request, reply) => {
    const greeted = await hello(core, parseBody(SignedHello, request.body));
    return greeted.ok ? sendJson(request, reply, greeted.value) : refuse(reply, greeted.error);
  });

  app.post('/v1/ping', perMinute(limits.helloPerMinute), async (request, reply) => {
    const signed = parseBody(SignedPing, request.body);
    const answered = await ping(core, signed, request.headers.authorization);
    if (!answered.ok) return refuse(reply, answered.error);
    // Never compressed: its size is what is measured.
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(answered.value));
  });
}
