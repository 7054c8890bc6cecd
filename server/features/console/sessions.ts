import { toBase64 } from '../../../shared/lib/bytes.ts';
import { epochMsOf, instantOf } from '../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../shared/lib/ids.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import type { Core } from '../core.ts';
import { consoleUser, type ConsoleUser } from './users.ts';

/** A screen left alone this long is signed out: it stands in an office where others pass. */
const IDLE_MINUTES = 30;
const LONGEST_HOURS = 12;

export interface ConsoleSession {
  readonly user: ConsoleUser;
  readonly mustChoose: boolean;
  /** Goes into every form; only pages of this session know it. */
  readonly formToken: string;
}

/** Only the token's hash is kept. */
export async function openConsoleSession(
  core: Core,
  officerId: OfficerId,
  mustChoose: boolean,
): Promise<string> {
  const now = core.clock.now();
  const token = toBase64(core.random.bytes(32));
  await dropOld(core);
  await core.db
    .insertInto('console_sessions')
    .values({
      token_hash: sha256Hex(token),
      officer_id: officerId,
      must_choose: mustChoose,
      opened_at: now,
      seen_at: now,
    })
    .execute();
  return token;
}

/** The session behind a cookie; null when it is over, or its officer holds no role any more. */
export async function consoleSession(core: Core, token: string | null): Promise<ConsoleSession | null> {
  if (token === null) return null;
  const now = core.clock.now();
  const hash = sha256Hex(token);
  const row = await core.db
    .selectFrom('console_sessions')
    .selectAll()
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  if (!row || row.seen_at < before(core, IDLE_MINUTES) || row.opened_at < before(core, LONGEST_HOURS * 60))
    return null;
  const user = await consoleUser(core.db, row.officer_id);
  if (!user) return null;
  await core.db
    .updateTable('console_sessions')
    .set({ seen_at: now })
    .where('token_hash', '=', hash)
    .execute();
  return { user, mustChoose: row.must_choose, formToken: formTokenOf(token) };
}

export async function closeConsoleSession(core: Core, token: string): Promise<void> {
  await core.db.deleteFrom('console_sessions').where('token_hash', '=', sha256Hex(token)).execute();
}

export function formTokenOf(token: string): string {
  return sha256Hex(`jd-console-form-1|${token}`);
}

async function dropOld(core: Core): Promise<void> {
  await core.db
    .deleteFrom('console_sessions')
    .where((eb) =>
      eb.or([
        eb('seen_at', '<', before(core, IDLE_MINUTES)),
        eb('opened_at', '<', before(core, LONGEST_HOURS * 60)),
      ]),
    )
    .execute();
}

function before(core: Core, minutes: number): string {
  return instantOf(epochMsOf(core.clock.now()) - minutes * 60_000);
}
