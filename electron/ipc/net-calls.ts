import { SignedManifest } from '../../shared/protocol/manifest.ts';
import type { KeyCustody } from '../keys/custody.ts';
import type { NetClient } from '../net/net-client.ts';
import type { AreaHandlers } from './calls.ts';

/** Hello, push, pull, and the region's keys. */
export function netCalls(
  net: NetClient,
  custody: KeyCustody,
  pinEnrolled: () => Promise<void>,
): AreaHandlers<'net'> {
  return {
    'net/hello': ({ body }) => net.hello(body),
    'net/call': ({ route, requestId, body }) => net.call(route, requestId, body),
    'net/cancel': ({ requestId }) => {
      net.cancel(requestId);
      return undefined;
    },
    'net/adopt-manifest': async ({ manifest }) => {
      const signed = SignedManifest.safeParse(manifest);
      if (!signed.success) return false;
      const isAdopted = await custody.adoptManifest(signed.data).catch(() => false);
      if (isAdopted) await pinEnrolled();
      return isAdopted;
    },
  };
}
