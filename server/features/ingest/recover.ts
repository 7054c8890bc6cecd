import { join } from 'node:path';
import { z } from 'zod';
import { Instant } from '../../../shared/lib/dates.ts';
import { DeviceId } from '../../../shared/lib/ids.ts';
import {
  comparePositions,
  parsePosition,
  positionText,
  type IngestEntry,
} from '../../store/ingest-format.ts';
import { readCut, readIngest } from '../../store/ingest-file.ts';
import { readMeta, settledKey } from '../../store/meta-store.ts';
import { replayBatch } from '../acts/accept-batch.ts';
import type { Core } from '../core.ts';
import { applyCommands } from '../org/apply-command.ts';
import { OrgCommand } from '../org/commands.ts';

export const INGEST_FOLDER = 'ingest';

const Header = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('batch'), deviceId: DeviceId, receivedAt: Instant }),
  z.strictObject({ kind: z.literal('org'), commands: z.array(OrgCommand) }),
  z.strictObject({ kind: z.literal('settled'), position: z.string() }),
]);
type Header = z.infer<typeof Header>;

interface Read {
  readonly entry: IngestEntry;
  readonly header: Header;
}

/** The database is older than what the ingest files still hold: something between them is missing. */
export class IngestCut extends Error {
  constructor() {
    super(
      'the database is older than the last verified backup and the ingest files before that backup were given up: restore that backup or a newer one (server restore), then put the ingest files beside it',
    );
  }
}

export interface Recovery {
  /** Entries the database lacked and has again. */
  readonly replayed: number;
  /** The database lost what it had committed: cursors that devices hold may point at other changes now. */
  readonly lostCommitted: boolean;
}

/**
 * Gives the database again what it lacks of the ingest file, in the order of arrival. An entry that had not been committed
 * when the process ended is no loss; one that had been is, and so is any after the machine itself went down, since the
 * database may then have lost what others had already pulled. `isDurable`: nothing of the kind can have
 * happened (PostgreSQL flushes what it commits; or the last server died while this machine kept running). Throws `IngestCut`.
 */
export async function recover(core: Core, isDurable: boolean): Promise<Recovery> {
  const folder = join(core.folder, INGEST_FOLDER);
  const from = parsePosition(await readMeta(core.db, settledKey(core.ingest.id)));
  const cut = await readCut(folder);
  if (cut !== null && comparePositions(from, cut) < 0) throw new IngestCut();
  const { entries, damaged } = await readIngest(folder, from);
  const reads = entries.flatMap((entry): Read[] => {
    const header = Header.safeParse(entry.header);
    return header.success ? [{ entry, header: header.data }] : [];
  });
  if (damaged > 0) core.log.warn({ damaged }, 'ingest files end in a cut entry');
  const settled = new Set(
    reads.flatMap(({ header }) => (header.kind === 'settled' ? [header.position] : [])),
  );
  let replayed = 0;
  let lostCommitted = false;
  for (const { entry, header } of reads) {
    if (!(await replay(core, header, entry.bytes))) continue;
    replayed += 1;
    if (settled.has(positionText(entry.position)) || !isDurable) lostCommitted = true;
  }
  if (replayed > 0) core.log.warn({ replayed, lostCommitted }, 'ingest replayed');
  return { replayed, lostCommitted };
}

async function replay(core: Core, header: Header, bytes: Uint8Array): Promise<boolean> {
  switch (header.kind) {
    case 'batch':
      return replayBatch(core, header.deviceId, bytes, header.receivedAt);
    case 'org':
      return applyCommands(core, header.commands);
    case 'settled':
      return false;
  }
}
