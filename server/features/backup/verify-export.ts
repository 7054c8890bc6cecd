import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { fromBase64, Sha256Hex, toHex, type Hex } from '../../../shared/lib/bytes.ts';
import { LogId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { genesis, nextHash } from '../../../shared/protocol/chain.ts';
import { KeyManifest, SignedManifest } from '../../../shared/protocol/manifest.ts';
import { Receipt, Signed, signingBytes, type SigningPurpose } from '../../../shared/protocol/receipt.ts';
import { verifyBytes } from '../trust/keys.ts';

export type ExportProblem =
  | { readonly kind: 'not-an-export' | 'no-end' | 'end-differs' | 'manifest-unproven' }
  | { readonly kind: 'chain-broken' | 'statement-unproven'; readonly line: number };

const Line = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('jd-export'), v: z.literal(1), manifest: SignedManifest }),
  z.looseObject({ kind: z.literal('log'), logId: LogId, seq: z.int(), hash: Sha256Hex }),
  z.looseObject({ kind: z.literal('act'), logId: LogId, seq: z.int(), hash: Sha256Hex, frame: z.string() }),
  Signed.extend({ kind: z.literal('receipt') }),
  Signed.extend({ kind: z.literal('amendment') }),
  Signed.extend({ kind: z.literal('end') }),
]);
type Line = z.infer<typeof Line>;

const End = z.object({ sha256: Sha256Hex, acts: z.int(), logs: z.int() });

interface Reading {
  keys: KeyManifest['receiptKeys'] | null;
  /** Of the log being read: its chain values by number. */
  readonly chain: Map<number, Hex>;
  seq: number;
  /** What the log's own line says its last value is. */
  head: { readonly seq: number; readonly hash: Hex } | null;
  acts: number;
  logs: number;
}

/** Checks an export with nothing but the file: chains, receipts, amendments, the end. The manifest names the region's root key. */
export async function verifyExport(
  path: string,
): Promise<
  Result<{ readonly logs: number; readonly acts: number; readonly rootPublicKey: string }, ExportProblem>
> {
  const hash = createHash('sha256');
  const reading: Reading = { keys: null, chain: new Map(), seq: 0, head: null, acts: 0, logs: 0 };
  let number = 0;
  let rootPublicKey = '';
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1;
    const line = parse(text);
    if (line === null || (number === 1) !== (line.kind === 'jd-export'))
      return err({ kind: 'not-an-export' });
    if (line.kind === 'jd-export') {
      reading.keys = provenKeys(line.manifest);
      rootPublicKey = line.manifest.rootPublicKey;
      if (reading.keys === null) return err({ kind: 'manifest-unproven' });
    }
    if (line.kind === 'log' || line.kind === 'end') {
      if (!isWhole(reading)) return err({ kind: 'chain-broken', line: number });
    }
    if (line.kind === 'end') {
      if (!isProven(reading, 'jd-export-1', line)) return err({ kind: 'statement-unproven', line: number });
      const end = End.parse(JSON.parse(line.body));
      const { acts, logs } = reading;
      const fits = end.sha256 === toHex(hash.digest()) && end.acts === acts && end.logs === logs;
      return fits ? ok({ logs, acts, rootPublicKey }) : err({ kind: 'end-differs' });
    }
    const problem = take(reading, line, number);
    if (problem) return err(problem);
    hash.update(`${text}\n`);
  }
  return err({ kind: 'no-end' });
}

function take(reading: Reading, line: Exclude<Line, { kind: 'end' }>, number: number): ExportProblem | null {
  switch (line.kind) {
    case 'jd-export':
      return null;
    case 'log':
      reading.chain.clear();
      reading.chain.set(0, genesis(line.logId));
      Object.assign(reading, { seq: 0, head: { seq: line.seq, hash: line.hash }, logs: reading.logs + 1 });
      return null;
    case 'act':
      return takeAct(reading, line) ? null : { kind: 'chain-broken', line: number };
    case 'receipt':
      return isProven(reading, 'jd-receipt-1', line) && isOfThisLog(reading, line)
        ? null
        : { kind: 'statement-unproven', line: number };
    case 'amendment':
      return isProven(reading, 'jd-amendment-1', line) ? null : { kind: 'statement-unproven', line: number };
  }
}

function takeAct(reading: Reading, act: Extract<Line, { kind: 'act' }>): boolean {
  const before = reading.chain.get(reading.seq);
  if (before === undefined || act.seq !== reading.seq + 1) return false;
  const hash = nextHash(before, fromBase64(act.frame));
  reading.chain.set(act.seq, hash);
  reading.seq = act.seq;
  reading.acts += 1;
  return hash === act.hash;
}

function isWhole({ head, chain, seq }: Reading): boolean {
  return head === null || (head.seq === seq && head.hash === chain.get(seq));
}

/** Receipts of another history of the log (a copied profile) name a chain value that is not in it. */
function isOfThisLog(reading: Reading, signed: Signed): boolean {
  const receipt = Receipt.parse(JSON.parse(signed.body));
  const isFork = receipt.outcomes.some(({ outcome }) => outcome.kind === 'forked');
  return isFork || reading.chain.get(receipt.to) === receipt.chain;
}

function isProven(reading: Reading, purpose: SigningPurpose, signed: Signed): boolean {
  const key = reading.keys?.find((one) => one.keyId === signed.keyId);
  return (
    key !== undefined && verifyBytes(key.publicKey, signingBytes(purpose, signed.body), signed.signature)
  );
}

function provenKeys(signed: SignedManifest): KeyManifest['receiptKeys'] | null {
  const isSigned = verifyBytes(
    signed.rootPublicKey,
    signingBytes('jd-manifest-1', signed.body),
    signed.signature,
  );
  return isSigned ? KeyManifest.parse(JSON.parse(signed.body)).receiptKeys : null;
}

function parse(text: string): Line | null {
  try {
    return Line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
