import type { OfficerId } from '../../../shared/lib/ids.ts';
import type { Db } from '../../store/open-database.ts';
import type { Core } from '../core.ts';

/** What is written down of the console. Words: `console:event.<kind>`. */
export type ConsoleEventKind =
  'signed-in' | 'signed-out' | 'password-chosen' | 'device-revoked' | 'acts-released' | 'acts-rejected';

export interface ConsoleEvent {
  readonly at: string;
  readonly officerId: string;
  readonly kind: ConsoleEventKind;
  readonly details: Readonly<Record<string, string>>;
}

/** Every sign-in and every order, with who. The reason stays in the table; the server's log gets ids only. */
export async function noteEvent(
  core: Core,
  officerId: OfficerId,
  kind: ConsoleEventKind,
  details: ConsoleEvent['details'] = {},
): Promise<void> {
  const { reason: _reason, ...ids } = details;
  core.log.info({ officerId, ...ids }, `console: ${kind}`);
  await core.db
    .insertInto('console_events')
    .values({ at: core.clock.now(), officer_id: officerId, kind, details: JSON.stringify(details) })
    .execute();
}

/** Newest first. */
export async function readEvents(db: Db, limit: number): Promise<readonly ConsoleEvent[]> {
  const rows = await db.selectFrom('console_events').selectAll().orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    at: row.at,
    officerId: row.officer_id,
    kind: row.kind as ConsoleEventKind,
    details: JSON.parse(row.details) as ConsoleEvent['details'],
  }));
}
