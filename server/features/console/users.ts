import { Officer } from '../../../shared/domain/org/officer.ts';
import { epochMsOf, instantOf, type Instant } from '../../../shared/lib/dates.ts';
import { base32, type OfficerId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import type { Db } from '../../store/open-database.ts';
import type { ConsoleUserRow } from '../../store/tables.ts';
import type { Core } from '../core.ts';
import { submit } from '../org/apply-command.ts';
import { hashPassword, isPassword } from './passwords.ts';

/** What a console user may do: a viewer looks, an administrator also orders. */
export type ConsoleRole = 'viewer' | 'administrator';

export interface ConsoleUser {
  readonly officerId: OfficerId;
  readonly name: Officer['name'];
  readonly role: ConsoleRole;
}

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly user: ConsoleUser; readonly mustChoose: boolean }
  /** Unknown name, wrong password, used or expired one-time password, no role any more: not told apart. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'blocked'; readonly minutes: number };

const ONE_TIME_HOURS = 72;
const FREE_FAILURES = 5;
const LONGEST_BLOCK_MINUTES = 30;

/** An account for an officer of the region, with a one-time password that is shown once. Giving a new one ends the old. */
export async function createConsoleUser(
  core: Core,
  officerId: OfficerId,
  login: string | null,
): Promise<
  Result<
    { readonly login: string; readonly password: string; readonly expiresAt: Instant },
    'officer-unknown' | 'role-missing' | 'login-taken'
  >
> {
  const officer = await readOfficer(core.db, officerId);
  if (!officer) return err('officer-unknown');
  if (roleOf(officer) === null) return err('role-missing');
  const known = await userOf(core.db, 'officer_id', officerId);
  const name = login ?? known?.login ?? officerId.toLowerCase();
  const holder = await userOf(core.db, 'login', name);
  if (holder && holder.officer_id !== officerId) return err('login-taken');
  const password = base32(core.random.bytes(10)).replace(/(.{4})(?=.)/g, '$1-');
  const expiresAt = instantOf(epochMsOf(core.clock.now()) + ONE_TIME_HOURS * 3_600_000);
  await submit(core, [
    { kind: 'console-user', officerId, login: name, oneTimeHash: oneTimeHash(password), expiresAt },
  ]);
  return ok({ login: name, password, expiresAt });
}

/** Each failure after the fifth blocks the account twice as long as the one before, whoever asks. */
export async function checkSignIn(core: Core, login: string, password: string): Promise<SignInOutcome> {
  const row = await userOf(core.db, 'login', login.trim().toLowerCase());
  const now = core.clock.now();
  if (row && row.blocked_until !== null && row.blocked_until > now)
    return { kind: 'blocked', minutes: minutesUntil(row.blocked_until, now) };
  const isOneTime = row !== null && isOneTimePassword(row, password, now);
  const isRight = isOneTime || (await isStoredPassword(core, row?.password_hash ?? null, password));
  const user = row && isRight ? await consoleUser(core.db, row.officer_id) : null;
  if (!row) return { kind: 'refused' };
  if (!user) return failed(core, row, now);
  await core.db
    .updateTable('console_users')
    .set({ failures: 0, blocked_until: null })
    .where('officer_id', '=', row.officer_id)
    .execute();
  return { kind: 'signed-in', user, mustChoose: isOneTime };
}

/** Replaces the one-time password. */
export async function choosePassword(core: Core, officerId: OfficerId, password: string): Promise<void> {
  await submit(core, [
    {
      kind: 'console-password',
      officerId,
      passwordHash: await hashPassword(password, core.random),
      at: core.clock.now(),
    },
  ]);
}

/** The officer as the console knows them now; null when they are inactive or hold no role of the region any more. */
export async function consoleUser(db: Db, officerId: string): Promise<ConsoleUser | null> {
  const officer = await readOfficer(db, officerId);
  const role = officer && roleOf(officer);
  return officer && role ? { officerId: officerId as OfficerId, name: officer.name, role } : null;
}

function roleOf(officer: Officer): ConsoleRole | null {
  if (!officer.active) return null;
  if (officer.roles.includes('regional-administrator')) return 'administrator';
  return officer.roles.includes('regional-viewer') ? 'viewer' : null;
}

async function failed(core: Core, row: ConsoleUserRow, now: Instant): Promise<SignInOutcome> {
  const failures = row.failures + 1;
  const minutes =
    failures < FREE_FAILURES ? 0 : Math.min(LONGEST_BLOCK_MINUTES, 2 ** (failures - FREE_FAILURES));
  const until = minutes === 0 ? null : instantOf(epochMsOf(now) + minutes * 60_000);
  await core.db
    .updateTable('console_users')
    .set({ failures, blocked_until: until })
    .where('officer_id', '=', row.officer_id)
    .execute();
  core.log.warn({ officerId: row.officer_id, failures }, 'console sign-in refused');
  return minutes === 0 ? { kind: 'refused' } : { kind: 'blocked', minutes };
}

function isOneTimePassword(row: ConsoleUserRow, typed: string, now: Instant): boolean {
  if (row.one_time_hash === null || row.one_time_expires === null || row.one_time_expires <= now)
    return false;
  return oneTimeHash(typed) === row.one_time_hash;
}

/** 80 random bits, so a plain hash is enough; typed in lower case or without hyphens it is the same. */
function oneTimeHash(password: string): ReturnType<typeof sha256Hex> {
  return sha256Hex(`jd-console-one-time-1|${password.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')}`);
}

/** A name nobody has costs the same time, so that the time taken does not tell which names exist. */
async function isStoredPassword(core: Core, hash: string | null, password: string): Promise<boolean> {
  if (hash !== null) return isPassword(password, hash);
  await hashPassword('decoy', core.random);
  return false;
}

function minutesUntil(until: string, now: Instant): number {
  return Math.max(1, Math.ceil((Date.parse(until) - epochMsOf(now)) / 60_000));
}

async function readOfficer(db: Db, officerId: string): Promise<Officer | null> {
  const query = db.selectFrom('officers').select('officer').where('id', '=', officerId);
  const row = await query.executeTakeFirst();
  return row ? Officer.parse(JSON.parse(row.officer)) : null;
}

async function userOf(db: Db, column: 'officer_id' | 'login', value: string): Promise<ConsoleUserRow | null> {
  const query = db.selectFrom('console_users').selectAll().where(column, '=', value);
  return (await query.executeTakeFirst()) ?? null;
}
