import { inspectionKind } from '../../../shared/domain/inspections/inspection.ts';
import { oneOfEachVisit, visitFormKind } from '../../../shared/domain/inspections/visit-forms.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { useLive } from '../../data/use-live.ts';
import type { InboxItem } from '../../features/sync-centre/inbox/inbox-items.ts';
import { useInbox } from '../../features/sync-centre/inbox/queries.ts';
import { useWork, workCount } from '../../features/worklist/queries.ts';
import type { PageId } from './pages.ts';

/** What waits behind each page's name; a page without an entry shows no number. */
export function useNavCounts(): Partial<Record<PageId, number>> {
  const desk = useDesk();
  const work = useWork();
  const inspections = useLive(
    async () =>
      oneOfEachVisit(
        await desk.records.list(inspectionKind, 'state', 'in-progress'),
        await desk.records.all(visitFormKind),
      ).length,
    ['nav-inspections'],
  );
  const sync = useLive(async () => {
    const { waiting, quarantined } = await desk.equation();
    return waiting + quarantined;
  }, ['nav-sync']);
  const inbox = useInbox();
  return {
    ...(work.state === 'ready' ? { work: workCount(work.value) } : {}),
    ...(inspections.state === 'ready' ? { inspections: inspections.value } : {}),
    ...(sync.state === 'ready' && inbox.state === 'ready'
      ? { sync: sync.value + ofOthers(inbox.value) }
      : {}),
  };
}

/** Own acts that were not taken are counted by the equation already. */
function ofOthers(items: readonly InboxItem[]): number {
  return items.filter((item) => item.kind !== 'quarantined').length;
}
