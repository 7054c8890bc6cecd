import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DeviceId } from '../../shared/lib/ids.ts';
import { WIRE_HEADER } from '../../shared/protocol/protocol-version.ts';
import type { Core } from '../features/core.ts';
import { deviceOf } from '../features/org/session.ts';
import { standingOf, type Standing } from '../features/org/standing.ts';
import { isSupportedVersion } from '../features/org/wire-version.ts';
import { jsonOf, RouteRefusal } from './bodies.ts';
import type { ServerMetrics } from './metrics.ts';
import type { PushGate } from './push-gate.ts';

/** Requests per minute and address, by what is asked; the rest is limited by the session. */
export interface RouteLimits {
  readonly enrolPerMinute: number;
  readonly helloPerMinute: number;
  readonly consoleSignInPerMinute: number;
}

export interface RouteDeps {
  readonly core: Core;
  readonly limits: RouteLimits;
  readonly gate: PushGate;
  readonly metrics: ServerMetrics;
}

const Versioned = z.looseObject({ v: z.int() });

/** Refuses a request whose wire version this server does not answer, before its shape is looked at. */
export function checkVersion(body: unknown): void {
  const versioned = Versioned.safeParse(jsonOf(body));
  if (!versioned.success) throw new RouteRefusal('bad-request');
  if (!isSupportedVersion(versioned.data.v)) throw new RouteRefusal('wire-version-unsupported');
}

/** The wire version of a request whose body does not carry it. Throws `RouteRefusal('wire-version-unsupported')`. */
export function wireVersionOf(request: FastifyRequest): number {
  const named = request.headers[WIRE_HEADER];
  if (named === undefined) return 1;
  const version = typeof named === 'string' && /^\d{1,4}$/.test(named) ? Number(named) : 0;
  if (!isSupportedVersion(version)) throw new RouteRefusal('wire-version-unsupported');
  return version;
}

/** The device of a session. Throws `RouteRefusal('session-expired')`. */
export async function requireDevice(core: Core, request: FastifyRequest): Promise<DeviceId> {
  const deviceId = await deviceOf(core, request.headers.authorization);
  if (deviceId === null) throw new RouteRefusal('session-expired');
  return deviceId;
}

/** The session's device with what it may read. A revoked device may still push, nothing more. */
export async function requireReader(
  core: Core,
  request: FastifyRequest,
): Promise<{ readonly deviceId: DeviceId; readonly standing: Standing }> {
  const deviceId = await requireDevice(core, request);
  const standing = await standingOf(core.db, deviceId);
  if (!standing) throw new RouteRefusal('unknown-device');
  if (standing.device.revoked_at !== null) throw new RouteRefusal('device-revoked');
  return { deviceId, standing };
}
