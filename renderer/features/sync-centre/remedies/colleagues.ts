import { officerKind, type Officer } from '../../../../shared/domain/org/officer.ts';
import { OfficerId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';

/** The active officers of this prefecture but oneself: whom an act can be handed to. */
export function useColleagues(): readonly (Officer & { readonly officerId: OfficerId })[] {
  const desk = useDesk();
  const officers = useLive(() => desk.records.all(officerKind), ['colleagues']);
  if (officers.state === 'loading') return [];
  return officers.value
    .filter((one) => one.active && one.prefectureCode === desk.prefectureCode)
    .map((one) => ({ ...one, officerId: OfficerId.parse(one.id) }))
    .filter((one) => one.officerId !== desk.officerId);
}
