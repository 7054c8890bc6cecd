import { z } from 'zod';
import { Sha256Hex, concat, fromUtf8, utf8 } from '../lib/bytes.ts';
import { BundleFault } from '../lib/bundle-refusal.ts';
import { ByteReader } from '../lib/byte-reader.ts';
import { Instant } from '../lib/dates.ts';
import { RecordId } from '../lib/ids.ts';
import { canonicalJson, type JsonValue } from '../lib/json.ts';
import { LogHead } from './hello.ts';
import { SignedManifest } from './manifest.ts';
import { CursorVector } from './pull.ts';
import { Signed } from './receipt.ts';

// What is inside the sealed parts: sections, each `u32 head length ‖ head (canonical JSON) ‖ body`. `facts` comes first, `end` last.
// Outward: facts, segments (the same NDJSON batches as a push), files, end. Return and snapshot: facts, statements, pages, end.

/** Bodies of everything but files are held in memory whole: coded at most this long, decoded four times that. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
export const MAX_DECODED_BYTES = 4 * MAX_BODY_BYTES;
const MAX_HEAD_BYTES = 4_096;

const sizeBytes = z.int().min(0);
/** Brotli, when that is shorter. */
const coding = z.enum(['br', 'none']);

export const SectionHead = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('facts'), sizeBytes, coding }),
  z.strictObject({ kind: z.literal('segment'), sizeBytes, coding }),
  z.strictObject({ kind: z.literal('file'), sizeBytes, attachmentId: RecordId, sha256: Sha256Hex }),
  z.strictObject({ kind: z.literal('statements'), sizeBytes, coding }),
  z.strictObject({ kind: z.literal('page'), sizeBytes, coding }),
  z.strictObject({ kind: z.literal('end'), sizeBytes: z.literal(0) }),
]);
export type SectionHead = z.infer<typeof SectionHead>;
export type CodedKind = Exclude<SectionHead['kind'], 'file' | 'end'>;

/** What a hello and a pull would have said. `v` is the wire version the device speaks; answers are shaped for it. */
export const OutwardFacts = z.looseObject({
  v: z.int().min(1),
  appVersion: z.string().max(40),
  logs: z.array(LogHead),
  epoch: z.string().nullable(),
  cursors: CursorVector,
  amendmentsAfter: z.record(z.string(), z.int().min(0)),
  manifestVersion: z.int().min(0),
  /** Photos without a receipt here, also those an earlier bundle took along. */
  awaitedFiles: z.array(RecordId),
  acts: z.int().min(0),
});
export type OutwardFacts = z.infer<typeof OutwardFacts>;

export const ReturnFacts = z.looseObject({
  epoch: z.string(),
  /** Epoch and cursors the pages start from, as the device stated them. Where they lead to stands on the last page. */
  askedEpoch: z.string().nullable(),
  fromCursors: CursorVector,
  /** Where the device's logs stand at the server. */
  logs: z.array(LogHead),
  serverTime: Instant,
  anchor: Signed,
  manifest: SignedManifest.nullable(),
});
export type ReturnFacts = z.infer<typeof ReturnFacts>;

/** Each verifies by itself and may be taken in any order, any number of times. */
export const Statements = z.strictObject({ receipts: z.array(Signed), attachmentReceipts: z.array(Signed) });
export type Statements = z.infer<typeof Statements>;

export function encodeSectionHead(head: SectionHead): Uint8Array<ArrayBuffer> {
  const text = utf8(canonicalJson(head as unknown as JsonValue));
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, text.length);
  return concat(new Uint8Array(length.buffer), text);
}

export interface Section {
  readonly head: SectionHead;
  /** The whole body, still coded. Not for files. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** The body in parts as they come; what is not read is skipped. */
  stream(): AsyncGenerator<Uint8Array>;
}

/** The sections in order. Throws `BundleFault` when they are not what this file's kind must hold. */
export async function* readSections(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Section> {
  const reader = new ByteReader(plain);
  for (let index = 0; ; index++) {
    const head = await readHead(reader);
    if ((head.kind === 'facts') !== (index === 0)) throw misshapen();
    let left = head.sizeBytes;
    async function* stream(): AsyncGenerator<Uint8Array> {
      for await (const part of reader.stream(left)) {
        left -= part.length;
        yield part;
      }
      if (left > 0) throw misshapen();
    }
    const bytes = async (): Promise<Uint8Array<ArrayBuffer>> => {
      const body = await reader.take(head.sizeBytes);
      left = 0;
      if (body.length < head.sizeBytes) throw misshapen();
      return body;
    };
    yield { head, stream, bytes };
    for await (const _ of stream());
    if (head.kind !== 'end') continue;
    if (!(await reader.isAtEnd())) throw misshapen();
    return;
  }
}

async function readHead(reader: ByteReader): Promise<SectionHead> {
  const prefix = await reader.take(4);
  const length = prefix.length === 4 ? new DataView(prefix.buffer).getUint32(0) : 0;
  if (length === 0 || length > MAX_HEAD_BYTES) throw misshapen();
  const head = SectionHead.safeParse(jsonOf(await reader.take(length)));
  if (!head.success || ('coding' in head.data && head.data.sizeBytes > MAX_BODY_BYTES)) throw misshapen();
  return head.data;
}

/** The parts open and hold something else than sections: not the road's fault. The content begins in part 2. */
function misshapen(): BundleFault {
  return new BundleFault({ kind: 'bundle-damaged', part: 2 });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return null;
  }
}
