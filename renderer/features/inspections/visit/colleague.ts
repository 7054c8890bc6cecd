import type { Answer } from '../../../../shared/domain/inspections/inspection.ts';
import type { Instant } from '../../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';

/** What the other officer of the visit answered, as far as it has reached this computer; newest first. */
export interface ColleagueWork {
  readonly officerId: OfficerId;
  readonly items: readonly { readonly itemId: string; readonly at: Instant }[];
}

export function colleagueWork(
  officers: readonly OfficerId[],
  me: OfficerId,
  answers: ReadonlyMap<string, Answer>,
): ColleagueWork | null {
  const officerId = officers.find((officer) => officer !== me);
  if (!officerId || !officers.includes(me)) return null;
  const items = [...answers.values()].flatMap((answer) =>
    [answer.current, ...answer.contested]
      .filter((version) => version.by === officerId)
      .slice(0, 1)
      .map(({ at }) => ({ itemId: answer.itemId, at })),
  );
  return { officerId, items: items.toSorted((a, b) => (a.at < b.at ? 1 : -1)) };
}
