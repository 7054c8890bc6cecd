import { z } from 'zod';
import { fromHex, fromUtf8, Sha256Hex, toHex, utf8 } from '../../shared/lib/bytes.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import type { Random } from '../../shared/lib/ports.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import type { SeedMade, SeedOpened, SeedState } from '../../shared/ipc/draw-calls.ts';
import type { Cipher } from './cipher.ts';
import { orDiskFailure } from './disk-failure.ts';
import type { SmallFiles } from './small-files.ts';

const FOLDER = 'draws';
const SEED_BYTES = 32;
const Stored = z.strictObject({ seed: Sha256Hex, digits: z.string().nullable() });
type Stored = z.infer<typeof Stored>;

/**
 * Seeds of draws that were committed to and have no result yet: sealed under the data key, on this computer only, never in the
 * log before the result. made ─ opened with digits (kept with it, for good) ─► opened ─ result saved, or abandoned ─► forgotten.
 */
export class DrawSeeds {
  private readonly files: SmallFiles;
  private readonly cipher: () => Cipher | null;
  private readonly random: Random;

  constructor(parts: { files: SmallFiles; cipher: () => Cipher | null; random: Random }) {
    this.files = parts.files;
    this.cipher = parts.cipher;
    this.random = parts.random;
  }

  /** Returns after the seed lies on the disk: a commitment to a seed that is lost would be worth nothing. */
  async make(drawRecordId: RecordId): Promise<SeedMade> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    return orDiskFailure(async () => {
      const before = await this.read(cipher, drawRecordId);
      if (before.kind === 'stored') return made(before.stored);
      const stored = { seed: toHex(this.random.bytes(SEED_BYTES)), digits: null };
      await this.write(cipher, drawRecordId, stored);
      return made(stored);
    });
  }

  async state(drawRecordId: RecordId): Promise<SeedState> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    return orDiskFailure(async () => {
      const read = await this.read(cipher, drawRecordId);
      return read.kind === 'stored' ? { kind: 'here' as const, digits: read.stored.digits } : read;
    });
  }

  /** The digits are on the disk before the seed is shown: after a crash the result is made with the same ones. */
  async open(drawRecordId: RecordId, digits: string): Promise<SeedOpened> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    return orDiskFailure(async () => {
      const read = await this.read(cipher, drawRecordId);
      if (read.kind !== 'stored') return read;
      const { stored } = read;
      if (stored.digits !== null && stored.digits !== digits)
        return { kind: 'other-digits' as const, digits: stored.digits };
      if (stored.digits === null) await this.write(cipher, drawRecordId, { ...stored, digits });
      return { kind: 'opened' as const, seed: stored.seed };
    });
  }

  async forget(drawRecordId: RecordId): ReturnType<typeof orDiskFailure<{ kind: 'forgotten' }>> {
    return orDiskFailure(async () => {
      await this.files.remove(pathOf(drawRecordId));
      return { kind: 'forgotten' as const };
    });
  }

  private async read(
    cipher: Cipher,
    drawRecordId: RecordId,
  ): Promise<{ kind: 'stored'; stored: Stored } | { kind: 'not-here' } | { kind: 'damaged' }> {
    const sealed = await this.files.read(pathOf(drawRecordId));
    if (sealed === null) return { kind: 'not-here' };
    const plain = cipher.open(sealed, contextOf(drawRecordId));
    const parsed = plain === null ? null : Stored.safeParse(JSON.parse(fromUtf8(plain)));
    return parsed?.success ? { kind: 'stored', stored: parsed.data } : { kind: 'damaged' };
  }

  private write(cipher: Cipher, drawRecordId: RecordId, stored: Stored): Promise<void> {
    return this.files.write(
      pathOf(drawRecordId),
      cipher.seal(utf8(JSON.stringify(stored)), contextOf(drawRecordId)),
    );
  }
}

function made(stored: Stored): SeedMade {
  return { kind: 'made', commit: sha256Hex(fromHex(stored.seed)) };
}

/** An id may hold characters that a file name may not. */
function pathOf(drawRecordId: RecordId): string {
  return `${FOLDER}/${sha256Hex(drawRecordId).slice(0, 32)}.jds`;
}

function contextOf(drawRecordId: RecordId): string {
  return `draw-seed|${drawRecordId}`;
}
