import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import type { Core } from '../features/core.ts';

/** Whether a request carries the secret of the trust folder. Hashes are compared, so that the time taken tells nothing. */
export function isAdmin(core: Core, request: FastifyRequest): boolean {
  return sha256Hex(request.headers.authorization ?? '') === sha256Hex(`Bearer ${core.trust.adminSecret}`);
}
