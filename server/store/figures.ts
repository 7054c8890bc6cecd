import { sql } from 'kysely';
import type { Db } from './open-database.ts';

/** Counts of the whole database, for whoever watches the server. Ids, names and texts never come up. */
export interface Figures {
  readonly actsLogged: number;
  readonly actsWithdrawn: number;
  /** By outcome, and for held acts by reason. */
  readonly quarantined: readonly {
    readonly outcome: string;
    readonly reason: string;
    readonly acts: number;
  }[];
  readonly logs: number;
  readonly devices: { readonly active: number; readonly revoked: number; readonly stolen: number };
  readonly pending: { readonly batches: number; readonly bytes: number; readonly oldest: string | null };
  readonly attachments: { readonly count: number; readonly bytes: number };
}

export async function readFigures(db: Db): Promise<Figures> {
  const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => {
    const [row] = (await query.execute(db)).rows;
    if (row === undefined) throw new Error('a count has no row');
    return row;
  };
  const logs = await one(
    sql<{
      logs: number;
      acts: number;
    }>`select count(*)::int as logs, coalesce(sum(head_seq), 0)::float8 as acts from logs`,
  );
  const withdrawn = await one(
    sql<{ acts: number }>`select count(*)::int as acts from acts where state = 'withdrawn'`,
  );
  const quarantined = await sql<{ outcome: string; reason: string; acts: number }>`
    select outcome::jsonb ->> 'kind' as outcome, coalesce(outcome::jsonb -> 'for' ->> 'kind', '') as reason, count(*)::int as acts
    from acts where state = 'quarantined' group by 1, 2 order by 1, 2`.execute(db);
  const devices = await one(
    sql<Figures['devices']>`select count(*) filter (where revoked_at is null)::int as active,
      count(*) filter (where revoked_at is not null and stolen_at is null)::int as revoked,
      count(*) filter (where stolen_at is not null)::int as stolen from devices`,
  );
  const pending = await one(
    sql<Figures['pending']>`select count(*)::int as batches, coalesce(sum(length(bytes)), 0)::float8 as bytes,
      min(received_at) as oldest from pending_batches`,
  );
  const attachments = await one(
    sql<
      Figures['attachments']
    >`select count(*)::int as count, coalesce(sum(size_bytes), 0)::float8 as bytes from attachment_receipts`,
  );
  return {
    actsLogged: logs.acts,
    actsWithdrawn: withdrawn.acts,
    quarantined: quarantined.rows,
    logs: logs.logs,
    devices,
    pending,
    attachments,
  };
}
