import type { JsonValue } from '../../../shared/lib/json.ts';
import type { Core } from '../core.ts';

/**
 * Does database work that a receipt or a paper code will vouch for: the request goes to the fsynced ingest file first, since
 * PGlite does not flush what it commits. A failure leaves the entry unsettled: the next start does the work again.
 */
export async function inIngest<T>(
  core: Core,
  header: JsonValue,
  bytes: Uint8Array,
  work: () => Promise<T>,
): Promise<T> {
  const position = await core.ingest.append(header, bytes);
  const result = await work();
  core.ingest.settle(position);
  return result;
}
