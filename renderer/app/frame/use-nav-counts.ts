import { inspectionKind } from '../../../shared/domain/inspections/inspection.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { useLive } from '../../data/use-live.ts';
import { useWork, workCount } from '../../features/worklist/queries.ts';
import type { PageId } from './pages.ts';

/** What waits behind each page's name; a page without an entry shows no number. */
export function useNavCounts(): Partial<Record<PageId, number>> {
  const desk = useDesk();
  const work = useWork();
  const inspections = useLive(
    async () => (await desk.records.list(inspectionKind, 'state', 'in-progress')).length,
    ['nav-inspections'],
  );
  const sync = useLive(async () => {
    const { waiting, quarantined } = await desk.equation();
    return waiting + quarantined;
  }, ['nav-sync']);
  return {
    ...(work.state === 'ready' ? { work: workCount(work.value) } : {}),
    ...(inspections.state === 'ready' ? { inspections: inspections.value } : {}),
    ...(sync.state === 'ready' ? { sync: sync.value } : {}),
  };
}
