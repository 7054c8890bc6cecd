import { Journal } from '../../electron/files/journal.ts';
import type { Disk } from '../../electron/files/disk.ts';
import type { Cipher } from '../../electron/files/cipher.ts';
import { open, seal } from '../../electron/keys/aead.ts';
import { signEd25519 } from '../../electron/keys/key-pairs.ts';
import { nodeRandom } from '../../electron/keys/node-random.ts';
import type { ActDraft, AppendOutcome, JournalEntry, JournalOpenOutcome } from '../../shared/ipc/contract.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import type { BackupMark } from '../../shared/protocol/backup-mark.ts';
import type { Signed } from '../../shared/protocol/receipt.ts';

export const ANAR = 'officer-anar' as OfficerId;
export const LI = 'officer-li' as OfficerId;

/** Raw Ed25519 keys of the two officers who can act in these tests. */
export const OFFICER_KEYS: Readonly<Record<string, Uint8Array>> = {
  [ANAR]: new Uint8Array(32).fill(1),
  [LI]: new Uint8Array(32).fill(2),
};

/** A cipher under a fixed key, so that a journal can be opened again by another one. */
export function fixedCipher(fill = 7): Cipher {
  const key = new Uint8Array(32).fill(fill);
  return {
    seal: (plain, context) => seal(key, plain, context),
    open: (sealed, context) => open(key, sealed, context),
  };
}

export interface JournalOptions {
  readonly machine?: string;
  readonly isLocked?: () => boolean;
  readonly openOfficers?: readonly OfficerId[];
  /** Runs before each signature; may throw. */
  readonly beforeSign?: () => void;
  readonly segmentBytes?: number;
  readonly provenMark?: (signed: Signed) => BackupMark | null;
}

/** A journal on this disk, as the next start of the app would build it. */
export function journalOn(disk: Disk, options: JournalOptions = {}): Journal {
  let elapsedMs = 1000;
  const cipher = fixedCipher();
  const openOfficers = options.openOfficers ?? [ANAR, LI];
  return new Journal({
    disk,
    clock: { now: () => instantOf(Date.UTC(2026, 8, 28)) },
    random: nodeRandom,
    boot: { bootId: 'boot-1', elapsedMs: () => (elapsedMs += 5) },
    machine: options.machine ?? 'machine-1',
    provenMark: options.provenMark ?? (() => null),
    ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
    cipher: () => (options.isLocked?.() === true ? null : cipher),
    sign: (officerId, bytes) => {
      options.beforeSign?.();
      const key = OFFICER_KEYS[officerId];
      return key && openOfficers.includes(officerId) ? signEd25519(key, bytes) : null;
    },
  });
}

export type Opened = Extract<JournalOpenOutcome, { kind: 'open' }>;

/** Opens and expects it to work. */
export async function opened(journal: Journal): Promise<Opened> {
  const outcome = await journal.open();
  if (outcome.kind !== 'open') throw new Error(`journal did not open: ${outcome.kind}`);
  return outcome;
}

export function aDraft(logId: ActDraft['logId'], seq: number, change: Partial<ActDraft> = {}): ActDraft {
  return {
    logId,
    seq,
    lane: 'inspection-1' as RecordId,
    after: [],
    name: 'inspection/answer',
    nameVersion: 1,
    args: { item: seq, value: 'yes', note: '鉴定档案齐全 ئارخىپ تولۇق' },
    actor: ANAR,
    claimedAt: instantOf(Date.UTC(2026, 8, 28, 3, 0, seq)),
    baseVersion: null,
    ...change,
  };
}

/** Appends `count` acts one after another behind the head. */
export async function appendActs(journal: Journal, count: number): Promise<AppendOutcome[]> {
  const { head } = await opened(journal);
  const outcomes: AppendOutcome[] = [];
  for (let seq = head.seq + 1; seq <= head.seq + count; seq++)
    outcomes.push(await journal.append(aDraft(head.logId, seq)));
  return outcomes;
}

/** Every readable act of the current log. */
export async function readAll(journal: Journal): Promise<JournalEntry[]> {
  const { head } = await opened(journal);
  const outcome = await journal.read(head.logId, 1, 2000);
  if (outcome.kind !== 'entries') throw new Error(`journal did not read: ${outcome.kind}`);
  return outcome.entries;
}
