import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { fromHex, type Hex } from '../../../shared/lib/bytes.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { genesis, nextHash } from '../../../shared/protocol/chain.ts';
import { hashFile } from './hashed-file.ts';
import { BackupManifest, MANIFEST_FILE } from './manifest.ts';

export type BackupProblem =
  | { readonly kind: 'no-backup' }
  | { readonly kind: 'manifest-unreadable' }
  | { readonly kind: 'file-missing' | 'file-altered'; readonly path: string }
  | { readonly kind: 'rows-differ'; readonly path: string }
  | { readonly kind: 'chain-broken'; readonly logId: string; readonly seq: number };

export interface FoundBackup {
  /** The backup folder; paths of the manifest are relative to it. */
  readonly folder: string;
  readonly generation: string;
  readonly manifest: BackupManifest;
}

export interface VerifiedBackup extends FoundBackup {
  /** The last act of each log. */
  readonly heads: ReadonlyMap<string, { readonly seq: number; readonly hash: Hex }>;
}

/** The newest whole generation in a backup folder, or the generation that the path itself names. */
export async function findBackup(path: string): Promise<Result<FoundBackup, BackupProblem>> {
  const direct = await readManifest(join(path, MANIFEST_FILE));
  if (direct !== null) {
    const parts = path.replaceAll('\\', '/').replace(/\/+$/, '').split('/');
    const generation = parts.pop() ?? '';
    return direct === 'unreadable'
      ? err({ kind: 'manifest-unreadable' })
      : ok({ folder: parts.join('/') || '/', generation, manifest: direct });
  }
  const names = await readdir(path).catch(() => []);
  for (const generation of names.sort().reverse()) {
    const manifest = await readManifest(join(path, generation, MANIFEST_FILE));
    if (manifest === 'unreadable') return err({ kind: 'manifest-unreadable' });
    if (manifest !== null) return ok({ folder: path, generation, manifest });
  }
  return err({ kind: 'no-backup' });
}

/**
 * Reads everything again: every file against its hash, every table against its count of rows, every act against its chain.
 * Only after this does the server give up copies of its own.
 */
export async function verifyBackup(path: string): Promise<Result<VerifiedBackup, BackupProblem>> {
  const found = await findBackup(path);
  if (!found.ok) return found;
  const { folder, manifest } = found.value;
  for (const file of manifest.files) {
    const there = await stat(join(folder, file.path)).catch(() => null);
    if (there === null) return err({ kind: 'file-missing', path: file.path });
    const { sizeBytes, sha256 } = await hashFile(join(folder, file.path));
    if (sizeBytes !== file.sizeBytes || sha256 !== file.sha256)
      return err({ kind: 'file-altered', path: file.path });
  }
  const heads = new Map<string, { seq: number; hash: Hex }>();
  for (const table of manifest.tables) {
    let rows = 0;
    for await (const line of tableLines(join(folder, table.path))) {
      rows += 1;
      if (table.name !== 'acts') continue;
      const broken = followChain(heads, line);
      if (broken) return err(broken);
    }
    if (rows !== table.rows) return err({ kind: 'rows-differ', path: table.path });
  }
  return ok({ ...found.value, heads });
}

/** Lines of a compressed table. */
export async function* tableLines(path: string): AsyncGenerator<string> {
  const input = createReadStream(path).pipe(createGunzip());
  for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line !== '') yield line;
}

const ActLine = z.looseObject({
  log_id: z.string(),
  seq: z.int(),
  hash: z.string(),
  frame: z.string().startsWith('\\x'),
});

/** Acts come in the order of their logs and numbers. */
function followChain(heads: Map<string, { seq: number; hash: Hex }>, line: string): BackupProblem | null {
  const act = ActLine.parse(JSON.parse(line));
  const before = heads.get(act.log_id) ?? { seq: 0, hash: genesis(act.log_id as LogId) };
  const hash = nextHash(before.hash, fromHex(act.frame.slice(2) as Hex));
  if (act.seq !== before.seq + 1 || hash !== act.hash)
    return { kind: 'chain-broken', logId: act.log_id, seq: act.seq };
  heads.set(act.log_id, { seq: act.seq, hash });
  return null;
}

async function readManifest(path: string): Promise<BackupManifest | 'unreadable' | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return BackupManifest.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}
