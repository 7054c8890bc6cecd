import { z } from 'zod';
import { Sha256Hex } from '../../../shared/lib/bytes.ts';
import { Instant } from '../../../shared/lib/dates.ts';
import { OfficerId } from '../../../shared/lib/ids.ts';
import type { Tx } from '../../store/open-database.ts';

/** A console account and its one-time password; an account that exists gets a new one. */
export const ConsoleUserCommand = z.strictObject({
  kind: z.literal('console-user'),
  officerId: OfficerId,
  login: z.string().min(1).max(96),
  oneTimeHash: Sha256Hex,
  expiresAt: Instant,
});

export const ConsolePasswordCommand = z.strictObject({
  kind: z.literal('console-password'),
  officerId: OfficerId,
  passwordHash: z.string(),
  at: Instant,
});

export async function putConsoleUser(tx: Tx, command: z.infer<typeof ConsoleUserCommand>): Promise<boolean> {
  const { officerId, login, oneTimeHash, expiresAt } = command;
  const known = await tx
    .selectFrom('console_users')
    .select('one_time_expires')
    .where('officer_id', '=', officerId)
    .executeTakeFirst();
  // A later one-time password, or the password chosen with it, stands: replay must not bring an older one back.
  if (known && (known.one_time_expires ?? '') >= expiresAt) return false;
  const row = { login, password_hash: null, one_time_hash: oneTimeHash, one_time_expires: expiresAt };
  const fresh = { officer_id: officerId, failures: 0, blocked_until: null, ...row };
  await tx
    .insertInto('console_users')
    .values(fresh)
    .onConflict((conflict) => conflict.column('officer_id').doUpdateSet(fresh))
    .execute();
  await tx.deleteFrom('console_sessions').where('officer_id', '=', officerId).execute();
  return true;
}

/** The expiry of the one-time password stays, as the mark that orders account commands in a replay. */
export async function putConsolePassword(
  tx: Tx,
  command: z.infer<typeof ConsolePasswordCommand>,
): Promise<boolean> {
  const { officerId, passwordHash, at } = command;
  const result = await tx
    .updateTable('console_users')
    .set({ password_hash: passwordHash, one_time_hash: null })
    .where('officer_id', '=', officerId)
    .where('one_time_expires', '>', at)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
