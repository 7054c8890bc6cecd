import { Officer } from '../../../shared/domain/org/officer.ts';
import type { Db } from '../../store/open-database.ts';
import type { Words } from './words.ts';

/** Names of officers; an id the region does not know stays an id. */
export async function officerNames(
  db: Db,
  words: Words,
  ids: readonly string[],
): Promise<(officerId: string) => string> {
  const wanted = [...new Set(ids)];
  const rows =
    wanted.length === 0
      ? []
      : await db.selectFrom('officers').select(['id', 'officer']).where('id', 'in', wanted).execute();
  const names = new Map(rows.map((row) => [row.id, words.pick(Officer.parse(JSON.parse(row.officer)).name)]));
  return (officerId) => names.get(officerId) ?? officerId;
}
