import { utf8, type Hex } from '../../shared/lib/bytes.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import type { Signed } from '../../shared/protocol/receipt.ts';
import type { NetFailure } from '../../shared/ipc/net-failure.ts';
import { REPAIR_PIECE_BYTES, RepairAnswer } from '../../shared/protocol/attachment-calls.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol-version.ts';
import { classify, jsonOf } from './classify.ts';
import { isHttpResult } from './http.ts';
import type { NetClient } from './net-client.ts';
import type { FileParts } from './tus-source.ts';

export type RepairOutcome =
  | { readonly kind: 'repaired'; readonly receipt: string; readonly sentBytes: number }
  /** The server has nothing to mend, or the bytes here are not the record's: begin again. */
  | { readonly kind: 'beyond-repair' }
  | { readonly kind: 'failed'; readonly failure: NetFailure };

interface Compared {
  readonly kind: 'compared';
  readonly bad: readonly number[];
  readonly receipt: Signed | null;
}

/** Finds the pieces in which the server's half differs from the file here, and sends those again (rule S70). */
export async function repairUpload(
  net: NetClient,
  parts: FileParts,
  file: { readonly sha256: Hex; readonly sizeBytes: number },
  path: string,
): Promise<RepairOutcome> {
  const pieceCount = Math.ceil(file.sizeBytes / REPAIR_PIECE_BYTES);
  const piece = async (index: number): Promise<Uint8Array | null> => {
    const start = index * REPAIR_PIECE_BYTES;
    const end = Math.min(start + REPAIR_PIECE_BYTES, file.sizeBytes);
    const read = await parts.readRange(file.sha256, start, end);
    return read.kind === 'bytes' ? read.bytes : null;
  };
  const pieces: Hex[] = [];
  for (let index = 0; index < pieceCount; index++) {
    const bytes = await piece(index);
    if (bytes === null) return { kind: 'beyond-repair' };
    pieces.push(sha256Hex(bytes));
  }
  const first = await compare(net, path, pieces);
  if (first.kind !== 'compared') return first;
  let sentBytes = 0;
  for (const index of first.bad) {
    const bytes = await piece(index);
    if (bytes === null) return { kind: 'beyond-repair' };
    const refused = await replace(net, path, index, bytes);
    if (refused) return refused;
    sentBytes += bytes.length;
  }
  const last = first.bad.length > 0 ? await compare(net, path, pieces) : first;
  if (last.kind !== 'compared') return last;
  return last.receipt
    ? { kind: 'repaired', receipt: JSON.stringify(last.receipt), sentBytes }
    : { kind: 'beyond-repair' };
}

async function compare(
  net: NetClient,
  path: string,
  pieces: readonly Hex[],
): Promise<Compared | Exclude<RepairOutcome, { kind: 'repaired' }>> {
  const answer = usable(
    await net.ask({
      method: 'POST',
      path: `${path}/repair`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: utf8(JSON.stringify({ v: PROTOCOL_VERSION, pieces })),
    }),
  );
  if (answer.kind !== 'usable') return answer;
  const parsed = RepairAnswer.safeParse(jsonOf(answer.body));
  return parsed.success
    ? { kind: 'compared', bad: parsed.data.bad, receipt: parsed.data.receipt }
    : { kind: 'failed', failure: { kind: 'not-understood' } };
}

async function replace(
  net: NetClient,
  path: string,
  index: number,
  bytes: Uint8Array,
): Promise<Exclude<RepairOutcome, { kind: 'repaired' }> | null> {
  const answer = usable(
    await net.ask({
      method: 'PUT',
      path: `${path}/pieces/${index}`,
      headers: { 'content-type': 'application/offset+octet-stream' },
      body: bytes,
    }),
  );
  return answer.kind === 'usable' ? null : answer;
}

/** A server that knows no such question or no such upload cannot mend; anything else is the line's. */
function usable(
  result: Awaited<ReturnType<NetClient['ask']>>,
): { readonly kind: 'usable'; readonly body: Uint8Array } | Exclude<RepairOutcome, { kind: 'repaired' }> {
  const answer = isHttpResult(result) ? classify(result, 'bytes') : result;
  if (answer.kind === 'usable') return answer;
  if (answer.kind === 'http' && (answer.status === 404 || answer.status === 400 || answer.status === 405))
    return { kind: 'beyond-repair' };
  return { kind: 'failed', failure: answer };
}
